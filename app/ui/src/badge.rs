use leptos::prelude::*;

use crate::{Glyph, Icon, Tone};

/// A short state: `<Badge tone=Tone::Success icon=Glyph::Check>"Verified"</Badge>`. The words carry the meaning.
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(optional)] icon: Option<Glyph>, children: Children) -> impl IntoView {
    view! {
        <span class=format!("badge-pill {}", tone.class())>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            {children()}
        </span>
    }
}
