//! What the lists of photographs and of logos have in common.

use crate::pages::{
    search::Asked,
    words::{address, exact},
};
use app_ui::{Badge, EmptyState, Glyph, NoMatches, RelativeTime, Tone};
use jiff::Timestamp;
use leptos::prelude::*;

/// Said where nothing is listed: that there is none, or each thing asked for with the address without it. `words` are what is listed, and what is said of
/// an empty list.
pub(super) fn nothing(
    asked: &Asked,
    path: &'static str,
    chips: &[(&str, &'static str)],
    words: (&'static str, &'static str, &'static str),
) -> AnyView {
    let (things, title, hint) = words;
    if asked.is_all() {
        return view! { <EmptyState title hint icon=Glyph::Image/> }.into_any();
    }
    let mut filters = Vec::new();
    if !asked.text.is_empty() {
        filters.push((format!("“{}”", asked.text), address(path, &[("show", &asked.show)])));
    }
    if let Some((_, label)) = chips.iter().find(|(word, _)| !word.is_empty() && *word == asked.show) {
        filters.push((label.to_lowercase(), address(path, &[("q", &asked.text)])));
    }
    view! { <NoMatches things filters reset=path/> }.into_any()
}

/// That something was taken down, when and by whom.
#[component]
pub(super) fn TakenDown(at: Timestamp, by: Option<String>, now: Timestamp) -> impl IntoView {
    let by = by.map(|name| format!(" by {name}"));
    view! {
        <Badge tone=Tone::Error icon=Glyph::Ban>"Taken down"</Badge>
        <span class="hint" title=exact(at)><RelativeTime at now/> {by}</span>
    }
    .into_any()
}
