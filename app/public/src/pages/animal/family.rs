//! The relatives that have a page, and how the parents are known.

use crate::cards::RelativeList;
use app_ui::{Badge, Section, Tone, words};
use leptos::prelude::*;
use repti_model::{
    animal::{ParentBasis, ParentSide},
    lineage::{Descendant, Sibling},
    pedigree::PedigreeNode,
};

/// Both parents in words: who, on what basis, how likely.
#[component]
pub fn ParentsKnown(root: PedigreeNode) -> impl IntoView {
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
                let tone = if claim.basis == ParentBasis::Declared { Tone::Neutral } else { Tone::Success };
                view! {
                    <li class="row">
                        <strong>{side.label()}</strong>
                        <span>{name}{chance}</span>
                        <Badge tone>{claim.basis.label()}</Badge>
                    </li>
                }
            })
            .collect_view()
            .into_any()
    });
    view! { <ul class="stack" style="--stack:0.375rem; margin-bottom:1rem">{rows.into_iter().collect_view()}</ul> }
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
