//! The steps of signing in and out that every portal takes alike. Each portal has server functions of its own around them.

use super::{begin_session, domain, end_session, half_session, onward, request_info, require_info};
use crate::{AppError, Onward, second_factor::SecondFactors};
use repti_domain::repti_core::{ClientInfo, Core};
use repti_model::account::SecondFactorCode;
use serde_json::Value;

/// The context of people and vivariums.
///
/// # Errors
/// Outside a request.
pub fn core() -> Result<Core, AppError> {
    domain().map(|domain| domain.core)
}

/// From where the request comes.
///
/// # Errors
/// Outside a request.
pub fn client() -> Result<ClientInfo, AppError> {
    let info = require_info()?;
    Ok(ClientInfo { address: info.address, user_agent: info.user_agent })
}

/// Which second factors the sign-in that waits may be completed with.
///
/// # Errors
/// When none waits.
pub async fn second_factors() -> Result<SecondFactors, AppError> {
    let half = half_session().await?;
    Ok(SecondFactors { totp: half.totp, passkeys: half.passkeys })
}

/// Completes a sign-in by a code of the app or a recovery code.
///
/// # Errors
/// A wrong or used code, too many tries, a sign-in that took too long.
pub async fn complete_by_code(code: String) -> Result<Onward, AppError> {
    let half = half_session().await?;
    let session = core()?.sign_in_with_code(&half.pending, &SecondFactorCode { code }, &client()?).await?;
    begin_session(session).await?;
    Ok(onward(&half.next))
}

/// The challenge for a passkey.
///
/// # Errors
/// A sign-in that took too long, or no passkey.
pub async fn challenge_passkey() -> Result<Value, AppError> {
    Ok(core()?.start_passkey_sign_in(&half_session().await?.pending).await?)
}

/// Completes a sign-in by a passkey.
///
/// # Errors
/// When the answer doesn't fit the challenge.
pub async fn complete_by_passkey(credential: Value) -> Result<Onward, AppError> {
    let half = half_session().await?;
    let session = core()?.finish_passkey_sign_in(&half.pending, credential, &client()?).await?;
    begin_session(session).await?;
    Ok(onward(&half.next))
}

/// Signs out here and goes on to `next`. Works without a session too: whoever presses it wants to be out.
///
/// # Errors
/// When a store doesn't answer.
pub async fn leave(next: &str) -> Result<Onward, AppError> {
    if let Some(actor) = request_info().and_then(|info| info.actor) {
        core()?.sign_out(&actor).await?;
    }
    end_session().await?;
    Ok(onward(next))
}
