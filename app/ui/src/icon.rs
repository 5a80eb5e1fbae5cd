use leptos::prelude::*;

use crate::Text;

mod set;

pub use set::Glyph;

/// One icon: `<Icon glyph=Glyph::Plus/>`. It hides from screen readers unless it carries a `label` of its own.
#[component]
pub fn Icon(
    glyph: Glyph,
    /// Said instead of the picture, where no text stands beside it.
    #[prop(optional, into)]
    label: Text,
    /// Further classes, for colour or size (`--icon`).
    #[prop(optional, into)]
    class: Text,
) -> impl IntoView {
    let labelled = label.is_some();
    view! {
        <svg
            class=format!("icon {}", class.or(""))
            viewBox="0 0 24 24"
            role=labelled.then_some("img")
            aria-label=label.get()
            aria-hidden=(!labelled).then_some("true")
            inner_html=glyph.shape()
        ></svg>
    }
}
