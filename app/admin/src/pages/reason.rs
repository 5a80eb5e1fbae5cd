//! What staff do with a reason: what will happen, why, and (of suspending) what was done before.

use super::words::exact;
use app_shared::{FormProblem, FormState, PostForm};
use app_ui::{Badge, Button, Dialog, FormActions, HiddenInput, Look, RelativeTime, TextInput, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::staff::SuspensionRow;
use std::borrow::Cow;

/// Something that wants a reason, as its dialog tells it.
#[derive(Debug, Clone)]
pub struct Act {
    /// The dialog's id, which its button opens.
    id: Cow<'static, str>,
    verb: &'static str,
    /// What the button in the dialog says.
    button: &'static str,
    look: Look,
    /// What will happen.
    effects: &'static [&'static str],
    /// Who reads the reason.
    hint: &'static str,
    /// Characters of the reason.
    most: u32,
}

impl Act {
    /// Suspending.
    #[must_use]
    pub const fn suspend(effects: &'static [&'static str], hint: &'static str) -> Self {
        let id = Cow::Borrowed("suspend");
        Self { id, verb: "Suspend", button: "Suspend", look: Look::Danger, effects, hint, most: 500 }
    }

    /// Taking it back.
    #[must_use]
    pub const fn reinstate(effects: &'static [&'static str], hint: &'static str) -> Self {
        let id = Cow::Borrowed("reinstate");
        Self { id, verb: "Reinstate", button: "Reinstate", look: Look::Primary, effects, hint, most: 500 }
    }

    /// A verdict on one of several things of a page, in a dialog of its own.
    #[must_use]
    pub const fn verdict(
        id: String,
        (verb, button): (&'static str, &'static str),
        look: Look,
        effects: &'static [&'static str],
        hint: &'static str,
    ) -> Self {
        Self { id: Cow::Owned(id), verb, button, look, effects, hint, most: 1_000 }
    }

    /// The same with so many characters of a reason at most.
    #[must_use]
    pub fn at_most(self, most: u32) -> Self {
        Self { most, ..self }
    }
}

/// The dialog: the effects first, then the reason that may not be missing, then the button that says what it does. `form` takes the id
/// and the reason, and what `with` names.
#[component]
pub fn ReasonDialog(
    form: FormState,
    act: Act,
    id: String,
    name: String,
    /// Another field and its value.
    #[prop(optional)]
    with: Option<(&'static str, String)>,
) -> impl IntoView {
    let Act { id: dialog, verb, button, look, effects, hint, most } = act;
    let dialog = dialog.into_owned();
    let effects = effects.iter().map(|effect| view! { <li>{*effect}</li> }).collect_view();
    // Of several dialogs on a page each has a field of its own; a refused reason says so beside it, what is refused otherwise stands above.
    let field = format!("{dialog}-reason");
    let whole = move || form.error.with(|error| error.as_ref().is_none_or(|error| error.fields().is_empty()));
    view! {
        <Dialog id=dialog.clone() title=format!("{verb} {name}?")>
            <PostForm form class="stack">
                {move || whole().then(|| view! { <FormProblem state=form/> })}
                <HiddenInput name="id" value=id/>
                {with.map(|(name, value)| view! { <HiddenInput name value/> })}
                <ul class="bullets effects">{effects}</ul>
                <TextInput
                    id=field
                    name="reason"
                    label="Reason"
                    hint=hint
                    required=true
                    maxlength=most
                    autocomplete="off"
                    error=form.field("reason")
                />
                <FormActions>
                    <Button look busy=form.pending>{button}</Button>
                    <button type="button" class="btn" popovertarget=dialog popovertargetaction="hide">"Cancel"</button>
                </FormActions>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

/// What staff did before, with their reasons.
#[component]
pub fn History(rows: Vec<SuspensionRow>, now: Timestamp) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="hint quiet-box">"Never suspended."</p> }.into_any();
    }
    let items = rows
        .into_iter()
        .map(|row| {
            let (tone, word) = if row.suspended { (Tone::Error, "Suspended") } else { (Tone::Success, "Reinstated") };
            view! {
                <li class="history-line">
                    <Badge tone>{word}</Badge>
                    <span class="history-reason">{row.reason}</span>
                    <span class="hint" title=exact(row.at)>
                        <a class="quiet-link" href=format!("/people/{}", row.staff_id)>{row.staff_name}</a> ", " <RelativeTime at=row.at now/>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="history">{items}</ol> }.into_any()
}
