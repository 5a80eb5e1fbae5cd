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

/// The one way from a context's error to a page: on the server it also gives the answer the status that goes with it.
impl<T: Into<Problem>> From<T> for AppError {
    fn from(problem: T) -> Self {
        #[cfg_attr(not(feature = "ssr"), expect(unused_mut, reason = "only the server knows the request"))]
        let mut problem = problem.into();
        #[cfg(feature = "ssr")]
        {
            crate::ssr::answer_with(&problem);
            if matches!(problem.code, ErrorCode::Internal | ErrorCode::Unavailable) {
                problem.request = crate::ssr::request_info().map(|info| info.request_id);
            }
        }
        Self(problem)
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
                // Also what a text of megabytes comes to: the host refuses it before anybody reads a field.
                Problem::new(
                    ErrorCode::Invalid,
                    "The form could not be read. If a text in it is very long, shorten it, and send it again.",
                )
            }
            _ => Problem::of(ErrorCode::Internal),
        };
        problem.into()
    }
}

/// The error that came back in a URL, from a form that was sent before the page woke.
///
/// The host signs what it puts there and lets nobody else's text through (`server/src/layers/form_errors.rs`).
#[must_use]
pub fn error_from_url(encoded: &str) -> AppError {
    ServerFnUrlError::<AppError>::decode_err(encoded)
}
