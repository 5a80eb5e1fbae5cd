use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// Tiles side by side.
#[component]
pub fn StatGrid(children: Children) -> impl IntoView {
    view! { <dl class="stat-grid">{children()}</dl> }
}

/// One figure with its name: `<StatTile label="Animals" value="312" hint="12 added this month" href="/animals"/>`. Stands in a `StatGrid`.
#[component]
pub fn StatTile(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] hint: Text,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional, into)] href: Text,
) -> impl IntoView {
    let name = match href.get() {
        Some(href) => view! { <a class="stat-link" href=href>{label}</a> }.into_any(),
        None => label.into_any(),
    };
    view! {
        <div class="stat-tile">
            <dt>{icon.map(|glyph| view! { <Icon glyph/> })}{name}</dt>
            <dd class="stat-value num">{value}</dd>
            {hint.get().map(|hint| view! { <dd class="hint">{hint}</dd> })}
        </div>
    }
}
