//! What is written of a pairing: a new one, a change, the end of a plan.

use super::{PairingFields, PlannedFor};
use crate::{AnimalId, FieldErrors, registry};
use serde::{Deserialize, Serialize};

/// A pairing to plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPairing {
    /// An animal of the vivarium.
    pub sire: AnimalId,
    pub dam: AnimalId,
    /// The year in which young are hoped for, 1990 to 2100.
    pub season: i32,
    /// The month or day, in the season or the year before.
    #[serde(default)]
    pub planned: Option<PlannedFor>,
    /// What the young shall be: "Clown Pied".
    #[serde(default)]
    pub wish: String,
    #[serde(default)]
    pub note: String,
    /// The two may be of different species: a deliberate hybrid.
    #[serde(default)]
    pub hybrid_ok: bool,
}

impl NewPairing {
    /// What of it may be changed later.
    #[must_use]
    pub fn fields(&self) -> PairingFields {
        PairingFields { season: self.season, planned: self.planned, wish: self.wish.clone(), note: self.note.clone() }
    }
}

/// What to change. Absent fields stay; `null` clears the month or day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingPatch {
    /// The version that the change was made from.
    pub version: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub season: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "registry::given")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PlannedFor>))]
    pub planned: Option<Option<PlannedFor>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl PairingPatch {
    /// A change of everything that differs between two states, made from `version`.
    #[must_use]
    pub fn between(version: i32, before: &PairingFields, after: &PairingFields) -> Self {
        Self {
            version,
            season: (before.season != after.season).then_some(after.season),
            planned: (before.planned != after.planned).then_some(after.planned),
            wish: (before.wish != after.wish).then(|| after.wish.clone()),
            note: (before.note != after.note).then(|| after.note.clone()),
        }
    }

    /// The fields with the change made.
    #[must_use]
    pub fn applied_to(&self, fields: &PairingFields) -> PairingFields {
        PairingFields {
            season: self.season.unwrap_or(fields.season),
            planned: self.planned.unwrap_or(fields.planned),
            wish: self.wish.clone().unwrap_or_else(|| fields.wish.clone()),
            note: self.note.clone().unwrap_or_else(|| fields.note.clone()),
        }
    }
}

/// Why a pairing is given up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingEnd {
    /// 1 to 500 characters.
    pub reason: String,
}

impl PairingEnd {
    /// Longest reason.
    pub const MOST_REASON: usize = 500;

    /// Checks that there is a reason.
    ///
    /// # Errors
    /// A message for `reason`.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        registry::check_text(&mut errors, "reason", &self.reason, Self::MOST_REASON, true);
        if self.reason.trim().is_empty() {
            errors.push("reason", "Say why, in a word or two: next year somebody will wonder.");
        }
        errors.into_result()
    }
}
