//! XLSX by calamine, fenced in: size once unpacked, entries, rows, columns.

use std::io::{self, Cursor, Read};

use calamine::{Data, DataRef, Reader, Xlsx};
use csv::StringRecord;

use crate::{
    export::formula::strip_guard,
    import::{
        error::FileError,
        limits::{MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES, MAX_ZIP_ENTRIES},
        table::{Table, TableBuilder},
    },
};

/// Columns beyond this are not even looked at: a stray cell far to the right is no reason to refuse a sheet.
const FARTHEST_COLUMN: u32 = 4 * MAX_COLUMNS as u32;

/// Reads the chosen sheet, or the first one that holds a table.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Table, FileError> {
    guard(bytes, MAX_UNPACKED_BYTES)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileError::BadWorkbook)?;
    let names = book.sheet_names();
    if let Some(wanted) = sheet {
        if !names.iter().any(|name| name == wanted) {
            return Err(FileError::NoSuchSheet(wanted.chars().take(60).collect()));
        }
        return read_sheet(&mut book, wanted, sheets_with_first(&names, wanted));
    }
    let mut first_failure = FileError::Empty;
    for name in &names {
        match read_sheet(&mut book, name, sheets_with_first(&names, name)) {
            Ok(mut table) => {
                if names.len() > 1 {
                    table.notes.push(format!("The sheet “{name}” was read."));
                }
                return Ok(table);
            }
            Err(error @ (FileError::Empty | FileError::NoRows)) => first_failure = error,
            Err(error) => return Err(error),
        }
    }
    Err(first_failure)
}

fn sheets_with_first(names: &[String], first: &str) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(names.iter().filter(|name| *name != first).cloned()).collect()
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, sheets: Vec<String>) -> Result<Table, FileError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| FileError::BadWorkbook)?;
    let mut builder = TableBuilder::new(Vec::new(), sheets);
    let mut row: Vec<String> = Vec::new();
    let (mut current, mut width) = (None, 0usize);
    let mut scanned = 0usize;
    while let Some(cell) = cells.next_cell().map_err(|_| FileError::BadWorkbook)? {
        let (row_index, column) = cell.get_position();
        if current != Some(row_index) {
            if let Some(done) = current {
                flush(&mut builder, done, &mut row, &mut width)?;
            }
            scanned += 1;
            // Rows that hold only formatting count too, so that an endless sheet ends here.
            if scanned > MAX_ROWS * 2 {
                return Err(FileError::TooManyRows);
            }
            current = Some(row_index);
        }
        let text = text_of(cell.get_value());
        if text.is_empty() || column > FARTHEST_COLUMN {
            continue;
        }
        let column = column as usize;
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text;
    }
    if let Some(done) = current {
        flush(&mut builder, done, &mut row, &mut width)?;
    }
    builder.finish()
}

/// Hands the row over, filled up to the widest row so far: a sheet has no ragged rows.
fn flush(builder: &mut TableBuilder, index: u32, row: &mut Vec<String>, width: &mut usize) -> Result<(), FileError> {
    *width = (*width).max(row.len());
    row.resize(*width, String::new());
    let record: StringRecord = row.iter().map(|cell| strip_guard(cell)).collect();
    row.clear();
    builder.push(index.saturating_add(1), record)
}

fn text_of(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Int(number) => number.to_string(),
        // `Display` of a float is the shortest text that reads back as the same number: 1450, 410.5.
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => if yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
    }
}

/// Unpacks every part into nothing, counting: sizes that a zip declares may lie.
fn guard(bytes: &[u8], most: u64) -> Result<(), FileError> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::BadWorkbook)?;
    if zip.len() > MAX_ZIP_ENTRIES {
        return Err(FileError::BadWorkbook);
    }
    if zip.index_for_name("[Content_Types].xml").is_none() || !zip.file_names().any(|name| name.starts_with("xl/")) {
        return Err(FileError::NotATable("a zip or another kind of document"));
    }
    let mut left = most;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(|_| FileError::BadWorkbook)?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| FileError::BadWorkbook)?;
        left = left.checked_sub(unpacked).ok_or(FileError::Unpacked)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("[Content_Types].xml", options).unwrap();
        zip.start_file("xl/workbook.xml", options).unwrap();
        zip.write_all(&[0; 300_000]).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 2_000);
        assert_eq!(guard(&bytes, 299_999), Err(FileError::Unpacked));
        assert_eq!(guard(&bytes, 300_000), Ok(()));
    }
}
