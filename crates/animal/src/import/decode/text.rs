//! Bytes into text: UTF-8, UTF-16 with or without a BOM, else Windows-1252, as old spreadsheets write it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::import::error::FileError;

/// Bytes that are looked at to recognise UTF-16 without a BOM.
const SAMPLE: usize = 4096;

/// The text and what a person should know about how it was read.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Vec<String>), FileError> {
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Err(FileError::Binary);
    }
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return read_as(encoding, &bytes[bom..]);
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return read_as(encoding, bytes);
    }
    if bytes.contains(&0) {
        return Err(FileError::Binary);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => checked(text.to_owned(), Vec::new()),
        Err(_) if mostly_utf8(bytes) => read_as(UTF_8, bytes),
        Err(_) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            let note = "The file was read as Windows-1252 (Western European). Check names with letters such as é or ñ.";
            checked(text.into_owned(), vec![note.to_owned()])
        }
    }
}

fn read_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<(String, Vec<String>), FileError> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if encoding != UTF_8 {
        notes.push(format!("The file was read as {}.", encoding.name()));
    }
    if broken {
        if text.chars().filter(|c| *c == '\u{fffd}').count() * 20 > text.chars().count() {
            return Err(FileError::Binary);
        }
        notes.push(
            "Some characters could not be read and are shown as �. Save the file as UTF-8 to keep them.".to_owned(),
        );
    }
    checked(text.into_owned(), notes)
}

/// Text has hardly any control characters, and no NUL at all.
fn checked(text: String, notes: Vec<String>) -> Result<(String, Vec<String>), FileError> {
    let (mut chars, mut controls) = (0usize, 0usize);
    for c in text.chars() {
        chars += 1;
        if c == '\0' {
            return Err(FileError::Binary);
        }
        if c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1a') {
            controls += 1;
        }
    }
    if controls * 100 > chars { Err(FileError::Binary) } else { Ok((text, notes)) }
}

/// ASCII in UTF-16 has a zero in every other byte: on the odd places little-endian, on the even ones big-endian.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let pairs = sample.len() / 2;
    if pairs < 2 || bytes.len() % 2 == 1 {
        return None;
    }
    let even = sample.iter().step_by(2).filter(|b| **b == 0).count();
    let odd = sample.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
    if odd * 10 >= pairs * 4 && even * 20 <= pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 4 && odd * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 with a few broken bytes: more whole multi-byte characters than broken places.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool, bom: bool) -> Vec<u8> {
        let units = bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn utf16_is_read_with_and_without_a_bom() {
        let text = "Name,Sex\nZoë,male\nNori 🐍,female\n";
        for big in [false, true] {
            for bom in [false, true] {
                assert_eq!(decode(&utf16(text, big, bom)).unwrap().0, text, "big {big} bom {bom}");
            }
        }
    }

    #[test]
    fn windows_1252_is_the_last_resort_and_says_so() {
        let (text, notes) = decode(b"Name\nZo\xeb \x96 Mon\x80\n").unwrap();
        assert_eq!(text, "Name\nZoë – Mon€\n");
        assert!(notes[0].contains("Windows-1252"));
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf8_into_mojibake() {
        let mut bytes = "Name\nZoë Zoë Zoë Zoë Zoë Zoë\n".as_bytes().to_vec();
        bytes.extend(b"\xc3\n");
        let (text, notes) = decode(&bytes).unwrap();
        assert!(text.contains("Zoë") && text.contains('\u{fffd}'));
        assert!(notes[0].contains("could not be read"));
    }

    #[test]
    fn binary_and_utf32_are_refused() {
        let noise: Vec<u8> = (0u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise), Err(FileError::Binary));
        let without_nul: Vec<u8> = noise.into_iter().filter(|b| *b != 0).collect();
        assert_eq!(decode(&without_nul), Err(FileError::Binary));
        assert_eq!(decode(b"\xff\xfe\0\0N\0\0\0"), Err(FileError::Binary));
        assert_eq!(decode(b"Name\0,Sex\nA,B\nC,D"), Err(FileError::Binary));
    }
}
