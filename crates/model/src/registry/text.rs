//! What every field of free text must satisfy.

use crate::FieldErrors;

/// Refuses text that is too long or carries control characters. `lines` allows line breaks and tabs.
pub fn check_text(errors: &mut FieldErrors, field: &str, text: &str, most: usize, lines: bool) {
    let length = text.chars().count();
    if length > most {
        errors.push(field, format!("At most {most} characters; this has {length}."));
    }
    if text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'))) {
        errors.push(field, "Remove the invisible control characters.");
    }
}
