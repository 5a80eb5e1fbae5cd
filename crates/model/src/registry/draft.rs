//! A form half filled in, kept for its person until it is saved or thrown away.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The largest draft, as JSON.
pub const MAX_DRAFT_BYTES: usize = 64 * 1024;

/// What a form held when its person last typed into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub body: Value,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
}

/// Whether a draft may be kept under this subject: `animal:new`, `animal:0193…` or the like.
#[must_use]
pub fn draft_subject_is_valid(subject: &str) -> bool {
    (1..=80).contains(&subject.len())
        && subject.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b':' | b'-' | b'_'))
}
