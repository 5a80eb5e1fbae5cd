//! Numbers as people type them: `1,250`, `1.250,5`, `$450`, `1 200`, with a unit behind.

use super::{Read, ValueError, is_absent, shown};
use repti_model::exchange::IssueCode;

/// A number in millionths, and what stood behind it in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number times a million.
    pub micros: i64,
    /// The unit as written, lower case, without a final dot; blank if there is none.
    pub unit: String,
}

const MICROS: i64 = 1_000_000;
/// No measure of an animal comes near.
const MAX_WHOLE: i64 = 1_000_000_000;

/// Reads a number with an optional currency sign before it and unit behind it. Zero is "not recorded".
pub fn quantity(cell: &str) -> Read<Quantity> {
    let cell = cell.trim();
    if is_absent(cell) {
        return Ok(None);
    }
    let unreadable = || {
        ValueError::new(
            IssueCode::NumberUnreadable,
            format!("{} is not a number. Write digits, such as 1250 or 85.5.", shown(cell)),
        )
    };
    let body = cell.trim_start_matches(['$', '€', '£', '~', '≈', ' ', '\u{a0}']);
    if body.starts_with('-') || body.starts_with('−') {
        return Err(ValueError::new(
            IssueCode::NumberUnreadable,
            format!("{} is below zero. Write the positive number.", shown(cell)),
        ));
    }
    let end = body
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'')))
        .unwrap_or(body.len());
    let (digits, unit) = body.split_at(end);
    let digits = digits.trim_end_matches([' ', '\u{a0}', '\u{202f}', ',', '.', '\'']);
    let micros = plain(digits).ok_or_else(unreadable)?;
    if micros == 0 {
        return Ok(None);
    }
    let unit = unit.trim().trim_end_matches('.').to_lowercase();
    // A quote behind digits is a unit (48" or 4'), which the digits above may have swallowed.
    let unit = if unit.is_empty() && body[digits.len()..].trim() == "'" { "'".to_owned() } else { unit };
    if unit.chars().any(|c| c.is_ascii_digit()) {
        return Err(unreadable());
    }
    Ok(Some(Quantity { micros, unit }))
}

/// Digits with separators of thousands and decimals, in millionths.
fn plain(digits: &str) -> Option<i64> {
    let compact: String = digits.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
    let (whole, fraction) = match (compact.rfind(','), compact.rfind('.')) {
        (None, None) => (compact.as_str(), ""),
        (Some(comma), Some(dot)) if comma > dot => grouped(&compact, comma, '.')?,
        (Some(_), Some(dot)) => grouped(&compact, dot, ',')?,
        (None, Some(dot)) if compact.matches('.').count() == 1 => (&compact[..dot], &compact[dot + 1..]),
        (Some(comma), None) if compact.matches(',').count() == 1 && compact.len() - comma - 1 != 3 => {
            (&compact[..comma], &compact[comma + 1..])
        }
        // Only one kind of separator, several times or before three digits: thousands.
        (Some(_), None) => (groups(&compact, ',')?, ""),
        (None, Some(_)) => (groups(&compact, '.')?, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if whole.is_empty() && fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok().filter(|n| *n <= MAX_WHOLE)? };
    let mut micros = 0;
    for place in 0..6 {
        micros = micros * 10 + fraction.as_bytes().get(place).map_or(0, |digit| i64::from(digit - b'0'));
    }
    Some(whole * MICROS + micros)
}

fn grouped(text: &str, decimal: usize, thousands: char) -> Option<(&str, &str)> {
    Some((groups(&text[..decimal], thousands)?, &text[decimal + 1..]))
}

/// The text if its separators part groups of three digits.
fn groups(text: &str, separator: char) -> Option<&str> {
    let mut parts = text.split(separator);
    let first = parts.next()?;
    let whole = (1..=3).contains(&first.len()) && parts.all(|part| part.len() == 3);
    whole.then_some(text)
}

/// A price in minor units of its currency (cents).
pub fn price_minor(cell: &str) -> Read<i64> {
    Ok(quantity(cell)?.map(|price| (price.micros + 5_000) / 10_000))
}

/// A whole number of animals.
pub fn count(cell: &str) -> Read<u32> {
    let Some(quantity) = quantity(cell)? else { return Ok(None) };
    if quantity.micros % MICROS != 0 || !quantity.unit.is_empty() {
        return Err(ValueError::new(IssueCode::NumberUnreadable, format!("{} is not a whole number.", shown(cell))));
    }
    Ok(u32::try_from(quantity.micros / MICROS).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn micros(cell: &str) -> Option<i64> {
        quantity(cell).unwrap().map(|quantity| quantity.micros)
    }

    #[test]
    fn separators_of_both_customs_are_read() {
        assert_eq!(micros("1,250"), Some(1_250 * MICROS));
        assert_eq!(micros("1,250.00"), Some(1_250 * MICROS));
        assert_eq!(micros("1.250,5"), Some(1_250_500_000));
        assert_eq!(micros("1.250.000"), Some(1_250_000 * MICROS));
        assert_eq!(micros("410.5"), Some(410_500_000));
        assert_eq!(micros("410,5"), Some(410_500_000));
        assert_eq!(micros("1 200"), Some(1_200 * MICROS));
        assert_eq!(micros(".5"), Some(500_000));
        assert_eq!(price_minor("$450").unwrap(), Some(45_000));
        assert_eq!(price_minor("99.99").unwrap(), Some(9_999));
    }

    #[test]
    fn zero_and_blank_are_not_recorded() {
        for cell in ["", "0", "0.0", "null", "NULL", "n/a", "-", "$0"] {
            assert_eq!(micros(cell), None, "{cell}");
        }
    }

    #[test]
    fn units_stay_apart() {
        assert_eq!(quantity("85 g").unwrap().unwrap().unit, "g");
        assert_eq!(quantity("1.2kg").unwrap().unwrap().unit, "kg");
        assert_eq!(quantity("4'").unwrap().unwrap().unit, "'");
        assert_eq!(quantity("48\"").unwrap().unwrap().unit, "\"");
    }

    #[test]
    fn nonsense_is_refused() {
        for cell in ["fat", "12-15 g", "-5", "1,2,3", "1.2.3", "9999999999999", "1e9", "12 g 5"] {
            assert!(quantity(cell).is_err(), "{cell}");
        }
        assert!(count("1.5").is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(cell in ".{0,40}") {
            let _ = (quantity(&cell), price_minor(&cell), count(&cell));
        }

        #[test]
        fn whole_numbers_read_as_themselves(n in 1u32..999_999_999) {
            prop_assert_eq!(micros(&n.to_string()), Some(i64::from(n) * MICROS));
        }
    }
}
