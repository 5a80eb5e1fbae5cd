//! Signing in and out. Staff always give a second factor; whoever isn't staff is told what a wrong password is told.

use app_shared::{AppError, Onward, second_factor::SecondFactors};
use leptos::prelude::*;
use serde_json::Value;
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use super::call::{client, core};
#[cfg(feature = "ssr")]
use app_shared::ssr::{
    HalfSession, begin_half_session, challenge_passkey, complete_by_code, complete_by_passkey, leave, onward,
    second_factors,
};
#[cfg(feature = "ssr")]
use repti_domain::repti_core::{Portal, SignInOutcome};
#[cfg(feature = "ssr")]
use repti_model::account as forms;

/// Checks e-mail and password and goes on to the second factor, or to setting one up.
///
/// # Errors
/// Wrong credentials, too many tries.
#[server(prefix = "/sfn/admin", endpoint = "sign_in")]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> Result<Onward, AppError> {
    let next = next.unwrap_or_default();
    match core()?.sign_in(Portal::Admin, &forms::SignIn { email, password }, &client()?).await? {
        SignInOutcome::SecondFactor { pending, totp, passkeys } => {
            begin_half_session(HalfSession { pending, totp, passkeys, next }).await?;
            Ok(onward("/sign-in/second-factor"))
        }
        SignInOutcome::EnrolFactor { pending } => {
            begin_half_session(HalfSession { pending, totp: false, passkeys: false, next }).await?;
            Ok(onward("/sign-in/set-up"))
        }
        // Never at this portal.
        SignInOutcome::SignedIn { .. } => Ok(onward("/sign-in")),
    }
}

/// Which second factors may be used now.
///
/// # Errors
/// When no sign-in waits for one.
#[server(prefix = "/sfn/admin", endpoint = "second_factors")]
pub async fn load_second_factors() -> Result<SecondFactors, AppError> {
    second_factors().await
}

/// Completes a sign-in by a code of the app or a recovery code.
///
/// # Errors
/// A wrong or used code, too many tries, a sign-in that took too long.
#[server(prefix = "/sfn/admin", endpoint = "sign_in_with_code")]
pub async fn sign_in_with_code(code: String) -> Result<Onward, AppError> {
    complete_by_code(code).await
}

/// The challenge for a passkey.
///
/// # Errors
/// A sign-in that took too long, or no passkey.
#[server(prefix = "/sfn/admin", endpoint = "passkey_challenge", input = Json)]
pub async fn passkey_challenge() -> Result<Value, AppError> {
    challenge_passkey().await
}

/// Completes a sign-in by a passkey.
///
/// # Errors
/// When the answer doesn't fit the challenge.
#[server(prefix = "/sfn/admin", endpoint = "sign_in_with_passkey", input = Json)]
pub async fn sign_in_with_passkey(credential: Value) -> Result<Onward, AppError> {
    complete_by_passkey(credential).await
}

/// Signs out here. Works without a session too: whoever presses it wants to be out.
///
/// # Errors
/// When a store doesn't answer.
#[server(prefix = "/sfn/admin", endpoint = "sign_out")]
pub async fn sign_out() -> Result<Onward, AppError> {
    leave("/sign-in?note=signed-out").await
}
