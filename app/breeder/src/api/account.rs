//! The own account: name, e-mail address, password, sessions.

pub use app_shared::Stamped;
use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{
    SessionId,
    account::{Account, SessionRow},
};

#[cfg(feature = "ssr")]
use super::call::{client, core};
#[cfg(feature = "ssr")]
use app_shared::ssr::{end_session, onward, require_actor};
#[cfg(feature = "ssr")]
use jiff::Timestamp;
#[cfg(feature = "ssr")]
use repti_model::account as forms;

/// The own account.
///
/// # Errors
/// When nobody is signed in.
#[server(prefix = "/sfn/breeder", endpoint = "account")]
pub async fn load_account() -> Result<Stamped<Account>, AppError> {
    let value = core()?.account(&require_actor()?).await?;
    Ok(Stamped { now: Timestamp::now(), value })
}

/// Changes the name that others see.
///
/// # Errors
/// A field error.
#[server(prefix = "/sfn/breeder", endpoint = "change_name")]
pub async fn change_name(display_name: String) -> Result<Onward, AppError> {
    core()?.change_name(&require_actor()?, &forms::NameChange { display_name }).await?;
    Ok(onward("/account?note=saved"))
}

/// Asks for a change of the e-mail address: a mail goes to the new one.
///
/// # Errors
/// A wrong password, too many tries.
#[server(prefix = "/sfn/breeder", endpoint = "change_email")]
pub async fn change_email(new_email: String, current_password: Option<String>) -> Result<Onward, AppError> {
    let form = forms::EmailChange { current_password: current_password.unwrap_or_default(), new_email };
    core()?.request_email_change(&require_actor()?, &form, &client()?).await?;
    Ok(onward("/account?note=check-mail"))
}

/// Changes the password and ends every other session.
///
/// # Errors
/// A wrong current password, a weak new one.
#[server(prefix = "/sfn/breeder", endpoint = "change_password")]
pub async fn change_password(new_password: String, current_password: Option<String>) -> Result<Onward, AppError> {
    let form = forms::PasswordChange { current_password: current_password.unwrap_or_default(), new_password };
    core()?.change_password(&require_actor()?, &form).await?;
    Ok(onward("/account/security?note=password-changed"))
}

/// Takes the password again: for ten minutes, what matters doesn't ask for it.
///
/// # Errors
/// A wrong password, too many tries.
#[server(prefix = "/sfn/breeder", endpoint = "reauthenticate")]
pub async fn reauthenticate(password: String) -> Result<Onward, AppError> {
    core()?.reauthenticate(&require_actor()?, &forms::Reauthentication { password }).await?;
    Ok(onward("/account/security"))
}

/// The open sessions, the latest first.
///
/// # Errors
/// When nobody is signed in.
#[server(prefix = "/sfn/breeder", endpoint = "sessions")]
pub async fn load_sessions() -> Result<Stamped<Vec<SessionRow>>, AppError> {
    let value = core()?.list_sessions(&require_actor()?).await?;
    Ok(Stamped { now: Timestamp::now(), value })
}

/// Ends one of the own sessions.
///
/// # Errors
/// When it isn't the own.
#[server(prefix = "/sfn/breeder", endpoint = "revoke_session")]
pub async fn revoke_session(id: SessionId) -> Result<Onward, AppError> {
    let actor = require_actor()?;
    core()?.revoke_session(&actor, id).await?;
    if actor.session_id == Some(id) {
        end_session().await?;
        return Ok(onward("/sign-in"));
    }
    Ok(onward("/account/sessions?note=session-ended"))
}

/// Signs out everywhere else.
///
/// # Errors
/// When a store doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "revoke_other_sessions")]
pub async fn revoke_other_sessions() -> Result<Onward, AppError> {
    core()?.revoke_other_sessions(&require_actor()?).await?;
    Ok(onward("/account/sessions?note=sessions-ended"))
}

/// Signs out everywhere, here too.
///
/// # Errors
/// When a store doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<Onward, AppError> {
    let actor = require_actor()?;
    core()?.revoke_other_sessions(&actor).await?;
    core()?.sign_out(&actor).await?;
    end_session().await?;
    Ok(onward("/sign-in?note=signed-out-everywhere"))
}
