//! Photographs that look like another breeder's.

use super::PhotoFiles;
use crate::{
    AnimalId, FieldErrors, LikenessId, PhotoId, VivariumId, lineage::BreederRef, registry::check_text,
    text_enum::text_enum,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What staff said of a likeness.
    pub enum LikenessState {
        Open = ("open", "Open"),
        Dismissed = ("dismissed", "No copy"),
        Upheld = ("upheld", "A copy"),
    }
}

/// What the sender of a photograph is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alike {
    /// Whose photograph it looks like, where everybody can see that one.
    pub breeder: Option<BreederRef>,
}

/// One of two photographs that look alike, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikenessSide {
    pub photo: PhotoId,
    /// None while it isn't shown to anybody.
    pub files: Option<PhotoFiles>,
    pub sent_at: Timestamp,
    pub vivarium_id: VivariumId,
    pub vivarium: String,
    pub animal_id: AnimalId,
    pub code: String,
    pub name: String,
    /// Anybody can see it.
    pub public: bool,
    pub taken_down: bool,
}

/// Two photographs of two vivariums that look alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikenessCase {
    pub id: LikenessId,
    /// Bits of 64 that differ: 0 is the same picture, up to 10 a copy.
    pub distance: u32,
    pub noted_at: Timestamp,
    pub state: LikenessState,
    pub reason: String,
    pub judged_at: Option<Timestamp>,
    /// What was sent later.
    pub later: LikenessSide,
    pub earlier: LikenessSide,
}

/// What staff decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikenessVerdict {
    /// The photograph that is taken down, one of the two; none where it is no copy.
    pub take_down: Option<PhotoId>,
    /// Of a photograph that is taken down, its sender reads it.
    pub reason: String,
}

impl LikenessVerdict {
    /// Checks the reason.
    ///
    /// # Errors
    /// Under the name `reason`.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.reason.trim().chars().count() < 5 {
            errors.push("reason", "Say why, in five characters or more.");
        }
        check_text(&mut errors, "reason", &self.reason, 300, false);
        errors.into_result()
    }
}
