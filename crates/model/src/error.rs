//! One closed list of error codes and the shape in which every error reaches a page or a program (RFC 9457).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What went wrong, as a closed code. Free text never travels in a URL; this may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ErrorCode {
    /// One or more fields are wrong; see `fields`.
    Invalid,
    /// No one is signed in.
    Unauthenticated,
    /// Signed in, but a second factor is still due.
    SecondFactorRequired,
    /// The role doesn't allow it.
    Forbidden,
    /// It doesn't exist, or not for this person.
    NotFound,
    /// Somebody else changed it in between.
    Conflict,
    /// It was already done, or exists already.
    AlreadyExists,
    /// A link, token or offer is past its time.
    Expired,
    /// Too many tries; see `retry_after`.
    RateLimited,
    /// The request is larger than allowed.
    TooLarge,
    /// The type of the file or body isn't one that is read here.
    Unsupported,
    /// A store behind us doesn't answer; try again.
    Unavailable,
    /// Our fault.
    Internal,
}

impl ErrorCode {
    /// The HTTP status that carries this code.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid => 422,
            Self::Unauthenticated => 401,
            Self::SecondFactorRequired | Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict | Self::AlreadyExists => 409,
            Self::Expired => 410,
            Self::RateLimited => 429,
            Self::TooLarge => 413,
            Self::Unsupported => 415,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// A short title in plain words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Invalid => "Some fields need another look",
            Self::Unauthenticated => "Sign in first",
            Self::SecondFactorRequired => "Confirm with your second factor",
            Self::Forbidden => "Your role doesn't allow this",
            Self::NotFound => "Not found",
            Self::Conflict => "Somebody changed this in the meantime",
            Self::AlreadyExists => "This exists already",
            Self::Expired => "This has expired",
            Self::RateLimited => "Too many tries",
            Self::TooLarge => "Too large",
            Self::Unsupported => "This type can't be read here",
            Self::Unavailable => "Temporarily unavailable",
            Self::Internal => "Something went wrong on our side",
        }
    }
}

/// Messages by field name, in the order of the names. The empty name is the whole form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldErrors(pub BTreeMap<String, Vec<String>>);

impl FieldErrors {
    /// No errors.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One message for one field.
    #[must_use]
    pub fn one(field: &str, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.push(field, message);
        errors
    }

    /// Adds a message for a field.
    pub fn push(&mut self, field: &str, message: impl Into<String>) {
        self.0.entry(field.to_owned()).or_default().push(message.into());
    }

    /// Whether there is nothing to complain about.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The messages of one field.
    #[must_use]
    pub fn of(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// `Ok` when empty, so a validation ends in `errors.into_result()?`.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// An error as a page or a program sees it. Serialised as `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}: {detail}")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The closed code.
    pub code: ErrorCode,
    /// One or two plain sentences: what is wrong and what to do.
    pub detail: String,
    /// Messages by field, for forms.
    #[serde(default, skip_serializing_if = "FieldErrors::is_empty")]
    pub fields: FieldErrors,
    /// Seconds after which another try makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// What stands in the store now, when a save met another one (`version`, and the fields that differ).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<serde_json::Value>,
    /// The id of the request, where our side failed: it finds the cause in the logs. REST sends it with every error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}

impl Problem {
    /// A problem with a detail.
    #[must_use]
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            fields: FieldErrors::default(),
            retry_after: None,
            current: None,
            request: None,
        }
    }

    /// A problem that says no more than its code's title.
    #[must_use]
    pub fn of(code: ErrorCode) -> Self {
        Self::new(code, code.title())
    }

    /// Field errors of a form.
    #[must_use]
    pub fn invalid(fields: FieldErrors) -> Self {
        let detail =
            fields.0.values().flatten().next().cloned().unwrap_or_else(|| ErrorCode::Invalid.title().to_owned());
        Self { fields, ..Self::new(ErrorCode::Invalid, detail) }
    }
}

impl From<FieldErrors> for Problem {
    fn from(fields: FieldErrors) -> Self {
        Self::invalid(fields)
    }
}
