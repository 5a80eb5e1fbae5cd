//! Cells that a spreadsheet would run as a formula are written with a quote before them, and read back without it.

use std::borrow::Cow;

/// A cell that starts like this may be run: OWASP's list, with NUL.
const DANGEROUS: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0'];

/// Whether the text, behind any number of quotes, starts like a formula.
fn is_dangerous(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(DANGEROUS)
}

/// Puts a quote before a cell that a spreadsheet might run.
#[must_use]
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes off the quote that [`guard`] put there; other text is left alone.
#[must_use]
pub fn strip_guard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_survives_the_round_trip_and_never_starts_like_a_formula(text in "['=+\\-@\t\r\n\0a ]{0,4}.{0,6}") {
            let written = guard(&text);
            prop_assert!(!written.starts_with(DANGEROUS));
            prop_assert_eq!(strip_guard(&written), text.as_str());
        }
    }
}
