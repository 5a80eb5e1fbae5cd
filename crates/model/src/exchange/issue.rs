//! What is wrong with a row, for a person and for a program.

use serde::{Deserialize, Serialize};

use super::TargetField;

/// How much an issue weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Severity {
    /// Imported, but worth a look.
    Warning,
    /// The animal is imported, this claim about it isn't: it contradicts another one.
    Conflict,
    /// The row isn't imported.
    Error,
}

/// What is wrong, as a closed list for programs and tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum IssueCode {
    /// The row has fewer cells than the header.
    RowTooShort,
    /// The row has more cells than the header.
    RowTooLong,
    /// A cell or value is too long.
    TooLong,
    /// Neither a name nor an id.
    NameMissing,
    /// The species is blank and none was chosen for the file.
    TaxonMissing,
    /// The species isn't known.
    TaxonUnknown,
    /// Several species share this name.
    TaxonAmbiguous,
    /// The id can't be a code here; another one will be given.
    CodeReplaced,
    /// The same id stands in an earlier row.
    DuplicateId,
    /// The same animal stands in an earlier row without an id.
    DuplicateRow,
    /// The animal is in the archive.
    IsArchived,
    /// Somebody used the id between preview and import.
    TakenMeanwhile,
    /// The animal has a parent on this side already.
    ParentAlready,
    /// The id belongs to an animal of another species.
    IdTaken,
    /// The date can't be read.
    DateUnreadable,
    /// The day doesn't exist.
    DateImpossible,
    /// The day lies ahead.
    DateInFuture,
    /// The number can't be read.
    NumberUnreadable,
    /// The number is readable but can't be right.
    NumberImplausible,
    /// A length without a unit.
    LengthUnit,
    /// The word isn't one of those expected.
    WordUnknown,
    /// Two columns of the row contradict each other.
    ColumnsDisagree,
    /// A group, imported as one record.
    GroupLot,
    /// The parent isn't in the file nor in the registry.
    ParentUnknown,
    /// Several animals have this parent's name.
    ParentAmbiguous,
    /// The parent's own row has an error.
    ParentNotImported,
    /// The parent is the animal itself.
    ParentIsSelf,
    /// One animal as sire and as dam.
    ParentBothSides,
    /// A sire that is female or a dam that is male.
    ParentWrongSex,
    /// The parent is of another species.
    ParentOtherTaxon,
    /// The parent is too young to have been one.
    ParentTooYoung,
    /// Possible but suspicious: recorded with a question that stays open.
    ParentDoubtful,
    /// More than one dam.
    ParentSeveralDams,
    /// The links form a loop.
    ParentLoop,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowIssue {
    /// How much it weighs.
    pub severity: Severity,
    /// What it concerns; none for the row as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<TargetField>,
    /// What it is.
    pub code: IssueCode,
    /// What it is and what to do, in plain words.
    pub message: String,
}

impl RowIssue {
    /// The row isn't imported.
    #[must_use]
    pub fn error(field: impl Into<Option<TargetField>>, code: IssueCode, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, field: field.into(), code, message: message.into() }
    }

    /// The claim isn't imported.
    #[must_use]
    pub fn conflict(field: impl Into<Option<TargetField>>, code: IssueCode, message: impl Into<String>) -> Self {
        Self { severity: Severity::Conflict, field: field.into(), code, message: message.into() }
    }

    /// Imported, but worth a look.
    #[must_use]
    pub fn warning(field: impl Into<Option<TargetField>>, code: IssueCode, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, field: field.into(), code, message: message.into() }
    }
}
