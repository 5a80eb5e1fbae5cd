//! Second factors: the authenticator app, passkeys, recovery codes.

use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::account::{RecoveryCodes, TotpSetup};
use serde_json::Value;
use server_fn::codec::Json;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::call::core;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::account as forms;

/// A secret for the authenticator app. It holds from the first code on.
///
/// # Errors
/// When an app is set up already, or the password was given too long ago.
#[server(prefix = "/sfn/breeder", endpoint = "totp_start")]
pub async fn totp_start() -> Result<TotpSetup, AppError> {
    Ok(core()?.start_totp(&require_actor()?).await?)
}

/// Proves that the app has the secret. The first factor brings recovery codes, shown once.
///
/// # Errors
/// A wrong code.
#[server(prefix = "/sfn/breeder", endpoint = "totp_confirm")]
pub async fn totp_confirm(code: String) -> Result<Option<RecoveryCodes>, AppError> {
    Ok(core()?.confirm_totp(&require_actor()?, &forms::SecondFactorCode { code }).await?)
}

/// Takes the authenticator app away.
///
/// # Errors
/// When there is none, or the password was given too long ago.
#[server(prefix = "/sfn/breeder", endpoint = "totp_remove")]
pub async fn totp_remove() -> Result<Onward, AppError> {
    core()?.remove_totp(&require_actor()?).await?;
    Ok(onward("/account/security?note=factor-removed"))
}

/// New recovery codes in the place of the old ones, shown once.
///
/// # Errors
/// Without a second factor there is nothing to recover.
#[server(prefix = "/sfn/breeder", endpoint = "recovery_codes_replace")]
pub async fn recovery_codes_replace() -> Result<RecoveryCodes, AppError> {
    Ok(core()?.replace_recovery_codes(&require_actor()?).await?)
}

/// Options for a new passkey.
///
/// # Errors
/// When the password was given too long ago.
#[server(prefix = "/sfn/breeder", endpoint = "passkey_start", input = Json)]
pub async fn passkey_start() -> Result<Value, AppError> {
    Ok(core()?.start_passkey(&require_actor()?).await?)
}

/// Keeps the passkey that the browser made. The first factor brings recovery codes, shown once.
///
/// # Errors
/// When the answer doesn't fit the challenge.
#[server(prefix = "/sfn/breeder", endpoint = "passkey_finish", input = Json)]
pub async fn passkey_finish(name: String, credential: Value) -> Result<Option<RecoveryCodes>, AppError> {
    Ok(core()?.finish_passkey(&require_actor()?, &name, credential).await?)
}

/// Takes a passkey away.
///
/// # Errors
/// For another's passkey, or when the password was given too long ago.
#[server(prefix = "/sfn/breeder", endpoint = "passkey_remove")]
pub async fn passkey_remove(id: Uuid) -> Result<Onward, AppError> {
    core()?.remove_passkey(&require_actor()?, id).await?;
    Ok(onward("/account/security?note=factor-removed"))
}
