use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// Nothing here yet: one sentence and one action, given as children.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] hint: Text,
    #[prop(default = Glyph::Egg)] icon: Glyph,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <span class="state-icon"><Icon glyph=icon/></span>
            <p class="state-title">{title}</p>
            {hint.get().map(|hint| view! { <p class="hint">{hint}</p> })}
            {children.map(|children| view! { <div class="row state-actions">{children()}</div> })}
        </div>
    }
}

/// A filter left nothing over: says which ones to drop. `filters` are (label, address without it).
#[component]
pub fn NoMatches(
    /// What was looked for, in the plural: `animals`.
    #[prop(into)]
    things: String,
    filters: Vec<(String, String)>,
    /// The address with no filter at all.
    #[prop(into)]
    reset: String,
) -> impl IntoView {
    let drops = filters
        .into_iter()
        .map(|(label, href)| view! { <a class="chip" href=href><Icon glyph=Glyph::X/><span>{format!("Without {label}")}</span></a> })
        .collect_view();
    view! {
        <div class="state">
            <span class="state-icon"><Icon glyph=Glyph::Search/></span>
            <p class="state-title">{format!("No {things} match all of this")}</p>
            <div class="chip-row">{drops}</div>
            <a class="link" href=reset>"Clear every filter"</a>
        </div>
    }
}
