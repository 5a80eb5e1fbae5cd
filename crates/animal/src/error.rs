//! What can go wrong with an animal, and how it reaches a page or a program.

use repti_core::turns::Crowded;
use repti_db::{DbError, constraint_of};
use repti_genetics::{catalogue::CatalogueError, lineage::Finding};
use repti_model::{
    ErrorCode, EvidenceId, FieldErrors, PairingId, Problem,
    catalogue::{EditConflict, EditFault},
    registry::SaveConflict,
    text_enum::UnknownWord,
};
use repti_storage::StorageError;
use serde_json::json;

/// An error of the animal context.
#[derive(Debug, thiserror::Error)]
pub enum AnimalError {
    /// The database doesn't answer, or answered what it never should.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Problem),
    /// Fields are wrong.
    #[error("invalid fields: {0:?}")]
    Invalid(FieldErrors),
    /// There is no such thing, or not for this actor. Says what.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// Somebody else saved first.
    #[error("saved by somebody else as version {}", .0.version)]
    Conflict(Box<SaveConflict>),
    /// Somebody else changed the taxon first.
    #[error("the taxon was changed by somebody else, to version {}", .0.version)]
    TaxonChanged(Box<SaveConflict>),
    /// Somebody else changed the pairing first.
    #[error("the pairing was changed by somebody else, to version {}", .0.version)]
    PairingChanged(Box<SaveConflict>),
    /// The same two are planned for that season already. Carries that pairing, and the sentence.
    #[error("planned already as {0}")]
    PairingPlanned(PairingId, String),
    /// Edits of a proposal that can't be made.
    #[error("{} edits don't fit the catalogue", .0.len())]
    Edits(Vec<EditFault>),
    /// Somebody published another change of the same rows.
    #[error("{} edits met a published change", .0.len())]
    Met(Vec<EditConflict>),
    /// A catalogue in the database that this version can't read.
    #[error("the store holds a catalogue that can't be read: {0}")]
    Catalogue(#[from] CatalogueError),
    /// The lineage would be wrong.
    #[error("refused: {0:?}")]
    Refused(Vec<Finding>),
    /// The code is another animal's.
    #[error("the code is taken")]
    CodeTaken,
    /// It is recorded already.
    #[error("{0}")]
    Exists(String),
    /// A word in the database that this version doesn't know.
    #[error("the store holds an unknown word: {0}")]
    Word(#[from] UnknownWord),
    /// Somebody else changed it first, so that what was asked for no longer fits. Says what.
    #[error("{0}")]
    Changed(String),
    /// Two writers met; the second may simply try again.
    #[error("two writers met")]
    Busy,
    /// It doesn't get its turn to be computed.
    #[error(transparent)]
    Crowded(#[from] Crowded),
    /// JSON in the database that this version can't read.
    #[error("the store holds JSON that can't be read: {:?} at column {}", .0.classify(), .0.column())]
    Json(#[from] serde_json::Error),
    /// The store of files.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The bytes of a file can't be what was put there. Says how.
    #[error("the object of file {0} {1}")]
    Damaged(EvidenceId, &'static str),
}

impl From<FieldErrors> for AnimalError {
    fn from(fields: FieldErrors) -> Self {
        Self::Invalid(fields)
    }
}

impl AnimalError {
    /// A message for one field.
    pub(crate) fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(FieldErrors::one(field, message))
    }
}

/// Constraints that a person can break become messages for the field; the rest is the database's own trouble.
impl From<sqlx::Error> for AnimalError {
    fn from(error: sqlx::Error) -> Self {
        match constraint_of(&error) {
            Some("animal_code") => return Self::CodeTaken,
            Some("animal_taxon_id_fkey") => return Self::field("taxon_id", "Choose a taxon from the list."),
            Some("animal_pkey") => return Self::Exists("This animal is recorded already.".to_owned()),
            Some("saved_view_name") => return Self::field("name", "Another view has this name already."),
            Some("parent_link_once") => return Self::Exists("This parent is recorded already.".to_owned()),
            Some("genotype_claim_once") => {
                return Self::Exists(
                    "This gene is claimed already: change that claim, or take it back first.".to_owned(),
                );
            }
            Some("pairing_once") => {
                return Self::field("season", "These two are planned for this season already.");
            }
            Some("parent_link_certain") => {
                return Self::field(
                    "chance",
                    "There is a certain parent on this side already. Give both a chance below 1.",
                );
            }
            Some("parent_link_overturned") => {
                return Self::field(
                    "parent",
                    "This claim was disputed, and ReptiDex has overturned it. It can't be recorded again.",
                );
            }
            Some("genotype_claim_overturned") => {
                return Self::Changed(
                    "This gene was disputed, and ReptiDex has overturned the claim. It can't be recorded again."
                        .to_owned(),
                );
            }
            Some("parent_link_verified" | "verification_transition") => return Self::Busy,
            Some("parent_link_visible") => return Self::NotFound("animal"),
            Some("parent_link_no_cycle") => {
                return Self::field("parent", "With this parent the animal would be its own ancestor.");
            }
            // Two publish at once; the second sees the first's version when it tries again.
            Some("catalogue_version_pkey" | "catalogue_version_proposal_id_key" | "catalogue_proposal_transition") => {
                return Self::Busy;
            }
            Some("taxon_slug_key") => {
                return Self::field("common_name", "There is a taxon with this name already.");
            }
            _ => {}
        }
        let code = error.as_database_error().and_then(|db| db.code());
        if code.is_some_and(|code| code == "40P01" || code == "40001") {
            return Self::Busy;
        }
        Self::Db(error.into())
    }
}

impl From<AnimalError> for Problem {
    fn from(error: AnimalError) -> Self {
        match error {
            AnimalError::Db(error) => error.into(),
            AnimalError::Denied(problem) => problem,
            AnimalError::Invalid(fields) => fields.into(),
            AnimalError::NotFound(what) => Self::new(ErrorCode::NotFound, format!("There is no such {what} here.")),
            AnimalError::Conflict(conflict) => {
                let who = conflict.changed_by.as_deref().unwrap_or("Somebody");
                let detail =
                    format!("{who} saved this animal while you were editing. Compare the values, then save again.");
                Self { current: serde_json::to_value(*conflict).ok(), ..Self::new(ErrorCode::Conflict, detail) }
            }
            AnimalError::TaxonChanged(conflict) => Self {
                current: serde_json::to_value(*conflict).ok(),
                ..Self::new(
                    ErrorCode::Conflict,
                    "Somebody changed this taxon while you were editing. Compare the values, then save again.",
                )
            },
            AnimalError::PairingChanged(conflict) => {
                let who = conflict.changed_by.as_deref().unwrap_or("Somebody");
                let detail =
                    format!("{who} changed this pairing while you were editing. Compare the values, then save again.");
                Self { current: serde_json::to_value(*conflict).ok(), ..Self::new(ErrorCode::Conflict, detail) }
            }
            AnimalError::PairingPlanned(id, said) => Self {
                fields: FieldErrors::one("season", said.as_str()),
                current: Some(json!({ "id": id })),
                ..Self::new(ErrorCode::AlreadyExists, said)
            },
            AnimalError::Edits(faults) => edits(&faults),
            AnimalError::Met(conflicts) => {
                let rows: Vec<&str> = conflicts.iter().map(|conflict| conflict.row.as_str()).collect();
                let detail = format!(
                    "Somebody published a change of the same since this was proposed: {}. Compare, then take the proposal on to the newest version.",
                    rows.join(", ")
                );
                Self { current: serde_json::to_value(&conflicts).ok(), ..Self::new(ErrorCode::Conflict, detail) }
            }
            AnimalError::Refused(findings) => refused(&findings),
            AnimalError::CodeTaken => FieldErrors::one("code", "Another animal has this code already.").into(),
            AnimalError::Exists(detail) => Self::new(ErrorCode::AlreadyExists, detail),
            AnimalError::Changed(detail) => Self::new(ErrorCode::Conflict, detail),
            AnimalError::Busy => Self {
                retry_after: Some(1),
                ..Self::new(
                    ErrorCode::Unavailable,
                    "Somebody was writing the same animals. Nothing was saved; try again.",
                )
            },
            AnimalError::Crowded(by) => by.into(),
            AnimalError::Storage(error) => {
                tracing::error!(error = %error, "the store of files failed");
                Self::new(ErrorCode::Unavailable, "Files can't be reached at the moment. Try again in a minute.")
            }
            error @ AnimalError::Damaged(..) => {
                tracing::error!(error = %error, "a file is damaged");
                let detail = "This file can't be read: its bytes are gone, or aren't what was put there. Add it again.";
                Self::new(ErrorCode::Internal, detail)
            }
            error @ (AnimalError::Word(_) | AnimalError::Json(_) | AnimalError::Catalogue(_)) => {
                tracing::error!(error = %error, "unreadable row");
                Self::of(ErrorCode::Internal)
            }
        }
    }
}

/// Faults of edits by the fields of the edit's form; of several edits each names its row.
fn edits(faults: &[EditFault]) -> Problem {
    let mut fields = FieldErrors::new();
    let several = faults.iter().any(|fault| Some(fault.edit) != faults.first().map(|first| first.edit));
    for fault in faults {
        let message = if several { format!("{}: {}", fault.row, fault.message) } else { fault.message.clone() };
        fields.push(&fault.field, message);
    }
    fields.into()
}

/// Refused claims stand by the field `parent`, whatever made them impossible.
fn refused(findings: &[Finding]) -> Problem {
    let mut fields = FieldErrors::new();
    for finding in findings.iter().filter(|finding| finding.is_refusal()) {
        fields.push("parent", finding.message.as_str());
    }
    fields.into()
}
