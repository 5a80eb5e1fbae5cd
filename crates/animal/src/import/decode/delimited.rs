//! CSV and its relatives: comma, semicolon, tab or bar, found out by counting.

use csv::{ReaderBuilder, StringRecord};

use crate::{
    export::formula::strip_guard,
    import::{
        error::FileError,
        table::{Table, TableBuilder},
    },
};

const DELIMITERS: [u8; 4] = *b",;\t|";
/// Records that are looked at to find the delimiter, and bytes at most.
const SAMPLE_RECORDS: usize = 25;
const SAMPLE_BYTES: usize = 64 * 1024;

/// Reads delimited text.
pub(super) fn read(text: &str, notes: Vec<String>) -> Result<Table, FileError> {
    let text = text.trim_start_matches('\u{feff}');
    let (hint, body, skipped) = excel_hint(text);
    let delimiter = hint.unwrap_or_else(|| delimiter(body));
    let mut builder = TableBuilder::new(notes, Vec::new());
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let mut record = StringRecord::new();
    // The text is valid UTF-8 and the reader is flexible, so that a failure can only mean a broken reader.
    while reader.read_record(&mut record).map_err(|_| FileError::Binary)? {
        let line = record.position().map_or(0, csv::Position::line);
        builder.push(u32::try_from(line).unwrap_or(u32::MAX - 1).saturating_add(skipped), unguard(&record))?;
    }
    builder.finish()
}

/// A copy of the record without the quote that our own export puts before formulas.
fn unguard(record: &StringRecord) -> StringRecord {
    if record.iter().any(|cell| strip_guard(cell).len() != cell.len()) {
        record.iter().map(strip_guard).collect()
    } else {
        let mut kept = record.clone();
        kept.set_position(None);
        kept
    }
}

/// `sep=;` in the first line, as Excel reads and writes it.
fn excel_hint(text: &str) -> (Option<u8>, &str, u32) {
    let line_end = text.find(['\n', '\r']).unwrap_or(text.len());
    let first = text[..line_end].trim();
    let hint = first.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| first.as_bytes().get(4));
    match hint {
        Some(byte) if first.len() == 5 => {
            let rest = text[line_end..].trim_start_matches('\r');
            (Some(*byte), rest.strip_prefix('\n').unwrap_or(rest), 1)
        }
        // A tab at the end is lost by the trim above.
        None if first.eq_ignore_ascii_case("sep=") => {
            (Some(b'\t'), text[line_end..].trim_start_matches(['\r', '\n']), 1)
        }
        _ => (None, text, 0),
    }
}

/// The delimiter that parts the most rows into as many cells as the header has.
fn delimiter(text: &str) -> u8 {
    let sample = sample(text);
    let mut best = (0usize, b',');
    for candidate in DELIMITERS {
        let score = score(sample, candidate);
        if score > best.0 {
            best = (score, candidate);
        }
    }
    best.1
}

/// Cells of the header times the share of rows that agree with it.
fn score(sample: &str, delimiter: u8) -> usize {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(sample.as_bytes());
    let widths: Vec<usize> =
        reader.records().take(SAMPLE_RECORDS).map_while(Result::ok).map(|record| record.len()).collect();
    // A title may stand above the header; a wide first row is the better sign.
    let Some(header) = widths.iter().take(3).position(|width| *width > 1) else { return 0 };
    let width = widths[header];
    let agreeing = widths.iter().filter(|w| **w == width).count() * 100 / widths.len();
    if header == 0 { width * agreeing * 2 } else { width * agreeing }
}

fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE_BYTES {
        return text;
    }
    let mut end = SAMPLE_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
