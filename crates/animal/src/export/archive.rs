//! Everything of a vivarium in one zip: each table as JSON and as CSV, with a README. Written front to back, never seeking.

use std::io::Write;

use serde_json::{Map, Value};
use zip::{ZipWriter, write::SimpleFileOptions, write::StreamWriter};

use super::{ExportError, SheetCsv};

/// A row of a table, by column.
pub type Row = Map<String, Value>;

/// Writes the zip part by part.
pub struct Archive<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    tables: Vec<(String, u64)>,
    /// Rows of the open JSON list.
    open: Option<u64>,
    /// Headings of the open CSV.
    columns: &'static [&'static str],
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(true)
}

impl<W: Write> Archive<W> {
    /// Starts an empty archive.
    pub fn new(to: W) -> Self {
        Self { zip: ZipWriter::new_stream(to), tables: Vec::new(), open: None, columns: &[] }
    }

    /// Starts `json/NAME.json`, a list of records. Ends the list before it.
    pub fn start_json(&mut self, name: &str) -> Result<(), ExportError> {
        self.end_json()?;
        self.zip.start_file(format!("json/{name}.json"), options())?;
        self.zip.write_all(b"[")?;
        self.tables.push((name.to_owned(), 0));
        self.open = Some(0);
        Ok(())
    }

    /// Adds a record to the open list.
    pub fn json(&mut self, row: &Row) -> Result<(), ExportError> {
        let count = self.open.get_or_insert(0);
        self.zip.write_all(if *count == 0 { b"\n" } else { b",\n" })?;
        *count += 1;
        serde_json::to_writer(&mut self.zip, row)?;
        Ok(())
    }

    fn end_json(&mut self) -> Result<(), ExportError> {
        if let Some(count) = self.open.take() {
            self.zip.write_all(b"\n]\n")?;
            if let Some(table) = self.tables.last_mut() {
                table.1 = count;
            }
        }
        Ok(())
    }

    /// Starts `csv/NAME.csv` with these headings.
    pub fn start_csv(&mut self, name: &str, columns: &'static [&'static str]) -> Result<(), ExportError> {
        self.end_json()?;
        self.zip.start_file(format!("csv/{name}.csv"), options())?;
        SheetCsv::new(&mut self.zip, columns)?.finish()?;
        self.columns = columns;
        Ok(())
    }

    /// Adds records to the open CSV.
    pub fn csv<'r>(&mut self, rows: impl Iterator<Item = &'r Row>) -> Result<(), ExportError> {
        let mut sheet = SheetCsv::headless(&mut self.zip);
        for row in rows {
            sheet.row(self.columns.iter().map(|column| cell(row.get(*column))))?;
        }
        sheet.finish()?;
        Ok(())
    }

    /// Adds a file as it is.
    pub fn file(&mut self, path: &str, bytes: &[u8]) -> Result<(), ExportError> {
        self.end_json()?;
        self.zip.start_file(path, options())?;
        self.zip.write_all(bytes)?;
        Ok(())
    }

    /// Writes the README with the tables and their sizes, and ends the zip.
    pub fn finish(mut self, of: &str, made_at: &str) -> Result<W, ExportError> {
        self.end_json()?;
        let readme = readme(of, made_at, &self.tables);
        self.zip.start_file("README.txt", options())?;
        self.zip.write_all(readme.as_bytes())?;
        Ok(self.zip.finish()?.into_inner())
    }
}

/// A value in one cell: text as it is, lists and records as JSON.
fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn readme(of: &str, made_at: &str, tables: &[(String, u64)]) -> String {
    use std::fmt::Write as _;
    let mut text = format!(
        "ReptiDex archive of {of}\r\nMade at {made_at}\r\n\r\n\
         Each table is here twice: json/NAME.json is exact, csv/NAME.csv opens in a spreadsheet.\r\n\
         Text is UTF-8. Dates are year-month-day, times are UTC. Weights are grams, lengths millimetres.\r\n\
         In the CSV files a cell that a spreadsheet would run as a formula has a single quote before it;\r\n\
         ReptiDex takes it off again when the file is imported.\r\n\r\nTables\r\n"
    );
    for (name, rows) in tables {
        let _ = writeln!(text, "  {name}: {rows}\r");
    }
    text
}
