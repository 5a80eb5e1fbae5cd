//! Nothing is missing from the gallery.

use std::{fs, path::Path};

/// Frames of whole documents, which can't stand inside one: `GalleryPage` itself stands in an `AppShell`. And the calculator, for only its own
/// pages shall load the engine's code.
const FRAMES: [&str; 3] = ["SiteShell", "GalleryPage", "CalculatorDesk"];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("text");
            found.push((path.to_string_lossy().into_owned(), text));
        }
    }
}

#[test]
fn every_component_is_shown() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let public = fs::read_to_string(root.join("lib.rs")).expect("text");
    let shown: String =
        files.iter().filter(|(path, _)| path.contains("gallery")).map(|(_, text)| text.as_str()).collect();
    // A component that others are made of is shown with them.
    let inside: String =
        files.iter().filter(|(path, _)| !path.contains("gallery")).map(|(_, text)| text.as_str()).collect();
    let components = files.iter().filter(|(path, _)| !path.contains("gallery")).flat_map(|(_, text)| {
        text.split("#[component]\npub fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next())
    });
    let missing: Vec<&str> = components
        .filter(|name| public.contains(name) && !FRAMES.contains(name))
        .filter(|name| {
            let tag = format!("<{name}");
            let used = |text: &str| {
                text.match_indices(&tag).any(|(at, _)| !text[at + tag.len()..].starts_with(char::is_alphanumeric))
            };
            !used(&shown) && !used(&inside)
        })
        .collect();
    assert!(missing.is_empty(), "not in the gallery: {missing:?}");
}
