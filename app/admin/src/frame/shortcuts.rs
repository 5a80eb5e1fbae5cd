//! What the keyboard does, told by `?`.

use app_ui::{Button, Dialog, Glyph, Look, Size};
use leptos::prelude::*;

/// Keys and what they do, in the order of the list.
const KEYS: [(&[&str], &str); 14] = [
    (&["g", "o"], "Overview"),
    (&["g", "p"], "People"),
    (&["g", "v"], "Vivariums"),
    (&["g", "d"], "Disputes"),
    (&["g", "l"], "Likenesses"),
    (&["g", "i"], "Photos"),
    (&["g", "t"], "Taxa"),
    (&["g", "c"], "Catalogue"),
    (&["g", "a"], "Audit log"),
    (&["g", "h"], "Health"),
    (&["/"], "Search"),
    (&["j"], "Next row"),
    (&["k"], "Row before"),
    (&["?"], "This list"),
];

/// The button and its list.
#[component]
pub(super) fn Shortcuts() -> impl IntoView {
    let rows = KEYS
        .iter()
        .map(|(keys, does)| {
            let keys = keys.iter().map(|key| view! { <kbd class="key">{*key}</kbd> }).collect_view();
            view! { <div class="key-row"><dt>{*does}</dt><dd>{keys}</dd></div> }
        })
        .collect_view();
    view! {
        <Button look=Look::Ghost size=Size::Small icon=Glyph::Keyboard label="Keyboard shortcuts" opens="shortcuts" class="shortcuts-button"/>
        <Dialog id="shortcuts" title="Keyboard">
            <dl class="keys">{rows}</dl>
        </Dialog>
    }
}
