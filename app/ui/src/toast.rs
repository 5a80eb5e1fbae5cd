use leptos::prelude::*;

use crate::{Glyph, Icon, Text, Tone};

/// The corner where toasts appear. One a page, always in the document, so that screen readers hear what is added.
#[component]
pub fn ToastRegion(#[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! { <div class="toasts" role="status" aria-live="polite" aria-atomic="false">{children.map(|children| children())}</div> }
}

/// What has just happened, with a way back: `undo` is posted with `fields`. It stays until the next page, so nobody has to hurry.
#[component]
pub fn Toast(
    #[prop(into)] message: String,
    #[prop(default = Tone::Success)] tone: Tone,
    /// The address that takes it back.
    #[prop(optional, into)]
    undo: Text,
    #[prop(optional)] fields: Vec<(String, String)>,
) -> impl IntoView {
    let hidden =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <div class=format!("toast-box {}", tone.class())>
            <Icon glyph=tone.glyph()/>
            <p>{message}</p>
            {undo
                .get()
                .map(|action| {
                    view! {
                        <form method="post" action=action>
                            {hidden}
                            <button type="submit" class="btn btn-sm btn-ghost"><Icon glyph=Glyph::Undo/>"Undo"</button>
                        </form>
                    }
                })}
        </div>
    }
}
