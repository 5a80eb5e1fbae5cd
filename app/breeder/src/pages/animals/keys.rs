//! Single keys for what hands do all day. They rest while somebody types, and leave the browser's own shortcuts alone.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent},
};

/// What a key does: the element that it presses, or where it puts the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Follows the link or presses the button that the selector finds first.
    Press(&'static str),
    /// Puts the focus there.
    Focus(&'static str),
    /// Moves the focus among the elements that the selector finds, this many on.
    Move(&'static str, i32),
    /// Ticks the box in the row that has the focus.
    Tick,
}

/// Listens while the page is shown.
pub fn use_keys(keys: &'static [(&'static str, Does)]) {
    Effect::new(move || {
        let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            let other = event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented();
            let at = document().active_element();
            if other || at.as_ref().is_some_and(types) {
                return;
            }
            let key = event.key();
            let Some((_, does)) = keys.iter().find(|(known, _)| *known == key) else { return };
            if act(*does, at.as_ref()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Whether keys mean letters there.
fn types(element: &Element) -> bool {
    let kind = element.get_attribute("type").unwrap_or_default();
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "submit"),
        _ => element.has_attribute("contenteditable"),
    }
}

fn act(does: Does, at: Option<&Element>) -> bool {
    match does {
        Does::Press(selector) => find(selector).map(|element| element.click()).is_some(),
        Does::Focus(selector) => find(selector).map(|element| focus(&element)).is_some(),
        Does::Move(selector, by) => step(selector, by, at),
        Does::Tick => {
            let row = at.and_then(|element| element.closest("tr").ok().flatten());
            let tick = row.and_then(|row| row.query_selector("input[type=checkbox]").ok().flatten());
            tick.and_then(|tick| tick.dyn_into::<HtmlInputElement>().ok()).map(|tick| tick.click()).is_some()
        }
    }
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn focus(element: &HtmlElement) {
    // A focus that can't be set leaves things as they were.
    let _ = element.focus();
}

/// The next or the one before among what the selector finds; from elsewhere, the first.
fn step(selector: &str, by: i32, at: Option<&Element>) -> bool {
    let Ok(list) = document().query_selector_all(selector) else { return false };
    let elements: Vec<HtmlElement> = (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect();
    let row = |element: &Element| element.closest("tr").ok().flatten();
    let here = at.and_then(|at| elements.iter().position(|element| row(element).is_some() && row(element) == row(at)));
    let to = match here {
        Some(here) => i32::try_from(here).unwrap_or(0) + by,
        None => 0,
    };
    let found = usize::try_from(to).ok().and_then(|to| elements.get(to));
    found.map(focus).is_some()
}

/// Says which keys there are, where there is a keyboard.
#[component]
pub fn Keys(keys: &'static [(&'static str, &'static str)]) -> impl IntoView {
    let said = keys
        .iter()
        .map(|(key, what)| {
            view! {
                <span>
                    <kbd>{*key}</kbd>
                    " "
                    {*what}
                    " "
                </span>
            }
        })
        .collect_view();
    view! { <p class="keys row no-print">{said}</p> }
}
