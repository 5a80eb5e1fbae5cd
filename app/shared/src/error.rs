//! The one error of all server functions: a `Problem` on its way to a page.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::{codec::JsonEncoding, error::ServerFnUrlError},
};
use repti_model::{ErrorCode, FieldErrors, Problem};
use serde::{Deserialize, Serialize};

/// An error as a page gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", .0.detail)]
#[serde(transparent)]
pub struct AppError(pub Problem);

impl AppError {
    /// The closed code.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// The messages by field.
    #[must_use]
    pub const fn fields(&self) -> &FieldErrors {
        &self.0.fields
    }
}

impl<T: Into<Problem>> From<T> for AppError {
    fn from(problem: T) -> Self {
        Self(problem.into())
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let problem = match error {
            ServerFnErrorErr::Request(_) => {
                Problem::new(ErrorCode::Unavailable, "No connection to the server. Check your network and try again.")
            }
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Problem::new(ErrorCode::Invalid, "The form could not be read. Reload the page and try again.")
            }
            _ => Problem::of(ErrorCode::Internal),
        };
        Self(problem)
    }
}

/// The code of an error that came back in a URL (a form sent without WASM). Only the closed code is believed: the rest of
/// the URL could be anybody's text.
#[must_use]
pub fn error_from_url(encoded: &str) -> AppError {
    let known = ServerFnUrlError::<AppError>::decode_err(encoded);
    AppError(Problem::of(known.code()))
}
