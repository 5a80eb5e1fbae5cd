//! Import and export: the words that a person, the browser and the server share about them.

mod export;
mod field;
mod format;
mod issue;
mod job;
mod mapping;
mod options;

pub use export::ExportKind;
pub use field::{TargetField, UnknownField};
pub use format::ImportFormat;
pub use issue::{IssueCode, RowIssue, Severity};
pub use job::{ImportCounts, ImportJob, ImportRow, ImportState, ImportSummary, RevertReport, RowFilter, RowState};
pub use mapping::{Mapping, MappingIssue};
pub use options::{BadValuePolicy, DateOrder, ExistingPolicy, ImportOptions, ShortRowPolicy, UnknownParentPolicy};

/// Bytes that an uploaded file may have.
pub const MAX_IMPORT_BYTES: usize = 25 * 1024 * 1024;
