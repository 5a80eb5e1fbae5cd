//! Animals' ids: letters, digits and `- / . _`, kept as written, compared without regard to case.

use crate::import::limits::MAX_CODE_CHARS;

/// Whether the text can be a code here, as [`repti_model::registry::check_code`] has it. Nothing is ever read out of it.
#[must_use]
pub fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_CODE_CHARS
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '_'))
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// What ids and names are compared by: lower case, runs of blanks as one.
#[must_use]
pub fn key(text: &str) -> String {
    if text.is_ascii() && !text.contains("  ") && !text.contains(['\t', '\n', '\r']) {
        return text.trim().to_ascii_lowercase();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_the_wild_are_codes() {
        for code in ["CR-062", "cg.23/3", "BP22-0009", "a_b", "1"] {
            assert!(is_code(code), "{code}");
        }
        for other in ["", "Philip I", "-", "🐍", "a,b", "=1", "-7", &"x".repeat(41)] {
            assert!(!is_code(other), "{other}");
        }
    }

    #[test]
    fn keys_ignore_case_and_extra_blanks() {
        assert_eq!(key(" Juno  7 "), key("JUNO 7"));
        assert_eq!(key("ZOË"), key("zoë"));
    }
}
