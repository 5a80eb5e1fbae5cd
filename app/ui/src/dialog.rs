use leptos::prelude::*;

use crate::{Button, Glyph, HiddenInput, Icon, Look, Size, Text};

/// A panel over the page, opened by any `<Button opens="its-id">`: a native popover, so it needs no JavaScript.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    /// A panel at the right edge instead of the middle.
    #[prop(optional)]
    side: bool,
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    view! {
        <div
            class=if side { "panel panel-side" } else { "panel" }
            id=id
            popover="auto"
            role="dialog"
            aria-labelledby=title_id
        >
            <header class="panel-head">
                <h2 id=title_id.clone()>{title}</h2>
                <button type="button" class="btn btn-ghost btn-sm btn-square" popovertarget=id.clone() popovertargetaction="hide" aria-label="Close" title="Close">
                    <Icon glyph=Glyph::X/>
                </button>
            </header>
            <div class="panel-body">{children()}</div>
        </div>
    }
}

/// A button that opens a dialog: the same as `<Button opens=id>`.
#[component]
pub fn DialogOpener(
    #[prop(into)] id: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Glyph>,
    children: Children,
) -> impl IntoView {
    // The prop takes no `Option`, so the two cases part here.
    match icon {
        Some(icon) => view! { <Button look size icon opens=id>{children()}</Button> }.into_any(),
        None => view! { <Button look size opens=id>{children()}</Button> }.into_any(),
    }
}

/// A question before something that can't be taken back. Posts `fields` to `action`; opened by `<Button opens=id>`.
///
/// What can be undone needs no question: do it, and say on the page that follows how to take it back.
#[component]
pub fn ConfirmDialog(
    #[prop(into)] id: String,
    /// The question: "Revoke this token?"
    #[prop(into)]
    title: String,
    #[prop(into)] action: String,
    /// The verb on the button: "Revoke token".
    #[prop(into)]
    confirm: String,
    #[prop(optional)] fields: Vec<(String, String)>,
    /// The button is primary instead of red.
    #[prop(optional)]
    gentle: bool,
    #[prop(optional, into)] hint: Text,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let hidden = fields.into_iter().map(|(name, value)| view! { <HiddenInput name value/> }).collect_view();
    let target = id.clone();
    view! {
        <Dialog id title>
            <form method="post" action=action class="stack">
                {hidden}
                {hint.get().map(|hint| view! { <p>{hint}</p> })}
                {children.map(|children| children())}
                <div class="form-actions">
                    <Button look=if gentle { Look::Primary } else { Look::Danger }>{confirm}</Button>
                    <button type="button" class="btn" popovertarget=target popovertargetaction="hide">"Cancel"</button>
                </div>
            </form>
        </Dialog>
    }
}
