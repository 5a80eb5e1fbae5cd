//! The own sessions.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{
    SessionId,
    account::{Account, SessionRow},
};

#[cfg(feature = "ssr")]
use super::call::core;
#[cfg(feature = "ssr")]
use app_shared::ssr::{end_session, onward, require_actor};
#[cfg(feature = "ssr")]
use jiff::Timestamp;

/// The own account and its open sessions, the latest first.
///
/// # Errors
/// When nobody is signed in.
#[server(prefix = "/sfn/admin", endpoint = "account")]
pub async fn load_account() -> Result<Stamped<(Account, Vec<SessionRow>)>, AppError> {
    let (core, actor) = (core()?, require_actor()?);
    let value = (core.account(&actor).await?, core.list_sessions(&actor).await?);
    Ok(Stamped { now: Timestamp::now(), value })
}

/// Ends one of the own sessions.
///
/// # Errors
/// When it isn't the own.
#[server(prefix = "/sfn/admin", endpoint = "revoke_session")]
pub async fn revoke_session(id: SessionId) -> Result<Onward, AppError> {
    let actor = require_actor()?;
    core()?.revoke_session(&actor, id).await?;
    if actor.session_id == Some(id) {
        end_session().await?;
        return Ok(onward("/sign-in?note=signed-out"));
    }
    Ok(onward("/account?note=session-ended"))
}

/// Signs out everywhere else.
///
/// # Errors
/// When a store doesn't answer.
#[server(prefix = "/sfn/admin", endpoint = "revoke_other_sessions")]
pub async fn revoke_other_sessions() -> Result<Onward, AppError> {
    core()?.revoke_other_sessions(&require_actor()?).await?;
    Ok(onward("/account?note=sessions-ended"))
}

/// Signs out everywhere, here too.
///
/// # Errors
/// When a store doesn't answer.
#[server(prefix = "/sfn/admin", endpoint = "sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<Onward, AppError> {
    let (core, actor) = (core()?, require_actor()?);
    core.revoke_other_sessions(&actor).await?;
    core.sign_out(&actor).await?;
    end_session().await?;
    Ok(onward("/sign-in?note=signed-out-everywhere"))
}
