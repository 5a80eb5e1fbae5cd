//! Rules for short texts that people type: one place for browser and server.

use crate::FieldErrors;

/// The text on one line, without control characters and with single spaces. What reaches a mail header goes through here.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// An e-mail address as it is compared: without spaces around it and in lower case.
#[must_use]
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether the text can be an e-mail address. The real proof is the mail that is answered.
#[must_use]
pub fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    let label = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    (3..=254).contains(&email.len())
        && (1..=64).contains(&local.len())
        && local.chars().all(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain.split('.').all(label)
}

/// Complains unless the field holds an e-mail address.
pub fn check_email(errors: &mut FieldErrors, field: &str, email: &str) {
    if email.trim().is_empty() {
        errors.push(field, "Enter an e-mail address.");
    } else if !is_email(email.trim()) {
        errors.push(field, "This doesn't look like an e-mail address. Expected something like name@example.org.");
    }
}

/// Complains unless the field, trimmed, is one line of `least..=most` characters.
pub fn check_line(errors: &mut FieldErrors, field: &str, label: &str, text: &str, least: usize, most: usize) {
    let length = text.trim().chars().count();
    if length == 0 && least > 0 {
        errors.push(field, format!("Enter {label}."));
    } else if length < least {
        errors.push(field, format!("Use at least {least} characters."));
    } else if length > most {
        errors.push(field, format!("Use at most {most} characters; these are {length}."));
    }
    if text.trim().chars().any(char::is_control) {
        errors.push(field, "Line breaks and control characters can't be used here.");
    }
}

/// Complains when a text of several lines is too long or holds control characters other than line breaks and tabs.
pub fn check_text(errors: &mut FieldErrors, field: &str, text: &str, most: usize) {
    let length = text.chars().count();
    if length > most {
        errors.push(field, format!("Use at most {most} characters; these are {length}."));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        errors.push(field, "Control characters can't be used here.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_recognised_and_a_header_trick_is_not() {
        for good in ["ada@example.org", "a.b+c@mail.example.co.uk", "o'neil@example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "@",
            "a@b",
            "a b@example.org",
            "a@example.org\r\nBcc: x@y.z",
            "a@@example.org",
            ".a@example.org",
            "a@-x.org",
            "é@example.org",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_line_break_never_survives_in_a_line() {
        assert_eq!(one_line(" Ada\r\nBcc: x@example.org\u{0}\tB "), "Ada Bcc: x@example.org B");
    }
}
