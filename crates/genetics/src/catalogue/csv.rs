//! A reader of RFC 4180 text: quotes, doubled quotes, line breaks within quotes, a byte order mark, LF or CRLF.

use super::words::lower;

/// A record with the line it begins on (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub line: usize,
    pub fields: Vec<String>,
}

/// All records; empty lines are left out. `Err` is the line on which a quote is opened and never closed.
pub fn records(text: &str) -> Result<Vec<Record>, usize> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut records, mut fields, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut line, mut began, mut opened) = (false, 1, 1, 1);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => (quoted, opened) = (true, line),
            ',' if !quoted => fields.push(core::mem::take(&mut field)),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                line += 1;
                fields.push(core::mem::take(&mut field));
                finish(&mut records, &mut fields, began);
                began = line;
            }
            _ => {
                line += usize::from(letter == '\n');
                field.push(letter);
            }
        }
    }
    if quoted {
        return Err(opened);
    }
    fields.push(field);
    finish(&mut records, &mut fields, began);
    Ok(records)
}

fn finish(records: &mut Vec<Record>, fields: &mut Vec<String>, line: usize) {
    let fields = core::mem::take(fields);
    if fields.iter().any(|field| !field.trim().is_empty()) {
        records.push(Record { line, fields });
    }
}

/// Fields by the name of their column.
#[derive(Debug)]
pub struct Columns {
    names: Vec<String>,
}

impl Columns {
    pub fn new(header: &Record) -> Self {
        Self { names: header.fields.iter().map(|name| lower(name.trim())).collect() }
    }

    pub fn missing<'a>(&self, wanted: &[&'a str]) -> Option<&'a str> {
        wanted.iter().copied().find(|name| !self.names.iter().any(|own| own == name))
    }

    /// The trimmed field, or nothing.
    pub fn get<'a>(&self, record: &'a Record, name: &str) -> &'a str {
        let at = self.names.iter().position(|own| own == name);
        at.and_then(|at| record.fields.get(at)).map_or("", |field| field.trim())
    }
}
