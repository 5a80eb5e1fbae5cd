//! A claim that one animal is a parent of another.

use super::{Chance, Relative};
use crate::{
    AnimalId, FieldErrors, ParentLinkId, TaxonId,
    animal::{BirthDate, ParentBasis, ParentSide, Sex, Visibility},
    registry::{check_code, check_text},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who the parent is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ParentRef {
    /// An animal on record, here or (if its owner shows it) in another vivarium.
    Existing { id: AnimalId },
    /// Another breeder's animal that isn't on record: it becomes an external record here.
    External {
        #[serde(default)]
        code: String,
        name: String,
        /// By default the child's.
        #[serde(default)]
        taxon_id: Option<TaxonId>,
        /// By default the side's.
        #[serde(default)]
        sex: Option<Sex>,
        #[serde(default)]
        born: Option<BirthDate>,
        #[serde(default)]
        genotype_text: String,
        /// Who bred or owns it, in words.
        #[serde(default)]
        breeder: String,
        #[serde(default)]
        visibility: Visibility,
    },
    /// Nothing is known but that there was one: a place in the tree.
    Placeholder {
        #[serde(default)]
        name: String,
        #[serde(default)]
        visibility: Visibility,
    },
}

/// A parent to record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewParent {
    pub parent: ParentRef,
    pub side: ParentSide,
    #[serde(default)]
    pub basis: ParentBasis,
    #[serde(default)]
    pub chance: Chance,
    /// For the vivarium's own eyes.
    #[serde(default)]
    pub note: String,
    /// The child is a deliberate hybrid, and is marked as one.
    #[serde(default)]
    pub hybrid_ok: bool,
}

impl NewParent {
    /// An animal on record as a certain, declared parent.
    #[must_use]
    pub fn existing(id: AnimalId, side: ParentSide) -> Self {
        Self {
            parent: ParentRef::Existing { id },
            side,
            basis: ParentBasis::Declared,
            chance: Chance::CERTAIN,
            note: String::new(),
            hybrid_ok: false,
        }
    }

    /// Checks texts and the basis.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_basis(&mut errors, self.basis);
        check_text(&mut errors, "note", &self.note, 1_000, true);
        match &self.parent {
            ParentRef::Existing { .. } => {}
            ParentRef::External { code, name, genotype_text, breeder, .. } => {
                if !code.is_empty() {
                    check_code(&mut errors, code);
                }
                if name.trim().is_empty() && code.is_empty() {
                    errors.push("name", "Give the ancestor a name or a code. If neither is known, add a placeholder.");
                }
                check_text(&mut errors, "name", name, 120, false);
                check_text(&mut errors, "genotype_text", genotype_text, 500, false);
                check_text(&mut errors, "breeder", breeder, 120, false);
            }
            ParentRef::Placeholder { name, .. } => check_text(&mut errors, "name", name, 120, false),
        }
        errors.into_result()
    }
}

/// A change to a claim. Absent fields stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimPatch {
    /// The version that the change was made from.
    pub version: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<ParentBasis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance: Option<Chance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl ClaimPatch {
    /// Checks the note and the basis.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        if let Some(basis) = self.basis {
            check_basis(&mut errors, basis);
        }
        if let Some(note) = &self.note {
            check_text(&mut errors, "note", note, 1_000, true);
        }
        errors.into_result()
    }
}

/// Nobody vouches for themselves: the two strongest bases come out of a verification.
fn check_basis(errors: &mut FieldErrors, basis: ParentBasis) {
    match basis {
        ParentBasis::Declared | ParentBasis::BreedingRecord => {}
        ParentBasis::ConfirmedByOtherBreeder => {
            errors.push("basis", "Only the other breeder can confirm this. Record it as declared.");
        }
        ParentBasis::Dna => {
            errors.push(
                "basis",
                "A DNA basis needs the laboratory's certificate. Record it as declared and attach the certificate to the claim: it becomes \
                 DNA once ReptiDex has seen that.",
            );
        }
    }
}

/// A claim that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParentClaim {
    pub id: ParentLinkId,
    pub version: i32,
    pub child_id: AnimalId,
    pub side: ParentSide,
    /// The parent, as far as its owner shows it.
    pub parent: Relative,
    pub basis: ParentBasis,
    pub chance: Chance,
    pub note: String,
    pub declared_by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub declared_at: Timestamp,
}

/// A claim just recorded, with what is doubtful about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordedParent {
    pub claim: ParentClaim,
    pub warnings: Vec<LineageWarning>,
}

/// Possible but suspicious: stays open until somebody answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineageWarning {
    pub id: Uuid,
    pub child_id: AnimalId,
    pub link_id: ParentLinkId,
    /// A word for programs, such as `parent_young`.
    pub code: String,
    pub message: String,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub raised_at: Timestamp,
    pub answer: Option<WarningAnswer>,
}

/// What somebody said to a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WarningAnswer {
    pub note: String,
    pub by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_vouches_for_themselves() {
        for (basis, fine) in ParentBasis::ALL.iter().zip([true, true, false, false]) {
            let parent = NewParent { basis: *basis, ..NewParent::existing(AnimalId::new(), ParentSide::Sire) };
            assert_eq!(parent.validate().is_ok(), fine, "{basis}");
        }
    }

    #[test]
    fn a_parent_reads_from_json_and_unknown_fields_do_not() {
        let json = r#"{"parent": {"kind": "external", "name": "Zeus"}, "side": "sire", "chance": {"numerator": 1, "denominator": 2}}"#;
        assert!(serde_json::from_str::<NewParent>(json).unwrap().validate().is_ok());
        let json = r#"{"parent": {"kind": "external", "name": "Zeus", "owner": 1}, "side": "sire"}"#;
        assert!(serde_json::from_str::<NewParent>(json).is_err());
    }
}
