//! A decoded file: one header row and the rows below it, as text.

use csv::StringRecord;
use serde_json::{Map, Value};

use super::{
    error::FileError,
    header,
    limits::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_HEADER_CHARS, MAX_ROWS},
};

/// A table of text cells.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Headings as written, without BOM; blank ones are called `Column 3`, repeated ones `Name (2)`.
    pub headers: Vec<String>,
    /// The rows below the header; blank rows are left out.
    pub rows: Vec<TableRow>,
    /// What a person should know about how the file was read.
    pub notes: Vec<String>,
    /// Sheets of the workbook, the one that was read first. Empty for text files.
    pub sheets: Vec<String>,
}

/// One row as it stands in the file.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// Line of a text file or row of a sheet, counted from 1, where it starts.
    pub line: u32,
    /// The cells; as many as the row has.
    pub cells: StringRecord,
    /// Why its shape is wrong, if it is.
    pub fault: Option<RowFault>,
}

/// A row whose shape is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    /// Fewer cells than the header.
    Short {
        /// Cells that are there.
        cells: usize,
    },
    /// More cells than the header, and not just blank ones.
    Long {
        /// Cells that are there.
        cells: usize,
    },
    /// A cell longer than a spreadsheet allows.
    CellTooLong {
        /// Index of its column.
        column: usize,
    },
}

impl TableRow {
    /// The trimmed text of a cell; blank when the row is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }
}

impl Table {
    /// The row as it was, by heading, without blank cells: what is kept beside the animal for ever.
    #[must_use]
    pub fn raw(&self, row: &TableRow) -> Map<String, Value> {
        let mut raw = Map::new();
        for (index, cell) in row.cells.iter().enumerate() {
            if cell.trim().is_empty() {
                continue;
            }
            let heading = self.headers.get(index).cloned().unwrap_or_else(|| format!("Column {}", index + 1));
            let kept = if cell.len() > MAX_CELL_CHARS { clip(cell, MAX_CELL_CHARS) } else { cell };
            raw.insert(heading, Value::String(kept.replace('\0', "\u{fffd}")));
        }
        raw
    }
}

/// The first `chars` characters at most.
#[must_use]
pub fn clip(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(end, _)| &text[..end])
}

/// Collects records into a table: finds the header row, names its columns, notes rows of the wrong shape.
#[derive(Debug, Default)]
pub(super) struct TableBuilder {
    table: Table,
    pending_title: Option<StringRecord>,
    last_line: u32,
}

impl TableBuilder {
    pub(super) fn new(notes: Vec<String>, sheets: Vec<String>) -> Self {
        Self { table: Table { notes, sheets, ..Table::default() }, ..Self::default() }
    }

    /// Takes the next record. `line` is where it starts, as far as the reader knows.
    pub(super) fn push(&mut self, line: u32, cells: StringRecord) -> Result<(), FileError> {
        // Files with bare CR line ends give the same line for every record.
        let line = line.max(self.last_line + 1);
        self.last_line = line;
        if cells.iter().all(|cell| cell.trim_matches(blank).is_empty()) {
            return Ok(());
        }
        if self.table.headers.is_empty() {
            return self.push_header(cells);
        }
        if self.table.rows.len() >= MAX_ROWS {
            return Err(FileError::TooManyRows);
        }
        let fault = self.fault(&cells);
        self.table.rows.push(TableRow { line, cells, fault });
        Ok(())
    }

    /// A first row with a single cell above a wider one is a title, not a header.
    fn push_header(&mut self, cells: StringRecord) -> Result<(), FileError> {
        let filled = cells.iter().filter(|cell| !cell.trim_matches(blank).is_empty()).count();
        if filled == 1 && self.pending_title.is_none() {
            self.pending_title = Some(cells);
            return Ok(());
        }
        match self.pending_title.take() {
            Some(title) if filled == 1 => {
                // Two narrow rows: a list of one column, whose heading came first.
                self.set_header(&title)?;
                let line = self.last_line;
                let fault = self.fault(&cells);
                self.table.rows.push(TableRow { line, cells, fault });
                Ok(())
            }
            Some(title) => {
                let text = title.iter().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
                self.table.notes.push(format!(
                    "The first row (“{}”) was read as a title, the next one as the header.",
                    clip(text.trim(), 60)
                ));
                self.set_header(&cells)
            }
            None => self.set_header(&cells),
        }
    }

    fn set_header(&mut self, cells: &StringRecord) -> Result<(), FileError> {
        let filled = |at: &usize| cells.get(*at).is_some_and(|cell| !cell.trim_matches(blank).is_empty());
        let used = (0..cells.len()).rfind(filled).map_or(0, |last| last + 1);
        if used > MAX_COLUMNS {
            return Err(FileError::TooManyColumns);
        }
        self.table.headers = header::name_columns(cells.iter().take(used).map(|cell| clip(cell, MAX_HEADER_CHARS)));
        Ok(())
    }

    fn fault(&self, cells: &StringRecord) -> Option<RowFault> {
        let width = self.table.headers.len();
        if let Some(column) =
            cells.iter().position(|cell| cell.len() > MAX_CELL_CHARS && cell.chars().count() > MAX_CELL_CHARS)
        {
            return Some(RowFault::CellTooLong { column });
        }
        if cells.len() < width {
            return Some(RowFault::Short { cells: cells.len() });
        }
        let extra = cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        extra.then_some(RowFault::Long { cells: cells.len() })
    }

    /// The table, if it has a header and at least one row.
    pub(super) fn finish(mut self) -> Result<Table, FileError> {
        if let Some(title) = self.pending_title.take() {
            self.set_header(&title)?;
        }
        if self.table.headers.is_empty() {
            return Err(FileError::Empty);
        }
        if self.table.rows.is_empty() {
            return Err(FileError::NoRows);
        }
        Ok(self.table)
    }
}

fn blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}
