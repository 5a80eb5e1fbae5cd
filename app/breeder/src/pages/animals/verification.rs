//! How each parent claim of an animal stands with the other breeder, why it can't be verified where it can't, and what was done.

use crate::pages::verifications::{Act, History, state_badge};
use app_ui::{Card, RelativeTime};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    AnimalId,
    lineage::{VerificationCase, VerificationState},
};

/// The section; nothing where no parent is recorded.
#[component]
pub fn ParentsVerified(child: AnimalId, cases: Vec<VerificationCase>, lineage: bool, now: Timestamp) -> impl IntoView {
    if cases.is_empty() {
        return ().into_any();
    }
    let rows = cases.into_iter().map(|case| view! { <Claim case child lineage now/> }).collect_view();
    view! {
        <Card title="Verification" hint="A parent that another breeder keeps is confirmed by them. Every step stays on record.">
            <ul aria-label="Verification of the parents">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn Claim(case: VerificationCase, child: AnimalId, lineage: bool, now: Timestamp) -> impl IntoView {
    let name = case.parent.label().to_owned();
    let name = if case.state == VerificationState::Overturned {
        view! { <s class="claim-name">{name}</s> }.into_any()
    } else {
        view! { <span class="claim-name">{name}</span> }.into_any()
    };
    let expires = case.expires_at.map(|at| view! { " The request ends " <RelativeTime at now/> "." });
    let words = words(&case);
    let actions = lineage.then(|| view! { <Act case=case.clone() back=Some(child)/> });
    view! {
        <li class="claim">
            <div class="row">
                <span class="claim-side">{case.side.label()}</span>
                {name}
                {state_badge(case.state)}
            </div>
            <p class="claim-how hint">{words} {expires}</p>
            <History steps=case.steps now/>
            {actions}
        </li>
    }
    .into_any()
}

/// What the state means for the reader.
fn words(case: &VerificationCase) -> String {
    let other = case.other.clone().or_else(|| case.parent.breeder.as_ref().map(|breeder| breeder.name.clone()));
    let other = other.unwrap_or_else(|| "The other breeder".to_owned());
    match case.state {
        VerificationState::Unverified => case.way.why().to_owned(),
        VerificationState::Requested => format!("{other} was asked. Until they answer, pedigrees show the claim as you recorded it."),
        VerificationState::Verified => format!("{other} confirmed it, and every pedigree says so."),
        VerificationState::Declined => {
            format!("{other} declined to confirm it, and the public page says so. Take the claim back if it is wrong.")
        }
        VerificationState::Disputed => "It was confirmed, and is disputed. Pedigrees mark it until ReptiDex has settled it.".to_owned(),
        VerificationState::Upheld => format!("{other} confirmed it, and ReptiDex upheld it after a dispute."),
        VerificationState::Overturned => {
            "ReptiDex overturned it after a dispute. It is out of every pedigree and figure, and can't be recorded again.".to_owned()
        }
    }
}
