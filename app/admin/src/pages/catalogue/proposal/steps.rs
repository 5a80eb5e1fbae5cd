//! Putting a proposal up, publishing, declining and withdrawing it: each in a dialog that says what will happen.

use crate::api::catalogue::TakeStep;
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, Dialog, FormActions, HiddenInput, Look, TextInput};
use leptos::prelude::*;
use repti_model::{CatalogueProposalId, catalogue::ProposalStep};

/// The buttons of what the reader may do, with their dialogs.
#[component]
pub(super) fn Steps(
    id: CatalogueProposalId,
    version: i32,
    title: String,
    steps: Vec<ProposalStep>,
    /// The version that stands now.
    base: i32,
) -> impl IntoView {
    let buttons = steps
        .iter()
        .map(|step| {
            let look = match step {
                ProposalStep::Publish | ProposalStep::Discuss => Look::Primary,
                ProposalStep::Decline | ProposalStep::Withdraw => Look::DangerQuiet,
            };
            view! { <Button look opens=step.as_str()>{format!("{}…", step.label())}</Button> }
        })
        .collect_view();
    let dialogs = steps.iter().map(|&step| view! { <Step id version title=title.clone() step base/> }).collect_view();
    view! { <div class="row">{buttons}</div> {dialogs} }.into_any()
}

#[component]
fn Step(id: CatalogueProposalId, version: i32, title: String, step: ProposalStep, base: i32) -> impl IntoView {
    let form = use_onward::<TakeStep>();
    let dialog = step.as_str();
    let effects: Vec<String> = match step {
        ProposalStep::Discuss => vec![
            "Every moderator and administrator can discuss it.".to_owned(),
            "You can still change its edits; who publishes sees them as they are then.".to_owned(),
        ],
        ProposalStep::Publish => vec![
            format!("Version {} is written. It is never changed: the way back is another version.", base + 1),
            "Every calculator, page and import goes by it within seconds.".to_owned(),
            "Records stay as they were written; only how they are read changes.".to_owned(),
        ],
        ProposalStep::Decline => vec!["It is closed for good; what was said of it stays.".to_owned()],
        ProposalStep::Withdraw => vec!["It is closed for good; what was said of it stays.".to_owned()],
    };
    let effects = effects.into_iter().map(|effect| view! { <li>{effect}</li> }).collect_view();
    let reason = match step {
        ProposalStep::Decline => Some((true, "Whoever proposed it reads it.")),
        ProposalStep::Withdraw => Some((false, "It stays with the proposal.")),
        ProposalStep::Discuss | ProposalStep::Publish => None,
    };
    let reason = reason.map(|(required, hint)| {
        view! {
            <TextInput id=format!("{dialog}-reason") name="reason" label="Reason" hint required maxlength=1000 autocomplete="off" error=form.field("reason")/>
        }
    });
    let look = match step {
        ProposalStep::Publish | ProposalStep::Discuss => Look::Primary,
        ProposalStep::Decline | ProposalStep::Withdraw => Look::Danger,
    };
    let verb = match step {
        ProposalStep::Discuss => "Put it up",
        ProposalStep::Publish => "Publish the version",
        ProposalStep::Decline => "Decline the proposal",
        ProposalStep::Withdraw => "Withdraw the proposal",
    };
    view! {
        <Dialog id=dialog title=format!("{}: {title}?", step.label())>
            <PostForm form class="stack">
                <FormProblem state=form ids=dialog/>
                <HiddenInput name="id" value=id.to_string()/>
                <HiddenInput name="version" value=version.to_string()/>
                <HiddenInput name="step" value=step.as_str()/>
                <ul class="bullets effects">{effects}</ul>
                {reason}
                <FormActions>
                    <Button look busy=form.pending>{verb}</Button>
                    <button type="button" class="btn" popovertarget=dialog popovertargetaction="hide">"Cancel"</button>
                </FormActions>
            </PostForm>
        </Dialog>
    }
    .into_any()
}
