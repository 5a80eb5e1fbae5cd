//! The registry's pages.

mod certificates;
mod claims;
mod detail;
mod family;
mod form;
mod genotype;
mod history;
mod keys;
mod list;
mod list_controls;
mod pairings;
mod parent;
mod pedigree;
mod photos;
mod questions;
mod said;
mod verification;

pub use certificates::CertificatesPage;
pub use detail::AnimalPage;
pub use family::DescendantsPage;
pub(super) use family::chart;
pub(crate) use family::page_of;
pub use form::{EditAnimalPage, NewAnimalPage};
pub use history::HistoryPage;
pub use list::AnimalsPage;
pub use parent::AddParentPage;
pub use pedigree::PedigreePage;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use repti_model::AnimalId;

/// The animal that the address names; rubbish is an id that nobody has.
pub(super) fn id_in_path() -> Memo<AnimalId> {
    let params = use_params_map();
    Memo::new(move |_| {
        params.with(|params| params.get_str("id").and_then(|id| id.parse().ok())).unwrap_or(AnimalId(uuid::Uuid::nil()))
    })
}
