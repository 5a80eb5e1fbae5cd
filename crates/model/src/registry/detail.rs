//! What a list row and an animal's page show.

use super::AnimalFields;
use crate::{
    AnimalId, TaxonId, VivariumId,
    ancestry::StoredInbreeding,
    animal::{AnimalRole, BirthDate, Custody, LifeStatus, Origin, Sex, SexConfidence, Visibility},
    lineage::{LineageWarning, ParentClaim},
    measure::Grams,
    text_enum::text_enum,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

text_enum! {
    /// What an animal is in the registry.
    pub enum AnimalKind {
        Held = ("held", "In the collection"),
        External = ("external", "Another breeder's ancestor"),
        Placeholder = ("placeholder", "Placeholder"),
    }
}

text_enum! {
    /// What its keeper should know before handling or feeding it.
    pub enum CareState {
        Normal = ("normal", "Normal"),
        InShed = ("in_shed", "In shed"),
        Brumating = ("brumating", "Brumating"),
        Gravid = ("gravid", "Gravid"),
        Quarantine = ("quarantine", "Quarantine"),
        Acclimating = ("acclimating", "Acclimating"),
        Recovering = ("recovering", "Recovering"),
    }
}

/// A taxon as far as a row needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxonRef {
    pub id: TaxonId,
    pub slug: String,
    pub common_name: String,
}

/// One row of the animal list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnimalSummary {
    pub id: AnimalId,
    pub version: i32,
    pub code: String,
    pub name: String,
    pub kind: AnimalKind,
    pub taxon: TaxonRef,
    pub sex: Sex,
    pub sex_confidence: SexConfidence,
    pub born: Option<BirthDate>,
    pub origin: Origin,
    pub genotype_text: String,
    /// Grams.
    pub weight_g: Option<Grams>,
    pub life_status: LifeStatus,
    pub custody: Custody,
    pub role: AnimalRole,
    pub care_state: CareState,
    pub visibility: Visibility,
    pub archived: bool,
    /// Lineage questions about it that nobody has answered.
    pub open_warnings: i64,
    /// Stored inbreeding; `null` while it is being reckoned.
    pub inbreeding: Option<StoredInbreeding>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
}

impl AnimalSummary {
    /// The name, or the code where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.name.is_empty() { &self.code } else { &self.name }
    }
}

/// An animal's page: its record, its parents and what is still to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnimalDetail {
    pub id: AnimalId,
    pub vivarium_id: VivariumId,
    pub version: i32,
    pub fields: AnimalFields,
    pub taxon: TaxonRef,
    /// Claims of parents that stand, sires first, the likeliest first.
    pub parents: Vec<ParentClaim>,
    /// Warnings about its parents, the open ones first.
    pub warnings: Vec<LineageWarning>,
    /// Stored inbreeding; `null` while it is being reckoned.
    pub inbreeding: Option<StoredInbreeding>,
    /// The system and the id there that an import brought it from.
    pub import_source: Option<String>,
    pub import_external_id: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub archived_at: Option<Timestamp>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
}

impl AnimalDetail {
    /// The name, or the code where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.fields.name.is_empty() { &self.fields.code } else { &self.fields.name }
    }
}

/// One line of an animal's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnimalChange {
    /// Who, as they are called today; absent for imports and former members.
    pub by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// A field of the record, or `created`, `archived`, `sire`, `dam`.
    pub field: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub old: Value,
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub new: Value,
    /// The version that the change led to.
    pub version: i32,
}
