//! Fields of a form as they arrive: text, whatever they mean.

use repti_model::FieldErrors;
use std::{fmt::Display, str::FromStr};

/// Reads a field; empty is nothing, and what can't be read is said by name.
pub fn read_field<T: FromStr>(
    errors: &mut FieldErrors,
    field: &str,
    text: Option<&str>,
    hint: impl Display,
) -> Option<T> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    let value = text.parse().ok();
    if value.is_none() {
        let shown: String = text.chars().take(40).collect();
        errors.push(field, format!("“{shown}” can't be read. {hint}"));
    }
    value
}
