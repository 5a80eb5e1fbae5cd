//! Beginning and ending the browser's session. Only the session's id is kept in it: who that is, the database says at each request.

use super::require_info;
use crate::AppError;
use axum::http::request::Parts;
use leptos::prelude::*;
use repti_model::{ErrorCode, Problem, SessionId};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

/// Under which a sign-in that still lacks its second factor is kept.
const HALF_KEY: &str = "half_session";

/// Under which a portal keeps the id of its signed-in session. Another portal looks under another name, so that a cookie carried
/// over opens nothing.
#[must_use]
pub fn session_key(portal: &str) -> String {
    format!("session_{portal}")
}

/// A sign-in between password and second factor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfSession {
    /// The token that stands for the right password.
    pub pending: String,
    /// Whether an authenticator app is set up.
    pub totp: bool,
    /// Whether a passkey is.
    pub passkeys: bool,
    /// Where to go on to afterwards.
    pub next: String,
}

fn session() -> Result<Session, AppError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Session>().cloned())
        .ok_or_else(|| Problem::of(ErrorCode::Internal).into())
}

/// Signs the browser in: a new cookie, so that one planted before is worth nothing.
///
/// # Errors
/// `Unavailable` when the session store doesn't answer; nobody is signed in then.
pub async fn begin_session(id: SessionId) -> Result<(), AppError> {
    begin_with(&session_key(require_info()?.portal), id).await
}

/// Keeps a sign-in between password and second factor. It signs nobody in.
///
/// # Errors
/// `Unavailable` when the session store doesn't answer.
pub async fn begin_half_session(half: HalfSession) -> Result<(), AppError> {
    begin_with(HALF_KEY, half).await
}

async fn begin_with(key: &str, value: impl Serialize) -> Result<(), AppError> {
    let session = session()?;
    session.clear().await;
    // Flushing alone would keep the old id for what is written next.
    session.cycle_id().await.map_err(gone)?;
    session.insert(key, value).await.map_err(gone)?;
    // Saved before the answer: "signed in" is said only when it holds.
    session.save().await.map_err(gone)
}

/// The sign-in that still lacks its second factor.
///
/// # Errors
/// `Unavailable` when the session store doesn't answer; `Expired` when there is none.
pub async fn half_session() -> Result<HalfSession, AppError> {
    let half = session()?.get::<HalfSession>(HALF_KEY).await.map_err(gone)?;
    half.ok_or_else(|| {
        Problem::new(ErrorCode::Expired, "This sign-in took too long. Begin again with your password.").into()
    })
}

/// Signs the browser out.
///
/// # Errors
/// `Unavailable` when the session store doesn't answer.
pub async fn end_session() -> Result<(), AppError> {
    let session = session()?;
    if session.id().is_some() { session.flush().await.map_err(gone) } else { Ok(()) }
}

fn gone(error: tower_sessions::session::Error) -> AppError {
    sessions_gone(&error).into()
}

/// What is said while the session store doesn't answer.
#[must_use]
pub fn sessions_gone(error: &tower_sessions::session::Error) -> Problem {
    match error {
        tower_sessions::session::Error::Store(_) => Problem {
            retry_after: Some(5),
            ..Problem::new(
                ErrorCode::Unavailable,
                "The store of sign-ins doesn't answer at the moment. Nothing was lost; try again in a few seconds.",
            )
        },
        tower_sessions::session::Error::SerdeJson(_) => Problem::of(ErrorCode::Internal),
    }
}
