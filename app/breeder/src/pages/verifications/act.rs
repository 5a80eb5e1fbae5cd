//! What this side may do with a claim: one form, whose button says the step.

use crate::api::verification::TakeVerificationStep;
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, FormActions, Glyph, HiddenInput, Look, Size, Textarea};
use leptos::prelude::*;
use repti_model::{
    AnimalId,
    lineage::{ClaimSaid, VerificationCase, VerificationParty, VerificationStep},
};

/// How a step reads on its button.
fn verb(step: VerificationStep) -> (&'static str, Look, Glyph) {
    match step {
        VerificationStep::Requested => ("Ask them to confirm", Look::Primary, Glyph::Send),
        VerificationStep::Withdrawn => ("Withdraw the request", Look::DangerQuiet, Glyph::Undo),
        VerificationStep::Confirmed => ("Confirm", Look::Primary, Glyph::Check),
        VerificationStep::Declined => ("Decline", Look::DangerQuiet, Glyph::X),
        VerificationStep::Disputed => ("Dispute it", Look::DangerQuiet, Glyph::Alert),
        // Never offered here.
        VerificationStep::Expired | VerificationStep::Upheld | VerificationStep::Overturned => {
            (step.label(), Look::Plain, Glyph::Check)
        }
    }
}

/// What the form says before anything is sent: who will read what.
fn told(step: VerificationStep) -> &'static str {
    match step {
        VerificationStep::Requested => {
            "They see this animal's name, code, species, sex, birth and genotype, also when it is private, the files beside the claim, your vivarium's name and your message."
        }
        VerificationStep::Withdrawn => "They see the animal no more. You can ask again.",
        VerificationStep::Confirmed | VerificationStep::Declined => {
            "They see your vivarium's name and your message. Declining needs a reason, and both answers stay on record."
        }
        _ => {
            "Say what speaks against it. The other side and ReptiDex's staff read both sides' messages, and staff see both animals' names, codes, species, sexes, births and genotypes."
        }
    }
}

/// The steps that are open to this side, in one form; nothing where there are none. `back` is the animal whose page shows it.
#[component]
pub fn Act(case: VerificationCase, back: Option<AnimalId>) -> impl IntoView {
    let steps = case.open();
    let Some(first) = steps.first().copied() else { return ().into_any() };
    let form = use_onward::<TakeVerificationStep>();
    // A refused message says so beside its field; what is refused otherwise stands above.
    let whole = move || form.error.with(|error| error.as_ref().is_none_or(|error| error.fields().is_empty()));
    let (claim, parent) = (case.claim, case.parent.label().to_owned());
    let child = case.child.label().to_owned();
    // Somebody waits for an answer: it looks like what to do next.
    let (summary, class) = match first {
        VerificationStep::Confirmed => ("Answer", "disclosure disclosure-main claim-how"),
        other => (verb(other).0, "disclosure claim-how"),
    };
    let about = match (&case.said, case.mine) {
        (ClaimSaid::Gene { words, .. }, VerificationParty::Parent) => format!("{summary}: {words} of {child}"),
        (ClaimSaid::Gene { words, .. }, _) => format!("{summary}: {words}"),
        (_, VerificationParty::Parent) => format!("{summary}: {parent} of {child}"),
        _ => format!("{summary}: {parent}"),
    };
    let needed = steps.iter().all(|step| step.needs_message());
    let with_message = first != VerificationStep::Withdrawn;
    let buttons = steps
        .into_iter()
        .map(|step| {
            let (word, look, icon) = verb(step);
            view! { <Button look icon size=Size::Small name="step" value=step.as_str() busy=form.pending>{word}</Button> }
        })
        .collect_view();
    view! {
        <details class=class>
            <summary aria-label=about>{summary}</summary>
            <PostForm form class="stack mt-2">
                {move || whole().then(|| view! { <FormProblem state=form/> })}
                <HiddenInput name="claim" value=claim.to_string()/>
                {back.map(|back| view! { <HiddenInput name="back" value=back.to_string()/> })}
                <p class="hint">{told(first)}</p>
                {with_message
                    .then(|| {
                        view! {
                            <Textarea
                                id=format!("verify-{}-message", claim.uuid())
                                name="message"
                                label="Message"
                                rows=3
                                maxlength=1000
                                required=needed
                                error=form.field("message")
                            />
                        }
                    })}
                <FormActions>{buttons}</FormActions>
            </PostForm>
        </details>
    }
    .into_any()
}
