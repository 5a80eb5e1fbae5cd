use crate::{Badge, Tone};
use leptos::prelude::*;
use repti_model::{
    genotype::{ClaimBasis, ClaimLook, GeneVerification, GenotypeClaim},
    lineage::VerificationState,
};

/// A claimed gene as a chip: filled where it shows, outlined for a het, dashed for a possible one, and in the type of plain words for a name
/// without a gene and for what is known not to be carried.
#[component]
pub fn ClaimChip(#[prop(into)] words: String, look: ClaimLook) -> impl IntoView {
    let (class, said) = match look {
        ClaimLook::Visual => ("gene gene-visual", "visual: "),
        ClaimLook::Het => ("gene gene-het", ""),
        ClaimLook::Possible => ("gene gene-possible", "possible: "),
        ClaimLook::Absent | ClaimLook::Tag => ("gene gene-unread", ""),
        ClaimLook::Unknown => ("gene gene-unread", "not in the catalogue: "),
    };
    view! { <span class=class><span class="visually-hidden">{said}</span>{words}</span> }
}

/// How a claim is known, in a word: tests stand out.
#[component]
pub fn BasisBadge(basis: ClaimBasis) -> impl IntoView {
    let tone = if basis.is_test() { Tone::Success } else { Tone::Neutral };
    view! { <Badge tone>{basis.label()}</Badge> }
}

/// How the breeder who was asked answered for a claim; nothing where nobody did.
#[component]
pub fn AnswerBadge(answer: GeneVerification) -> impl IntoView {
    let tone = match answer.state {
        VerificationState::Verified | VerificationState::Upheld => Tone::Success,
        VerificationState::Overturned => Tone::Error,
        _ => Tone::Warning,
    };
    answer.told().map(|told| view! { <Badge tone>{told}</Badge> })
}

/// Claimed genes with how each is known, for readers: how other breeders answered for them, and what was overturned, struck through.
#[component]
pub fn ClaimedGenes(claims: Vec<GenotypeClaim>, #[prop(optional)] verified: Vec<GeneVerification>) -> impl IntoView {
    let (struck, answers): (Vec<_>, Vec<_>) =
        verified.into_iter().partition(|answer| answer.state == VerificationState::Overturned);
    let rows = claims
        .into_iter()
        .map(|claim| {
            let answer = answers.iter().find(|answer| answer.claim_id == claim.id).cloned();
            view! {
                <li class="row">
                    <ClaimChip words=claim.words look=claim.look/>
                    <BasisBadge basis=claim.basis/>
                    {answer.map(|answer| view! { <AnswerBadge answer/> })}
                </li>
            }
        })
        .collect_view();
    let struck = struck
        .into_iter()
        .map(|answer| {
            view! {
                <li class="row">
                    <s><ClaimChip words=answer.words.clone() look=answer.look/></s>
                    <AnswerBadge answer/>
                    <span class="hint">"ReptiDex settled a dispute: it doesn’t carry this, and it counts nowhere."</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack" style="--stack:0.375rem" aria-label="Claimed genes">{rows} {struck}</ul> }
}
