//! Animals out again: as MorphMarket's CSV, as our own CSV and XLSX that read back without loss, as an archive of everything.
//!
//! Everything here writes row by row into a writer, so that an export never has to fit in memory.

pub mod archive;
mod buffer;
pub mod formula;
pub mod full;
pub mod morphmarket;
pub mod record;
mod verbs;

pub use verbs::{ExportFile, ExportKind};

use std::io::{self, Write};

use crate::AnimalError;

/// Why an export broke off.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file could not be written on.
    #[error("the export could not be written: {0}")]
    Write(#[from] io::Error),
    /// The CSV writer refused a row.
    #[error("the export could not be written: {0}")]
    Csv(#[from] csv::Error),
    /// The workbook could not be made.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The archive could not be made.
    #[error("the archive could not be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// What is to be exported could not be read.
    #[error("the export could not be read: {0}")]
    Read(#[from] AnimalError),
    /// A record could not be put into JSON.
    #[error("the archive could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// A CSV as spreadsheets like it: BOM, CRLF, quotes where needed, no cell that would run as a formula.
pub(crate) struct SheetCsv<W: Write> {
    inner: csv::Writer<W>,
}

impl<W: Write> SheetCsv<W> {
    pub(crate) fn new<S: AsRef<str>>(mut to: W, header: &[S]) -> Result<Self, ExportError> {
        to.write_all("\u{feff}".as_bytes())?;
        let mut sheet = Self::headless(to);
        // The header is ours and holds no formula; MorphMarket's must stay as it is.
        sheet.inner.write_record(header.iter().map(AsRef::as_ref))?;
        Ok(sheet)
    }

    /// Goes on with rows where a header was written before.
    pub(crate) fn headless(to: W) -> Self {
        Self { inner: csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to) }
    }

    pub(crate) fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> Result<(), ExportError> {
        for cell in cells {
            self.inner.write_field(formula::guard(cell.as_ref()).as_bytes())?;
        }
        self.inner.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Hands what was written so far on to the writer below.
    pub(crate) fn flush(&mut self) -> Result<(), ExportError> {
        Ok(self.inner.flush()?)
    }

    pub(crate) fn finish(self) -> Result<W, ExportError> {
        self.inner.into_inner().map_err(|error| ExportError::Write(error.into_error()))
    }
}
