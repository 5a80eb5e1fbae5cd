//! One change to many animals.

use super::{AnimalFilter, CareState, text::check_text};
use crate::{
    AnimalId, FieldErrors,
    animal::{AnimalRole, Custody, LifeStatus, Origin, Visibility},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many animals one bulk edit may change.
pub const MAX_BULK: usize = 10_000;

/// Which animals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
// There is one of these in a request, never a list of them.
#[allow(clippy::large_enum_variant)]
pub enum BulkSelection {
    /// These.
    Ids(Vec<AnimalId>),
    /// All that a filter shows.
    Filter(AnimalFilter),
}

/// What to set. Absent fields stay. Sex, birth and taxon bear on lineage and are changed one by one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub life_status: Option<LifeStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custody: Option<Custody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<AnimalRole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_state: Option<CareState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// Whether other breeders may find them as a mate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_to_pairings: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breeder_of_record: Option<String>,
    /// Archive (`true`) or restore (`false`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// One change to many animals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkEdit {
    pub selection: BulkSelection,
    pub change: BulkChange,
}

impl BulkEdit {
    /// Checks that something is chosen and something changes.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        match &self.selection {
            BulkSelection::Ids(ids) if ids.is_empty() => errors.push("selection", "Select at least one animal."),
            BulkSelection::Ids(ids) if ids.len() > MAX_BULK => {
                errors.push("selection", format!("At most {MAX_BULK} animals at once."));
            }
            BulkSelection::Ids(_) => {}
            BulkSelection::Filter(filter) => errors = filter.validate().err().unwrap_or_default(),
        }
        if self.change == BulkChange::default() {
            errors.push("change", "Choose what to change.");
        }
        if let Some(breeder) = &self.change.breeder_of_record {
            check_text(&mut errors, "breeder_of_record", breeder, 120, false);
        }
        errors.into_result()
    }
}

/// What a bulk edit did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// Animals that are different now.
    pub changed: u64,
    /// Animals that were so already, or were changed by somebody else since.
    pub unchanged: u64,
    /// Takes the whole edit back; absent when nothing changed.
    pub undo: Option<Uuid>,
}
