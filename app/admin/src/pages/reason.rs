//! Suspending and reinstating: what will happen, why, and what was done before.

use super::words::exact;
use app_shared::{FormProblem, FormState};
use app_ui::{Badge, Button, FormActions, HiddenInput, Look, RelativeTime, TextInput, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::staff::SuspensionRow;

/// The inside of the form: the effects first, then the reason that may not be missing, then the button that says what it does.
#[component]
pub fn ReasonFields(
    form: FormState,
    id: String,
    effects: &'static [&'static str],
    hint: &'static str,
    confirm: &'static str,
    #[prop(optional)] danger: bool,
    /// The dialog around it.
    dialog: &'static str,
) -> impl IntoView {
    let effects = effects.iter().map(|effect| view! { <li>{*effect}</li> }).collect_view();
    view! {
        <FormProblem state=form/>
        <HiddenInput name="id" value=id/>
        <ul class="bullets effects">{effects}</ul>
        <TextInput name="reason" label="Reason" hint required=true maxlength=500 autocomplete="off" error=form.field("reason")/>
        <FormActions>
            <Button look=if danger { Look::Danger } else { Look::Primary } busy=form.pending>{confirm}</Button>
            <button type="button" class="btn" popovertarget=dialog popovertargetaction="hide">"Cancel"</button>
        </FormActions>
    }
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
