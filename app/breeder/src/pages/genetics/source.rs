//! Where the genotype that an animal is reckoned with comes from.

use leptos::prelude::*;
use repti_model::{AnimalId, genotype::ReckonedGenotype};

/// "from claims" or "from the record’s text", with the way to the genotype of an own animal, and what its text says otherwise.
pub(crate) fn source_of(id: Option<AnimalId>, reckoned: &ReckonedGenotype) -> AnyView {
    let words = reckoned.source.label();
    let source = match id {
        Some(id) => view! { <a class="link" href=format!("/animals/{id}/genotype")>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    let differs = reckoned.differs.clone().map(|said| view! { " · " {said} });
    view! { <span class="hint">{source}{differs}</span> }.into_any()
}
