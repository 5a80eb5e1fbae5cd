//! Why a whole file can't be read. A bad row is never a reason: those are issues of the row.

use super::limits::{MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, MAX_UNPACKED_BYTES};

/// A file that can't be imported, in words for the person who chose it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Nothing in it, or only blanks.
    #[error("This file is empty. Choose a CSV, TSV or XLSX file with a header row.")]
    Empty,
    /// Only a header row.
    #[error("This file has a header row but no rows below it.")]
    NoRows,
    /// Too many bytes.
    #[error("This file is larger than {} MB. Split it into smaller files and import them one after another.", MAX_FILE_BYTES / 1024 / 1024)]
    TooLarge,
    /// Too many rows.
    #[error("This file has more than {MAX_ROWS} rows. Split it into smaller files and import them one after another.")]
    TooManyRows,
    /// Too many columns.
    #[error("This file has more than {MAX_COLUMNS} columns. Remove the columns that you don't need.")]
    TooManyColumns,
    /// A workbook that unpacks to more than it should.
    #[error(
        "This workbook unpacks to more than {} MB. Save only the sheet with your animals as XLSX or CSV.",
        MAX_UNPACKED_BYTES / 1024 / 1024
    )]
    Unpacked,
    /// Recognised as something that isn't a table.
    #[error("This is {0}, not a table. Save your animals as CSV, TSV or XLSX and choose that file.")]
    NotATable(&'static str),
    /// Bytes that are no text in any encoding we know.
    #[error("This file is not text. Save your animals as CSV, TSV or XLSX and choose that file.")]
    Binary,
    /// A zip that claims to be a workbook but can't be opened.
    #[error(
        "This workbook can't be opened: it is damaged, protected by a password or not an XLSX file. Save it again as XLSX or CSV."
    )]
    BadWorkbook,
    /// The chosen sheet isn't there.
    #[error("This workbook has no sheet called “{0}”.")]
    NoSuchSheet(String),
}

impl FileError {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::NoRows => "file_no_rows",
            Self::TooLarge => "file_too_large",
            Self::TooManyRows => "file_too_many_rows",
            Self::TooManyColumns => "file_too_many_columns",
            Self::Unpacked => "file_unpacks_too_large",
            Self::NotATable(_) => "file_not_a_table",
            Self::Binary => "file_binary",
            Self::BadWorkbook => "file_bad_workbook",
            Self::NoSuchSheet(_) => "file_no_such_sheet",
        }
    }
}
