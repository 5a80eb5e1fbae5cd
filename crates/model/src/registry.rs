//! The registry of animals: what may be written, what a list and a page show, and how a list is narrowed.

mod bulk;
mod detail;
mod draft;
mod fields;
mod filter;
mod patch;
mod tally;
mod taxon;
mod text;
mod view;

pub use bulk::{BulkChange, BulkEdit, BulkResult, BulkSelection, MAX_BULK};
pub use detail::{AnimalChange, AnimalDetail, AnimalKind, AnimalSummary, CareState, TaxonRef};
pub use draft::{Draft, MAX_DRAFT_BYTES, draft_subject_is_valid};
pub use fields::{AnimalFields, NewAnimal, check_code};
pub use filter::{AnimalFilter, AnimalSort, Archived, Total};
pub use patch::{AnimalPatch, Differing, SaveConflict};
pub(crate) use patch::{differing, given};
pub use tally::Tally;
pub use taxon::{NewTaxon, Rank, Reproduction, StaffTaxon, Taxon, TaxonFields};
pub use text::check_text;
pub use view::{NewSavedView, SavedView};
