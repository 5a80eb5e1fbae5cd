//! Pairings: two animals of a vivarium, a season, and what is hoped for.

mod form;
mod planned;

pub use form::{NewPairing, PairingEnd, PairingPatch};
pub use planned::{PlannedFor, PlannedForError};

use crate::{
    AnimalId, FieldErrors, PairingId,
    lineage::Relative,
    registry::{check_text, differing},
    text_enum::text_enum,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

text_enum! {
    /// How a pairing stands.
    pub enum PairingState {
        Planned = ("planned", "Planned"),
        Cancelled = ("cancelled", "Cancelled"),
    }
}

/// What may be written and changed of a pairing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingFields {
    /// The year in which young are hoped for.
    pub season: i32,
    /// The month or day on which the two shall be put together.
    #[serde(default)]
    pub planned: Option<PlannedFor>,
    /// What the young shall be.
    #[serde(default)]
    pub wish: String,
    #[serde(default)]
    pub note: String,
}

impl PairingFields {
    /// First and last year of a season.
    pub const SEASONS: std::ops::RangeInclusive<i32> = 1990..=2100;
    /// Longest wish and note, in characters.
    pub const MOST_WISH: usize = 500;
    pub const MOST_NOTE: usize = 2_000;

    /// Without spaces around texts.
    pub fn trim(&mut self) {
        for text in [&mut self.wish, &mut self.note] {
            *text = text.trim().to_owned();
        }
    }

    /// Checks years and lengths.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        let season = self.season;
        if !Self::SEASONS.contains(&season) {
            let (first, last) = (Self::SEASONS.start(), Self::SEASONS.end());
            errors.push("season", format!("A season is a year from {first} to {last}."));
        } else if let Some(planned) = self.planned
            && !(season - 1..=season).contains(&i32::from(planned.date().year()))
        {
            let before = season - 1;
            errors.push(
                "planned",
                format!("For young of {season} two animals are put together in {before} or {season}."),
            );
        }
        check_text(&mut errors, "wish", &self.wish, Self::MOST_WISH, false);
        check_text(&mut errors, "note", &self.note, Self::MOST_NOTE, true);
        errors.into_result()
    }

    /// The fields in which two states differ, with both values: (field, of `self`, of `other`).
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<(String, Value, Value)> {
        differing(self, other)
    }
}

/// A pairing on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pairing {
    pub id: PairingId,
    pub version: i32,
    pub sire: Relative,
    pub dam: Relative,
    pub fields: PairingFields,
    /// The two are of different species, and that is meant.
    pub hybrid: bool,
    pub state: PairingState,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub cancelled_at: Option<Timestamp>,
    /// Empty while it isn't cancelled.
    pub cancel_reason: String,
    /// Who, as they are called today; absent for demo data and former members.
    pub created_by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    /// Who wrote last.
    pub updated_by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
}

impl Pairing {
    /// "Zeus × Hera".
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} × {}", self.sire.label(), self.dam.label())
    }

    /// The other of the two.
    #[must_use]
    pub fn mate_of(&self, animal: AnimalId) -> &Relative {
        if self.sire.id == Some(animal) { &self.dam } else { &self.sire }
    }
}

/// What speaks against a pairing as the two animals are recorded now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingWarning {
    /// `sex_unknown`, `deceased`, `archived`, …
    pub code: String,
    pub message: String,
}

/// A pairing with what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordedPairing {
    pub pairing: Pairing,
    pub warnings: Vec<PairingWarning>,
}

/// Which pairings to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingFilter {
    pub state: Option<PairingState>,
    pub season: Option<i32>,
    /// Either of the two.
    pub animal: Option<AnimalId>,
}

impl PairingFilter {
    /// Whether anything is narrowed.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        *self != Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(season: i32, planned: &str) -> PairingFields {
        PairingFields { season, planned: planned.parse().ok(), wish: String::new(), note: String::new() }
    }

    #[test]
    fn a_season_has_its_years_and_begins_the_year_before() {
        for (season, planned, field) in [
            (2027, "", None),
            (2027, "2026-11", None),
            (2027, "2027-12-31", None),
            (2027, "2025-12", Some("planned")),
            (2027, "2028-01", Some("planned")),
            (1989, "", Some("season")),
            (2101, "2101-01", Some("season")),
            (i32::MIN, "2027-01", Some("season")),
        ] {
            let found = fields(season, planned).validate().err();
            assert_eq!(
                found.as_ref().and_then(|errors| errors.0.keys().next().map(String::as_str)),
                field,
                "{season} {planned}"
            );
        }
    }

    #[test]
    fn texts_have_a_length_and_a_wish_is_one_line() {
        let wish = |wish: &str| PairingFields { wish: wish.to_owned(), ..fields(2027, "") }.validate();
        assert!(wish(&"x".repeat(500)).is_ok());
        assert!(!wish(&"x".repeat(501)).unwrap_err().of("wish").is_empty());
        assert!(!wish("Clown\nPied").unwrap_err().of("wish").is_empty());
        let note = PairingFields { note: "x\n".repeat(1_001), ..fields(2027, "") };
        assert!(!note.validate().unwrap_err().of("note").is_empty());
        assert!(PairingEnd { reason: " \n".to_owned() }.validate().is_err());
        assert!(PairingEnd { reason: "She is too light.".to_owned() }.validate().is_ok());
    }

    #[test]
    fn a_patch_between_two_states_makes_the_second_of_the_first() {
        let before = fields(2027, "2027-03");
        let after = PairingFields { wish: "Clown".to_owned(), planned: None, ..before.clone() };
        let patch = PairingPatch::between(3, &before, &after);
        assert_eq!((patch.season, patch.planned, patch.note.as_deref()), (None, Some(None), None));
        assert_eq!(patch.applied_to(&before), after);
        let names: Vec<String> = before.differing(&after).into_iter().map(|(field, ..)| field).collect();
        assert_eq!(names, ["planned", "wish"]);
        let cleared: PairingPatch = serde_json::from_str(r#"{"planned": null}"#).unwrap();
        assert_eq!((cleared.applied_to(&before).planned, cleared.season), (None, None));
        assert!(serde_json::from_str::<PairingPatch>(r#"{"planned": "2027"}"#).is_err());
    }
}
