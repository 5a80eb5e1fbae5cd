//! How each claim of an animal, about a parent or a gene, stands with the other breeder, why it can't be verified where it can't, what was done,
//! and the files beside it.

use crate::pages::verifications::{Act, Files, History, state_badge};
use app_ui::{Card, ClaimChip, RelativeTime};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    AnimalId,
    lineage::{ClaimSaid, VerificationCase, VerificationState},
};

/// The section; nothing where neither a parent nor a gene is recorded.
#[component]
pub fn ClaimsVerified(child: AnimalId, cases: Vec<VerificationCase>, lineage: bool, now: Timestamp) -> impl IntoView {
    if cases.is_empty() {
        return ().into_any();
    }
    let rows = cases.into_iter().map(|case| view! { <Claim case child lineage now/> }).collect_view();
    view! {
        <Card
            id="verification"
            title="Verification and evidence"
            hint="What another breeder can answer for is confirmed by them; files say what a claim rests on. Every step stays on record."
        >
            <ul aria-label="Verification of the claims">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn Claim(case: VerificationCase, child: AnimalId, lineage: bool, now: Timestamp) -> impl IntoView {
    let (what, name) = match case.said.clone() {
        ClaimSaid::Parent { side, .. } => {
            (side.label(), view! { <span class="claim-name">{case.parent.label().to_owned()}</span> }.into_any())
        }
        ClaimSaid::Gene { words, look, .. } => ("Gene", view! { <ClaimChip words look/> }.into_any()),
    };
    let name = if case.state == VerificationState::Overturned { view! { <s>{name}</s> }.into_any() } else { name };
    let expires = case.expires_at.map(|at| view! { " The request ends " <RelativeTime at now/> "." });
    let words = words(&case);
    let files = view! { <Files case=case.clone() back=Some(child) lineage now/> };
    let actions = lineage.then(|| view! { <Act case=case.clone() back=Some(child)/> });
    view! {
        <li class="claim">
            <div class="row">
                <span class="claim-side">{what}</span>
                {name}
                {state_badge(case.state)}
            </div>
            <p class="claim-how hint">{words} {expires}</p>
            <History steps=case.steps now/>
            {files}
            {actions}
        </li>
    }
    .into_any()
}

/// What the state means for the reader.
fn words(case: &VerificationCase) -> String {
    let other = case.other.clone().or_else(|| case.parent.breeder.as_ref().map(|breeder| breeder.name.clone()));
    let other = other.unwrap_or_else(|| "The other breeder".to_owned());
    let gene = matches!(case.said, ClaimSaid::Gene { .. });
    let shows = if gene { "pages" } else { "pedigrees" };
    match case.state {
        VerificationState::Unverified if gene && !case.open().is_empty() => {
            format!("{} is another breeder’s animal: its keeper can be asked whether this is right.", case.parent.label())
        }
        VerificationState::Unverified => case.way.why().to_owned(),
        VerificationState::Requested => format!("{other} was asked. Until they answer, {shows} show the claim as you recorded it."),
        VerificationState::Verified if gene => format!("{other} confirmed it, and every page that shows the claim says so."),
        VerificationState::Verified => format!("{other} confirmed it, and every pedigree says so."),
        VerificationState::Declined => {
            format!("{other} declined to confirm it, and the public page says so. Take the claim back if it is wrong.")
        }
        VerificationState::Disputed if gene => "It was confirmed, and is disputed. Pages mark it until ReptiDex has settled it.".to_owned(),
        VerificationState::Disputed => "It was confirmed, and is disputed. Pedigrees mark it until ReptiDex has settled it.".to_owned(),
        VerificationState::Upheld => format!("{other} confirmed it, and ReptiDex upheld it after a dispute."),
        VerificationState::Overturned if gene => {
            "ReptiDex overturned it after a dispute. It is claimed no more, and can't be recorded again.".to_owned()
        }
        VerificationState::Overturned => {
            "ReptiDex overturned it after a dispute. It is out of every pedigree and figure, and can't be recorded again.".to_owned()
        }
    }
}
