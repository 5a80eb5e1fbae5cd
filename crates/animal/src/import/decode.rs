//! Bytes into a table, whatever program wrote them. Content decides, never the file's name.

mod delimited;
mod text;
mod workbook;

use super::{error::FileError, limits::MAX_FILE_BYTES, table::Table};

/// Reads a file. `sheet` chooses a sheet of a workbook; without it the first sheet with a table is read.
pub fn decode(bytes: &[u8], sheet: Option<&str>) -> Result<Table, FileError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(FileError::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FileError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes, sheet);
    }
    if let Some(kind) = known_kind(bytes) {
        return Err(FileError::NotATable(kind));
    }
    let (text, notes) = text::decode(bytes)?;
    delimited::read(&text, notes)
}

/// Files that people choose by mistake, recognised by their first bytes.
fn known_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"\x1f\x8b", "a compressed file (gzip)"),
        (b"Rar!", "a compressed file (RAR)"),
        (b"7z\xbc\xaf", "a compressed file (7-Zip)"),
        (b"PK\x05\x06", "an empty zip"),
        (b"\xd0\xcf\x11\xe0", "an old or protected Office file"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "a database"),
        (b"{\\rtf", "a text document (RTF)"),
    ];
    let markup = |tag: &[u8]| {
        let start = bytes.trim_ascii_start();
        start.len() >= tag.len() && start[..tag.len()].eq_ignore_ascii_case(tag)
    };
    if markup(b"<!doctype html") || markup(b"<html") {
        return Some("a web page");
    }
    if markup(b"<?xml") {
        return Some("an XML file");
    }
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}
