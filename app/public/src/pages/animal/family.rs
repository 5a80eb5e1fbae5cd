//! The relatives that have a page, and how the parents are known.

use crate::cards::RelativeList;
use app_ui::{Badge, Section, Tone, words};
use leptos::prelude::*;
use repti_model::{
    animal::{ParentBasis, ParentSide},
    lineage::{Descendant, OverturnedClaim, Sibling, VerificationState},
    pedigree::{PedigreeNode, PedigreeParent},
};

/// Both parents in words: who, on what basis, how likely; and who was said to be one until a dispute was settled.
#[component]
pub fn ParentsKnown(root: PedigreeNode, overturned: Vec<OverturnedClaim>) -> impl IntoView {
    let rows = [ParentSide::Sire, ParentSide::Dam].map(|side| {
        let claims = root.side(side).to_vec();
        if claims.is_empty() {
            return view! { <li><strong>{side.label()}</strong>": not recorded"</li> }.into_any();
        }
        claims
            .into_iter()
            .map(|claim| {
                let name = claim.node.animal.label().to_owned();
                let name = match claim.node.animal.id {
                    Some(id) => view! { <a class="link" href=format!("/animals/{id}")>{name}</a> }.into_any(),
                    None => view! { <span>{name}</span> }.into_any(),
                };
                let chance = (!claim.chance.is_certain()).then(|| format!(", {}% likely", claim.chance.percent()));
                let (tone, known) = known(&claim);
                view! {
                    <li class="row">
                        <strong>{side.label()}</strong>
                        <span>{name}{chance}</span>
                        <Badge tone>{known}</Badge>
                    </li>
                }
            })
            .collect_view()
            .into_any()
    });
    let struck = overturned
        .into_iter()
        .map(|claim| {
            let name = claim.parent.label().to_owned();
            view! {
                <li class="row">
                    <strong>{claim.side.label()}</strong>
                    <s>{name}</s>
                    <Badge tone=Tone::Error>"Overturned"</Badge>
                    <span class="hint">"ReptiDex settled a dispute: this was no parent, and counts nowhere."</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack" style="--stack:0.375rem; margin-bottom:1rem">{rows.into_iter().collect_view()} {struck}</ul> }
}

/// How a claim is known, in a word and a colour. The other breeder is named where the parent's own page names them.
fn known(claim: &PedigreeParent) -> (Tone, String) {
    let other = claim.node.animal.breeder.as_ref().map_or("the other breeder", |breeder| breeder.name.as_str());
    match claim.verification {
        VerificationState::Disputed => (Tone::Warning, format!("Disputed; confirmed by {other} before")),
        VerificationState::Declined => {
            (Tone::Warning, format!("{}; {other} declined to confirm it", claim.basis.label()))
        }
        VerificationState::Verified => (Tone::Success, format!("Confirmed by {other}")),
        VerificationState::Upheld => (Tone::Success, format!("Confirmed by {other}, upheld after a dispute")),
        VerificationState::Unverified | VerificationState::Requested | VerificationState::Overturned => {
            let tone = if claim.basis == ParentBasis::Declared { Tone::Neutral } else { Tone::Success };
            (tone, claim.basis.label().to_owned())
        }
    }
}

/// Siblings and offspring.
#[component]
pub fn Family(siblings: Vec<Sibling>, offspring: Vec<Descendant>) -> impl IntoView {
    let brothers: Vec<_> = siblings
        .into_iter()
        .take(12)
        .map(|sibling| {
            let kind = sibling.kind.label();
            (sibling.animal, if sibling.certain { kind.to_owned() } else { format!("{kind}, possibly") })
        })
        .collect();
    let young: Vec<_> = offspring.into_iter().map(|child| (child.animal, "Offspring".to_owned())).collect();
    let part = |title: &'static str, noun: &'static str, all: Vec<_>| {
        (!all.is_empty()).then(|| {
            let hint = words::plural(all.len() as u64, noun);
            view! { <Section title hint><RelativeList relatives=all /></Section> }
        })
    };
    view! {
        {part("Offspring", "public animal", young)}
        {part("Siblings", "public animal", brothers)}
    }
}

#[cfg(test)]
mod tests {
    use super::known;
    use app_ui::Tone;
    use repti_model::{
        animal::ParentBasis,
        lineage::{BreederRef, Chance, Relative, VerificationState},
        pedigree::{PedigreeNode, PedigreeParent},
    };

    fn said(basis: ParentBasis, verification: VerificationState, breeder: Option<&str>) -> (Tone, String) {
        let breeder = breeder.map(|name| BreederRef { slug: "south".to_owned(), name: name.to_owned() });
        let node = PedigreeNode::leaf(Relative { breeder, ..Relative::hidden() });
        known(&PedigreeParent { basis, chance: Chance::CERTAIN, verification, node })
    }

    #[test]
    fn a_declined_claim_never_reads_as_confirmed_and_a_disputed_one_is_no_success() {
        for state in VerificationState::ALL {
            let (tone, words) = said(ParentBasis::Declared, *state, Some("South"));
            let vouched = matches!(state, VerificationState::Verified | VerificationState::Upheld);
            assert_eq!(tone == Tone::Success, vouched, "{state}: {words}");
            assert_eq!(words.starts_with("Confirmed"), vouched, "{state}: {words}");
        }
        assert_eq!(
            said(ParentBasis::Declared, VerificationState::Declined, None).1,
            "Declared by the keeper; the other breeder declined to confirm it"
        );
    }

    #[test]
    fn the_other_breeder_is_named_only_where_their_page_is() {
        let confirmed = |breeder| said(ParentBasis::ConfirmedByOtherBreeder, VerificationState::Verified, breeder).1;
        assert_eq!(confirmed(Some("Nocturne Morphs")), "Confirmed by Nocturne Morphs");
        assert_eq!(confirmed(None), "Confirmed by the other breeder");
    }
}
