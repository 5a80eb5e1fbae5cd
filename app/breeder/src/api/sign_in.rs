//! Signing in and out.

use app_shared::{AppError, Onward, second_factor::SecondFactors};
use leptos::prelude::*;
use serde_json::Value;
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use super::call::{client, core};
#[cfg(feature = "ssr")]
use app_shared::ssr::{
    HalfSession, begin_half_session, begin_session, challenge_passkey, complete_by_code, complete_by_passkey, leave,
    onward, second_factors,
};
#[cfg(feature = "ssr")]
use repti_domain::repti_core::{Portal, SignInOutcome};
#[cfg(feature = "ssr")]
use repti_model::account as forms;

/// Checks e-mail and password and goes on to `next`, or to the second factor.
///
/// # Errors
/// Wrong credentials, too many tries.
#[server(prefix = "/sfn/breeder", endpoint = "sign_in")]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> Result<Onward, AppError> {
    let next = next.unwrap_or_default();
    match core()?.sign_in(Portal::Breeder, &forms::SignIn { email, password }, &client()?).await? {
        SignInOutcome::SignedIn { session } => {
            begin_session(session).await?;
            Ok(onward(&next))
        }
        SignInOutcome::SecondFactor { pending, totp, passkeys } => {
            begin_half_session(HalfSession { pending, totp, passkeys, next }).await?;
            Ok(onward("/sign-in/second-factor"))
        }
        // Only the admin portal asks for this.
        SignInOutcome::EnrolFactor { .. } => Ok(onward("/sign-in")),
    }
}

/// Which second factors may be used now.
///
/// # Errors
/// When no sign-in waits for one.
#[server(prefix = "/sfn/breeder", endpoint = "second_factors")]
pub async fn load_second_factors() -> Result<SecondFactors, AppError> {
    second_factors().await
}

/// Completes a sign-in by a code of the app or a recovery code.
///
/// # Errors
/// A wrong or used code, too many tries, a sign-in that took too long.
#[server(prefix = "/sfn/breeder", endpoint = "sign_in_with_code")]
pub async fn sign_in_with_code(code: String) -> Result<Onward, AppError> {
    complete_by_code(code).await
}

/// The challenge for a passkey.
///
/// # Errors
/// A sign-in that took too long, or no passkey.
#[server(prefix = "/sfn/breeder", endpoint = "passkey_challenge", input = Json)]
pub async fn passkey_challenge() -> Result<Value, AppError> {
    challenge_passkey().await
}

/// Completes a sign-in by a passkey.
///
/// # Errors
/// When the answer doesn't fit the challenge.
#[server(prefix = "/sfn/breeder", endpoint = "sign_in_with_passkey", input = Json)]
pub async fn sign_in_with_passkey(credential: Value) -> Result<Onward, AppError> {
    complete_by_passkey(credential).await
}

/// Signs out here, and goes on to `next`. Works without a session too: whoever presses it wants to be out.
///
/// # Errors
/// When a store doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "sign_out")]
pub async fn sign_out(next: Option<String>) -> Result<Onward, AppError> {
    leave(next.as_deref().unwrap_or("/sign-in")).await
}
