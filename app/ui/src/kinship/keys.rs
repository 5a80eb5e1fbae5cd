use leptos::ev::KeyboardEvent;

/// Where a key leads from a cell of the lower half of a square table with so many rows; the diagonal belongs to it. `None`: nowhere.
#[cfg_attr(not(any(test, target_arch = "wasm32")), expect(dead_code, reason = "only a browser has keys"))]
fn step(key: &str, (row, column): (usize, usize), rows: usize) -> Option<(usize, usize)> {
    let to = match key {
        "ArrowLeft" => (row, column.checked_sub(1)?),
        "ArrowRight" => (row, column + 1),
        "ArrowUp" => (row.checked_sub(1)?, column),
        "ArrowDown" => (row + 1, column),
        "Home" => (row, 0),
        "End" => (row, row),
        _ => return None,
    };
    (to.0 < rows && to.1 <= to.0).then_some(to)
}

/// Moves the focus through the table by the arrow keys, Home and End within a row. Meant for `on:keydown` on the frame around it.
#[cfg(target_arch = "wasm32")]
#[expect(clippy::needless_pass_by_value, reason = "an event handler")]
pub(super) fn walk(event: KeyboardEvent) {
    use leptos::{prelude::document, web_sys};
    use wasm_bindgen::JsCast;

    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(focused) = document().active_element() else { return };
    let Ok(Some(frame)) = focused.closest(".kin-frame") else { return };
    let here = focused.closest("[data-cell]").ok().flatten().and_then(|cell| cell.get_attribute("data-cell"));
    let place = |text: String| {
        let (row, column) = text.split_once(' ')?;
        Some((row.parse().ok()?, column.parse().ok()?))
    };
    let to = match here.and_then(place) {
        Some(here) => {
            let Ok(rows) = frame.query_selector_all("tbody tr") else { return };
            step(&event.key(), here, rows.length() as usize)
        }
        // On the frame itself the arrows scroll, but for the first step into the table.
        None if event.key() == "ArrowDown" => Some((0, 0)),
        None => None,
    };
    let Some((row, column)) = to else { return };
    let cell = frame.query_selector(&format!("[data-cell=\"{row} {column}\"] .kin-go")).ok().flatten();
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        // A focus that can't be set leaves things as they were.
        let _ = cell.focus();
    }
}

/// Only a browser has keys: on the server the handler is never called.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn walk(_event: KeyboardEvent) {}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn arrows_stay_in_the_lower_half() {
        assert_eq!(step("ArrowRight", (2, 1), 4), Some((2, 2)));
        assert_eq!(step("ArrowRight", (2, 2), 4), None, "above the diagonal is nothing");
        assert_eq!(step("ArrowUp", (2, 2), 4), None);
        assert_eq!(step("ArrowUp", (3, 2), 4), Some((2, 2)));
        assert_eq!((step("ArrowLeft", (2, 0), 4), step("ArrowDown", (3, 0), 4)), (None, None));
        assert_eq!((step("Home", (3, 2), 4), step("End", (3, 1), 4)), (Some((3, 0)), Some((3, 3))));
        assert_eq!(step("a", (1, 0), 4), None);
    }
}
