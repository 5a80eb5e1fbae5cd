use leptos::ev::KeyboardEvent;

/// Where an arrow key leads from `path`, among the `paths` that are drawn (in the order of the page). `None`: nowhere.
#[cfg_attr(not(any(test, target_arch = "wasm32")), expect(dead_code, reason = "only a browser has keys"))]
fn step(key: &str, path: &str, paths: &[String]) -> Option<String> {
    let there = |path: String| paths.contains(&path).then_some(path);
    match key {
        "ArrowLeft" => {
            let mut child = path.to_owned();
            child.pop()?;
            there(child)
        }
        "ArrowRight" => there(format!("{path}s")).or_else(|| there(format!("{path}d"))),
        "ArrowUp" | "ArrowDown" => {
            // The same generation, read from top to bottom: the page's order is that of the chart.
            let row: Vec<&String> = paths.iter().filter(|other| other.len() == path.len()).collect();
            let at = row.iter().position(|other| *other == path)?;
            let to = if key == "ArrowUp" { at.checked_sub(1)? } else { at + 1 };
            row.get(to).map(|path| (*path).clone())
        }
        "Home" => there(String::new()),
        _ => None,
    }
}

/// Moves the focus through a pedigree by the arrow keys: right to the sire, left to the child, up and down in a generation,
/// Home to the animal itself. Meant for `on:keydown` on any element around the chart.
#[cfg(target_arch = "wasm32")]
#[expect(clippy::needless_pass_by_value, reason = "an event handler")]
pub fn walk(event: KeyboardEvent) {
    use leptos::{prelude::document, web_sys};
    use wasm_bindgen::JsCast;

    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(focused) = document().active_element() else { return };
    let Ok(Some(chart)) = focused.closest(".pedigree") else { return };
    let Ok(cells) = chart.query_selector_all("[data-path]") else { return };
    let cells: Vec<web_sys::Element> =
        (0..cells.length()).filter_map(|index| cells.item(index)?.dyn_into().ok()).collect();
    let paths: Vec<String> = cells.iter().map(|cell| cell.get_attribute("data-path").unwrap_or_default()).collect();
    // On the frame itself the first key enters the chart.
    let here = focused.closest("[data-path]").ok().flatten().and_then(|cell| cell.get_attribute("data-path"));
    let to = match here {
        Some(here) => step(&event.key(), &here, &paths),
        None if event.key() == "ArrowRight" => Some(String::new()),
        None => None,
    };
    let Some(index) = to.and_then(|to| paths.iter().position(|path| *path == to)) else { return };
    let name = cells.get(index).and_then(|cell| cell.query_selector(".ped-name").ok().flatten());
    if let Some(name) = name.and_then(|name| name.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        // A focus that can't be set leaves things as they were.
        let _ = name.focus();
    }
}

/// Only a browser has keys: on the server the handler is never called.
#[cfg(not(target_arch = "wasm32"))]
pub fn walk(_event: KeyboardEvent) {}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn arrows_walk_the_tree() {
        let paths: Vec<String> = ["", "s", "ss", "sd", "d", "dd"].map(String::from).to_vec();
        let step = |key, path| step(key, path, &paths);
        assert_eq!(step("ArrowRight", ""), Some("s".into()));
        assert_eq!(step("ArrowRight", "d"), Some("dd".into()), "where no sire is drawn, the dam");
        assert_eq!(step("ArrowLeft", "sd"), Some("s".into()));
        assert_eq!(step("ArrowLeft", ""), None);
        assert_eq!(step("ArrowDown", "sd"), Some("dd".into()), "over to the dam's side");
        assert_eq!(step("ArrowUp", "s"), None);
        assert_eq!(step("Home", "dd"), Some(String::new()));
        assert_eq!(step("a", "s"), None);
    }
}
