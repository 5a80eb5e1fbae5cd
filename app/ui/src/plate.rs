//! A drawn plate for an animal without a photograph: the page of a field notebook. Pure and deterministic.

use std::fmt::Write as _;

use leptos::prelude::*;

use crate::Text;

mod build;
mod colour;
mod draw;
mod lizard;
mod skin;
mod snake;

use build::Build;
use draw::Rng;
use skin::Skin;

/// Draws the plate of an animal: 4 : 5, 10 to 20 kB of SVG (a third of that compressed), the same for the same arguments. `taxon` is a slug or a name; words
/// of `morph` tint and pattern it. No text of the arguments gets into the drawing.
#[must_use]
pub fn plate_svg(taxon: &str, morph: &str, seed: u64) -> String {
    let (id, body) = drawing(taxon, morph, seed, Paper::Page);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500" role="img" data-plate="{id}">{body}</svg>"#
    )
}

/// The plate as a picture of its own, without paper: what it lies on shines through, light or dark.
#[must_use]
pub fn plate_image(taxon: &str, morph: &str, seed: u64) -> String {
    let (_, body) = drawing(taxon, morph, seed, Paper::None);
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500" viewBox="0 0 400 500">{body}</svg>"#)
}

/// Where [`plate_image`] stands on the public portal.
#[must_use]
pub fn plate_href(taxon: &str, morph: &str, seed: u64) -> String {
    crate::with_params(&format!("/plates/{seed:x}.svg"), &[("taxon", taxon), ("morph", morph)])
}

/// The plate in a page; its frame is 4 : 5. Decorative unless it has a `label`.
#[component]
pub fn Plate(
    #[prop(into)] taxon: String,
    #[prop(into)] morph: String,
    seed: u64,
    #[prop(optional, into)] label: Text,
) -> impl IntoView {
    let (_, body) = drawing(&taxon, &morph, seed, Paper::Page);
    let labelled = label.is_some();
    view! {
        <svg
            class="plate"
            viewBox="0 0 400 500"
            role=labelled.then_some("img")
            aria-label=label.get()
            aria-hidden=(!labelled).then_some("true")
            inner_html=body
        ></svg>
    }
}

/// A seed from an id or a code, so that an animal keeps its plate.
#[must_use]
pub fn plate_seed(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// On what a plate is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paper {
    /// In the page's own colours.
    Page,
    None,
}

/// Ids inside the drawing follow from what is drawn: two equal plates on a page may share them, two others never do.
fn drawing(taxon: &str, morph: &str, seed: u64, paper: Paper) -> (String, String) {
    let build = Build::of(taxon);
    let skin = Skin::of(build, morph, &mut Rng::new(seed));
    let id = format!("p{:x}", plate_seed(&format!("{build:?}/{morph}/{seed}")) & 0xffff_ffff);
    let mut rng = Rng::new(seed ^ 0x5eed);
    let mut svg = String::with_capacity(8_000);
    ground(&mut svg, &mut rng, paper);
    // Some animals look the other way.
    let turn = if rng.chance(0.5) { "" } else { r#" transform="matrix(-1 0 0 1 400 0)""# };
    let _ = write!(svg, "<g{turn}>");
    if build.is_lizard() {
        lizard::draw(&mut svg, build, &skin, &mut rng, &id);
    } else {
        snake::draw(&mut svg, build, &skin, &mut rng, &id);
    }
    svg.push_str("</g>");
    (id, svg)
}

/// Paper, a hairline frame, corner ticks and a scale bar.
fn ground(svg: &mut String, rng: &mut Rng, paper: Paper) {
    svg.push_str(match paper {
        Paper::Page => {
            r#"<path fill="var(--paper,#f4efe4)" d="M0 0h400v500H0z"/><g fill="none" stroke="var(--paper-line,#d8cfbd)">"#
        }
        Paper::None => r##"<g fill="none" stroke="#9b8f76" stroke-opacity=".38">"##,
    });
    svg.push_str(r#"<path d="M16 16h368v468H16z"/><path d="M200 10v12M200 478v12M10 250h12M378 250h12"/>"#);
    let bar = 34.0 + rng.range(0.0, 22.0).round();
    let _ = write!(
        svg,
        r#"<path stroke-width="1.5" d="M32 462h{}M32 457v10M{} 459v6M{} 457v10"/></g>"#,
        bar * 2.0,
        32.0 + bar,
        32.0 + bar * 2.0
    );
}

#[cfg(test)]
mod tests {
    use super::{plate_href, plate_image, plate_seed, plate_svg};

    const TAXA: [&str; 9] = [
        "ball-python",
        "corn-snake",
        "western-hognose",
        "boa",
        "carpet-python",
        "reticulated-python",
        "leopard-gecko",
        "crested-gecko",
        "bearded-dragon",
    ];

    #[test]
    fn the_same_animal_keeps_its_plate() {
        assert_eq!(plate_svg("ball-python", "Clown", 7), plate_svg("ball-python", "Clown", 7));
        assert_ne!(plate_svg("ball-python", "Clown", 7), plate_svg("ball-python", "Clown", 8));
        assert_ne!(plate_svg("ball-python", "Clown", 7), plate_svg("ball-python", "Albino", 7));
    }

    #[test]
    fn every_taxon_has_a_drawing_of_reasonable_size() {
        for taxon in TAXA {
            for seed in 0..20 {
                let svg = plate_svg(taxon, "Albino Pied", seed);
                assert!((1_500..20_000).contains(&svg.len()), "{taxon}: {}", svg.len());
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{taxon} {seed}");
            }
        }
    }

    #[test]
    fn an_address_carries_every_word_and_an_image_no_variable_of_a_page() {
        assert_eq!(plate_href("Boa & co", "50% het", 255), "/plates/ff.svg?taxon=Boa+%26+co&morph=50%25+het");
        let image = plate_image("boa", "Albino", 1);
        assert!(image.starts_with("<svg xmlns=") && !image.contains("var("));
    }

    #[test]
    fn hostile_words_never_reach_the_drawing() {
        let svg = plate_svg("\"><script>alert(1)</script>", "</svg><script>\u{0}💥", plate_seed("x"));
        assert!(!svg.contains("script") && !svg.contains('💥'));
        assert_eq!(svg.matches("<svg").count(), 1);
    }
}
