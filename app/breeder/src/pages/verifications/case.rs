//! One claim with its state, its history and what this side may do.

use super::{act::Act, files::Files};
use crate::pages::animals::page_of;
use app_shared::use_session_info;
use app_ui::{Badge, BasisBadge, ClaimChip, Glyph, RelativeTime, SexMark, Tone, words};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    animal::ParentSide,
    lineage::{
        ClaimSaid, Relative, VerificationCase, VerificationEntry, VerificationParty, VerificationState,
        VerificationStep,
    },
};

/// A state in a word and a colour.
pub fn state_badge(state: VerificationState) -> AnyView {
    let (tone, icon) = match state {
        VerificationState::Unverified => (Tone::Neutral, Glyph::Minus),
        VerificationState::Requested => (Tone::Info, Glyph::Clock),
        VerificationState::Verified | VerificationState::Upheld => (Tone::Success, Glyph::Badge),
        VerificationState::Declined => (Tone::Warning, Glyph::X),
        VerificationState::Disputed => (Tone::Warning, Glyph::Alert),
        VerificationState::Overturned => (Tone::Error, Glyph::Ban),
    };
    view! { <Badge tone icon>{state.label()}</Badge> }.into_any()
}

/// The claim in a sentence, and below it the rest.
#[component]
pub fn Case(case: VerificationCase, lineage: bool, now: Timestamp) -> impl IntoView {
    let who = match (case.mine, case.other.clone()) {
        (VerificationParty::Parent, Some(other)) => format!("{other} says"),
        (_, Some(other)) => format!("You say, with {other}"),
        (_, None) => "You say".to_owned(),
    };
    let sentence = match case.said.clone() {
        ClaimSaid::Parent { side, chance, .. } => {
            let side = match side {
                ParentSide::Sire => "the sire",
                ParentSide::Dam => "the dam",
            };
            let chance = (!chance.is_certain()).then(|| format!("{} %", chance.percent()));
            view! {
                <Name animal=case.parent.clone()/>
                <span>"is " {side} " of"</span>
                <Name animal=case.child.clone()/>
                {chance.map(|chance| view! { <Badge tone=Tone::Warning>{chance}</Badge> })}
            }
            .into_any()
        }
        ClaimSaid::Gene { words, look, basis, .. } => view! {
            <Name animal=case.child.clone()/>
            <span>"is"</span>
            <ClaimChip words look/>
            <BasisBadge basis/>
        }
        .into_any(),
    };
    // Of a gene, why it is asked of whom it is.
    let by = matches!(case.said, ClaimSaid::Gene { .. }).then(|| {
        let parent = case.parent.label().to_owned();
        view! { <p class="claim-how hint">"Asked of the keeper of its parent " {parent} "."</p> }
    });
    let files = view! { <Files case=case.clone() back=None lineage now/> };
    let until = case.expires_at.map(|at| {
        view! { <p class="claim-how hint">"The request ends " <RelativeTime at now/> "."</p> }
    });
    let actions = lineage.then(|| view! { <Act case=case.clone() back=None/> });
    view! {
        <li class="claim claim-plain">
            <p class="hint">{who}</p>
            <div class="row">
                {sentence}
                {state_badge(case.state)}
            </div>
            <Facts child=case.child/>
            {by}
            {until}
            {actions}
            <History steps=case.steps now/>
            {files}
        </li>
    }
    .into_any()
}

#[component]
fn Name(animal: Relative) -> impl IntoView {
    let label = animal.label().to_owned();
    let code = (!animal.code.is_empty() && animal.code != label).then(|| animal.code.clone());
    let name = match page_of(&animal, &use_session_info().public_url) {
        Some(href) => view! { <a class="link claim-name" href=href>{label}</a> }.into_any(),
        None => view! { <span class="claim-name">{label}</span> }.into_any(),
    };
    view! {
        {name}
        {code.map(|code| view! { <span class="code">{code}</span> })}
        <SexMark sex=animal.sex bare=true/>
    }
}

/// What helps to remember the young animal.
#[component]
fn Facts(child: Relative) -> impl IntoView {
    let born = child.born.map(|born| format!("born {}", words::born(born)));
    let genotype = (!child.genotype_text.is_empty()).then_some(child.genotype_text);
    let facts: Vec<String> = [child.taxon, born, genotype].into_iter().flatten().collect();
    view! { <p class="claim-how hint">{facts.join(" · ")}</p> }
}

/// What was done, first to last.
#[component]
pub fn History(steps: Vec<VerificationEntry>, now: Timestamp) -> impl IntoView {
    if steps.is_empty() {
        return ().into_any();
    }
    let count = words::plural(u64::try_from(steps.len()).unwrap_or_default(), "step");
    let lines = steps
        .into_iter()
        .map(|entry| {
            let by = match entry.step {
                VerificationStep::Expired => None,
                _ => Some(entry.by.unwrap_or_else(|| "A former member".to_owned())),
            };
            view! {
                <li class="history-line">
                    <span class="hint"><RelativeTime at=entry.at now/></span>
                    <span>
                        <strong>{entry.step.label()}</strong>
                        {by.map(|by| format!(" by {by}"))}
                        {(!entry.message.is_empty()).then(|| view! { ": " <q class="whitespace-pre-line">{entry.message}</q> })}
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="disclosure claim-how">
            <summary>"History, " {count}</summary>
            <ol class="history">{lines}</ol>
        </details>
    }
    .into_any()
}
