//! One import from upload to revert, as pages and programs see it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ImportFormat, ImportOptions, Mapping, RowIssue};
use crate::{AnimalId, ImportJobId, text_enum::text_enum};

text_enum! {
    /// Where an import stands.
    pub enum ImportState {
        Uploaded = ("uploaded", "Uploaded"),
        Mapped = ("mapped", "Columns mapped"),
        Previewed = ("previewed", "Ready to import"),
        Committing = ("committing", "Importing"),
        Committed = ("committed", "Imported"),
        Failed = ("failed", "Failed"),
        Reverted = ("reverted", "Reverted"),
    }
}

impl ImportState {
    /// Whether columns and options can still be changed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Uploaded | Self::Mapped | Self::Previewed)
    }
}

text_enum! {
    /// What is to happen to a row, and what has happened.
    pub enum RowState {
        Error = ("error", "Error"),
        Create = ("create", "New"),
        Update = ("update", "Changes an animal"),
        Skip = ("skip", "Here already"),
        Created = ("created", "Created"),
        Updated = ("updated", "Changed"),
        Skipped = ("skipped", "Skipped"),
        Reverted = ("reverted", "Reverted"),
        Kept = ("kept", "Kept"),
    }
}

text_enum! {
    /// Which rows of a preview are shown.
    pub enum RowFilter {
        All = ("all", "All"),
        Errors = ("errors", "Errors"),
        Conflicts = ("conflicts", "Conflicts"),
        Warnings = ("warnings", "Warnings"),
        New = ("new", "New"),
        Existing = ("existing", "Here already"),
    }
}

/// Sums over the rows of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportCounts {
    /// Rows of the file.
    pub rows: u32,
    /// New animals.
    pub create: u32,
    /// Rows whose animal is here already.
    pub skip: u32,
    /// Animals that are changed.
    pub update: u32,
    /// Rows that are left out.
    pub error: u32,
    /// Rows with a warning.
    pub warnings: u32,
    /// Rows with a conflict.
    pub conflicts: u32,
    /// Parent links that are made.
    pub links: u32,
    /// Named parents that are kept as text only.
    pub open_parents: u32,
    /// Ancestors outside the collection that are created.
    pub externals: u32,
}

/// An import in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportSummary {
    pub id: ImportJobId,
    pub file_name: String,
    pub format: ImportFormat,
    pub state: ImportState,
    /// A revert is under way.
    pub reverting: bool,
    pub counts: ImportCounts,
    /// Who uploaded it.
    pub by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub finished_at: Option<Timestamp>,
}

/// One import with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportJob {
    #[serde(flatten)]
    pub summary: ImportSummary,
    pub version: i32,
    /// Bytes of the file.
    pub size: i64,
    /// Headings of the file.
    pub headers: Vec<String>,
    /// The first rows of the file, for the mapping.
    pub sample: Vec<Vec<String>>,
    pub mapping: Mapping,
    pub options: ImportOptions,
    /// What concerns the file as a whole.
    pub notes: Vec<String>,
    /// Sheets of a workbook, the chosen one first.
    pub sheets: Vec<String>,
    /// Steps done so far, while it is being imported or reverted.
    pub done: u32,
    /// Steps in all.
    pub total: u32,
    /// Why it failed.
    pub failure: Option<String>,
    /// An earlier import of the very same file.
    pub same_as: Option<ImportJobId>,
    /// What the revert did.
    pub revert: Option<RevertReport>,
}

impl ImportJob {
    /// Whole per cent done.
    #[must_use]
    pub fn percent(&self) -> u32 {
        if self.total == 0 { 0 } else { (u64::from(self.done) * 100 / u64::from(self.total)).min(100) as u32 }
    }
}

/// One row of the preview or the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// Line of the file where the row starts.
    pub line: i32,
    pub state: RowState,
    /// What the row calls the animal: name or id.
    pub label: String,
    /// Code that it has or would get; blank until one is given.
    pub code: String,
    /// Taxon, as far as it was read.
    pub taxon: String,
    /// What was read, in one line.
    pub reading: String,
    pub issues: Vec<RowIssue>,
    /// The animal, once there is one.
    pub animal_id: Option<AnimalId>,
}

/// What a revert did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevertReport {
    /// Animals removed again.
    pub removed: u32,
    /// Animals set back to what they were.
    pub restored: u32,
    /// Parent links removed with them.
    pub links: u32,
    /// Animals left alone, because somebody has worked with them since.
    pub kept: u32,
    /// Some of those, by what they are called.
    pub kept_examples: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_one_flat_object() {
        let summary = ImportSummary {
            id: ImportJobId::new(),
            file_name: "a.csv".into(),
            format: ImportFormat::Clutchly,
            state: ImportState::Committing,
            reverting: false,
            counts: ImportCounts::default(),
            by: None,
            created_at: Timestamp::UNIX_EPOCH,
            finished_at: None,
        };
        let job = ImportJob {
            summary,
            version: 1,
            size: 5,
            headers: Vec::new(),
            sample: Vec::new(),
            mapping: Mapping::default(),
            options: ImportOptions::default(),
            notes: Vec::new(),
            sheets: Vec::new(),
            done: 50,
            total: 201,
            failure: None,
            same_as: None,
            revert: None,
        };
        let json = serde_json::to_value(&job).unwrap();
        assert_eq!((json["state"].as_str(), json["format"].as_str()), (Some("committing"), Some("clutchly")));
        assert_eq!(serde_json::from_value::<ImportJob>(json).unwrap(), job);
        assert_eq!(job.percent(), 24);
    }
}
