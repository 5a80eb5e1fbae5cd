use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// A button that unfolds further actions: `<details>`, so it works everywhere. Children: `MenuItem`, `MenuSubmit`, `<hr/>`.
#[component]
pub fn Menu(
    /// The name of the button; shown unless `icon_only`.
    #[prop(into)]
    label: String,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] icon_only: bool,
    /// Opens to the left, at the right edge of a row.
    #[prop(optional)]
    end: bool,
    /// Only one menu of a group is open at a time.
    #[prop(default = "menu".to_owned(), into)]
    group: String,
    #[prop(optional, into)] class: Text,
    children: Children,
) -> impl IntoView {
    let summary_class = if icon_only { "btn btn-ghost btn-sm btn-square" } else { "btn btn-sm" };
    view! {
        <details class=format!("menu-box {}", class.or("")) name=group>
            <summary class=summary_class aria-label=icon_only.then(|| label.clone()) title=icon_only.then(|| label.clone())>
                {icon.map(|glyph| view! { <Icon glyph/> })}
                {(!icon_only).then(|| view! { <span>{label.clone()}</span><Icon glyph=Glyph::ChevronDown/> })}
            </summary>
            <div class="menu-list" class:menu-end=end>{children()}</div>
        </details>
    }
}

/// A menu's link.
#[component]
pub fn MenuItem(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] current: bool,
    #[prop(optional, into)] hint: Text,
) -> impl IntoView {
    view! {
        <a class="menu-item" href=href aria-current=current.then_some("true")>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span class="option-text">
                <span>{label}</span>
                {hint.get().map(|hint| view! { <span class="hint">{hint}</span> })}
            </span>
            {current.then(|| view! { <Icon glyph=Glyph::Check class="menu-tick"/> })}
        </a>
    }
}

/// A menu's action: posts `fields` to `action`.
#[component]
pub fn MenuSubmit(
    #[prop(into)] action: String,
    #[prop(into)] label: String,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] fields: Vec<(String, String)>,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    let hidden =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form method="post" action=action>
            {hidden}
            <button type="submit" class="menu-item" class:tone-error=danger>
                {icon.map(|glyph| view! { <Icon glyph/> })}
                <span>{label}</span>
            </button>
        </form>
    }
}
