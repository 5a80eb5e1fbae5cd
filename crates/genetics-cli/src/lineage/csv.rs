//! Tables as text: fields between commas, semicolons, tabs or bars; quotes as in RFC 4180; lines ended by LF, CR LF or CR.

use std::borrow::Cow;

use thiserror::Error;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum CsvError {
    #[error("line {line}: not UTF-8 text")]
    NotUtf8 { line: usize },
    #[error("UTF-16 text; save it as UTF-8")]
    Utf16,
    #[error("line {line}: a zero byte, so this is no text")]
    Zero { line: usize },
    #[error("the file is empty")]
    Empty,
    #[error("line {line}: {found} fields, but the heading has {expected}")]
    Ragged { line: u32, found: usize, expected: usize },
    #[error("line {line}: a quote is opened and never closed")]
    OpenQuote { line: u32 },
    #[error("line {line}: text after a closing quote in field {field}")]
    AfterQuote { line: u32, field: usize },
    #[error("line 1: no column for the {missing}; the columns are {}", .found.join(", "))]
    NoColumn { missing: &'static str, found: Vec<String> },
    #[error("line 1: columns {first} and {second} are both headed as the {role}")]
    TwoColumns { role: &'static str, first: usize, second: usize },
    #[error("line {line}: field {field} is longer than {limit} bytes")]
    LongField { line: u32, field: usize, limit: usize },
    #[error("line {line}: a pair needs two ids")]
    NoPair { line: u32 },
}

impl CsvError {
    /// The line, where there is one, and what is wrong there.
    pub(super) fn parts(&self) -> (Option<u32>, String) {
        let text = self.to_string();
        let parts = text.strip_prefix("line ").and_then(|text| text.split_once(": "));
        let read = parts.and_then(|(line, message)| Some((line.parse().ok()?, message.to_owned())));
        read.map_or((None, text), |(line, message)| (Some(line), message))
    }
}

/// Bytes as text, without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, CsvError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(CsvError::Utf16);
    }
    let line_at = |end: usize| bytes.iter().take(end).filter(|&&byte| byte == b'\n').count() + 1;
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(CsvError::Zero { line: line_at(at) });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| CsvError::NotUtf8 { line: line_at(error.valid_up_to()) })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// The separator that the first line has most of, quoted fields left aside; a comma when it has none.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(separator, _)| *separator == byte).for_each(|(_, count)| *count += 1),
        }
    }
    let mut best = (b',', 0);
    for count in counts {
        if count.1 > best.1 {
            best = count;
        }
    }
    best.0
}

/// Rows of a table, one after the other into one list of fields.
pub(super) struct Rows<'a> {
    text: &'a str,
    at: usize,
    /// Line on which the next row begins.
    line: u32,
    separator: u8,
    pub(super) fields: Vec<Cow<'a, str>>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        // Blank lines before the heading are none of it.
        let start = text.len() - text.trim_start_matches(['\n', '\r']).len();
        let line = text.as_bytes().iter().take(start).filter(|&&byte| byte == b'\n').count() + 1;
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        Self { text, at: start, line, separator: separator(text.get(start..).unwrap_or("")), fields: Vec::new() }
    }

    /// Reads the next row that isn't blank into `fields`; gives the line on which it begins, or `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<u32>, CsvError> {
        loop {
            self.fields.clear();
            if self.at >= self.text.len() {
                return Ok(None);
            }
            let line = self.line;
            while self.field()? {}
            if !matches!(self.fields.as_slice(), [only] if only.trim().is_empty()) {
                return Ok(Some(line));
            }
        }
    }

    /// Refuses a row with a field that is too long to be named.
    pub(super) fn short(&self, line: u32, limit: usize) -> Result<(), CsvError> {
        match self.fields.iter().position(|field| field.len() > limit) {
            Some(at) => Err(CsvError::LongField { line, field: at + 1, limit }),
            None => Ok(()),
        }
    }

    /// Reads a field; whether another follows in this row.
    fn field(&mut self) -> Result<bool, CsvError> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) == Some(&b'"') {
            let field = self.quoted()?;
            self.fields.push(field);
        } else {
            let start = self.at;
            let rest = bytes.get(start..).unwrap_or(&[]);
            let is_end = |&byte: &u8| byte == self.separator || byte == b'\n' || byte == b'\r';
            self.at = start + rest.iter().position(is_end).unwrap_or(rest.len());
            self.fields.push(Cow::Borrowed(self.text.get(start..self.at).unwrap_or("")));
        }
        match bytes.get(self.at) {
            Some(&byte) if byte == self.separator => {
                self.at += 1;
                return Ok(true);
            }
            Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => self.at += 2,
            Some(_) => self.at += 1,
            None => return Ok(false),
        }
        self.line = self.line.saturating_add(1);
        Ok(false)
    }

    /// Reads a quoted field up to what follows its closing quote.
    fn quoted(&mut self) -> Result<Cow<'a, str>, CsvError> {
        let opened = self.line;
        let mut start = self.at + 1;
        let mut field = Cow::Borrowed("");
        loop {
            let rest = self.text.get(start..).unwrap_or("");
            let Some(length) = rest.find('"') else { return Err(CsvError::OpenQuote { line: opened }) };
            let part = rest.get(..length).unwrap_or("");
            self.line = self.line.saturating_add(part.bytes().filter(|&byte| byte == b'\n').count() as u32);
            if field.is_empty() {
                field = Cow::Borrowed(part);
            } else {
                field.to_mut().push_str(part);
            }
            self.at = start + length + 1;
            if self.text.as_bytes().get(self.at) != Some(&b'"') {
                break;
            }
            field.to_mut().push('"');
            start = self.at + 1;
        }
        let bytes = self.text.as_bytes();
        while bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        match bytes.get(self.at) {
            Some(&byte) if byte != self.separator && byte != b'\n' && byte != b'\r' => {
                Err(CsvError::AfterQuote { line: self.line, field: self.fields.len() + 1 })
            }
            _ => Ok(field),
        }
    }
}

/// A field as it is written: quoted when it must be.
pub(super) fn quoted(field: &str) -> Cow<'_, str> {
    let plain = !field.contains(['"', ',', ';', '\t', '|', '\n', '\r']) && field.trim().len() == field.len();
    if plain { Cow::Borrowed(field) } else { Cow::Owned(format!("\"{}\"", field.replace('"', "\"\""))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Result<Vec<(u32, Vec<String>)>, CsvError> {
        let mut rows = Rows::of(text);
        let mut out = Vec::new();
        while let Some(line) = rows.next()? {
            out.push((line, rows.fields.iter().map(|field| field.to_string()).collect()));
        }
        Ok(out)
    }

    fn row(line: u32, fields: &[&str]) -> (u32, Vec<String>) {
        (line, fields.iter().map(|&field| field.to_owned()).collect())
    }

    #[test]
    fn quotes_line_ends_and_separators() {
        let expected =
            vec![row(1, &["id", "sire", "dam"]), row(2, &["a \"b\", c", "", "x\ny"]), row(5, &["d", "e", ""])];
        assert_eq!(rows("id,sire,dam\n\"a \"\"b\"\", c\",,\"x\ny\"\n\nd,e,").unwrap(), expected);
        assert_eq!(rows("id;dam\r\na,b;c\r\n").unwrap(), vec![row(1, &["id", "dam"]), row(2, &["a,b", "c"])]);
        assert_eq!(rows("\n\nid\tdam\ra\tb\r").unwrap(), vec![row(3, &["id", "dam"]), row(4, &["a", "b"])]);
        assert_eq!(rows("5\" snake,x").unwrap(), vec![row(1, &["5\" snake", "x"])]);
        assert_eq!(rows("").unwrap(), vec![]);
    }

    #[test]
    fn what_is_no_table_is_named_with_its_line() {
        assert_eq!(rows("a,b\nc,\"d\n\ne"), Err(CsvError::OpenQuote { line: 2 }));
        assert_eq!(rows("a,b\nc,\"d\"e"), Err(CsvError::AfterQuote { line: 2, field: 2 }));
        assert_eq!(text(b"a\nb\xFFc"), Err(CsvError::NotUtf8 { line: 2 }));
        assert_eq!(text(b"a\n\n\0"), Err(CsvError::Zero { line: 3 }));
        assert_eq!(text(b"\xFF\xFEi\0d\0"), Err(CsvError::Utf16));
        assert_eq!(text("\u{FEFF}id".as_bytes()), Ok("id"));
    }

    proptest! {
        #[test]
        fn any_bytes_give_rows_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(text) = text(&bytes) {
                let _ = rows(text);
            }
        }

        #[test]
        fn what_is_written_is_read_again(fields in prop::collection::vec("[a\",; \n\r\té]{1,6}", 2..6)) {
            let line = fields.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(",");
            let read = rows(&format!("h,h\n{line}\n")).unwrap();
            prop_assert_eq!(&read[1].1, &fields);
        }
    }
}
