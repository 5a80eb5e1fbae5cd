use crate::{Badge, Tone};
use leptos::prelude::*;
use repti_model::genotype::{ClaimBasis, ClaimLook, GenotypeClaim};

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

/// Claimed genes with how each is known, for readers.
#[component]
pub fn ClaimedGenes(claims: Vec<GenotypeClaim>) -> impl IntoView {
    let rows = claims
        .into_iter()
        .map(|claim| {
            view! {
                <li class="row">
                    <ClaimChip words=claim.words look=claim.look/>
                    <BasisBadge basis=claim.basis/>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack" style="--stack:0.375rem" aria-label="Claimed genes">{rows}</ul> }
}
