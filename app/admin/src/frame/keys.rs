//! Keyboard first: two keys to each place, one to the search, rows by `j` and `k`.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, KeyboardEvent},
};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::time::Duration;

/// How long `g` waits for its second key.
const PATIENCE: Duration = Duration::from_millis(1200);

/// Listens on the whole page, from when it is awake.
pub(super) fn listen() {
    let navigate = use_navigate();
    let going = StoredValue::new(false);
    Effect::new(move || {
        let navigate = navigate.clone();
        let handle = window_event_listener(ev::keydown, move |event| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() || is_typing(&event) {
                return;
            }
            let key = event.key();
            if going.get_value() {
                going.set_value(false);
                if let Some(place) = place_of(&key) {
                    event.prevent_default();
                    navigate(place, NavigateOptions::default());
                }
                return;
            }
            let done = match key.as_str() {
                "g" => {
                    going.set_value(true);
                    set_timeout(
                        move || {
                            let _ = going.try_set_value(false);
                        },
                        PATIENCE,
                    );
                    true
                }
                "/" => focus("main .search-input") || focus(".app-top .search-input"),
                "?" => press("[popovertarget='shortcuts']"),
                "j" => step(1),
                "k" => step(-1),
                _ => false,
            };
            if done {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    });
}

fn place_of(key: &str) -> Option<&'static str> {
    Some(match key {
        "o" => "/",
        "p" => "/people",
        "v" => "/vivariums",
        "d" => "/disputes",
        "l" => "/likenesses",
        "i" => "/photos",
        "t" => "/taxa",
        "c" => "/catalogue",
        "a" => "/audit",
        "h" => "/system",
        _ => return None,
    })
}

/// Letters belong to a field that has the focus, and to an open dialog.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.closest("[popover]").ok().flatten().is_some()
    })
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn focus(selector: &str) -> bool {
    find(selector).is_some_and(|element| element.focus().is_ok())
}

fn press(selector: &str) -> bool {
    find(selector).map(|element| element.click()).is_some()
}

/// The focus goes to the link of the row before or after; from elsewhere to the first.
fn step(by: i32) -> bool {
    let Ok(links) = document().query_selector_all("main tbody .row-link") else { return false };
    let here = document().active_element();
    let rows: Vec<HtmlElement> =
        (0..links.length()).filter_map(|index| links.get(index)?.dyn_into::<HtmlElement>().ok()).collect();
    let now = rows.iter().position(|row| here.as_ref().is_some_and(|here| here.is_same_node(Some(row))));
    let next = match (now, by) {
        (Some(index), 1) => index + 1,
        (Some(index), _) => index.saturating_sub(1),
        (None, _) => 0,
    };
    rows.get(next).is_some_and(|row| row.focus().is_ok())
}
