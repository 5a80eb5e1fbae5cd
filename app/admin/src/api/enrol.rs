//! The first second factor of somebody who has just become staff. Setting it up completes the sign-in.

use app_shared::AppError;
use leptos::prelude::*;
use repti_model::account::{RecoveryCodes, TotpSetup};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use super::call::{client, core};
#[cfg(feature = "ssr")]
use app_shared::ssr::{begin_session, half_session, safe_path};
#[cfg(feature = "ssr")]
use repti_model::account as forms;

/// Signed in: the codes to keep, and where to go on to afterwards.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// Shown once.
    pub codes: RecoveryCodes,
    /// A path of this portal.
    pub next: String,
}

/// Whether a sign-in waits for its first second factor.
///
/// # Errors
/// When none does.
#[server(prefix = "/sfn/admin", endpoint = "enrolment")]
pub async fn load_enrolment() -> Result<(), AppError> {
    half_session().await.map(drop)
}

/// A secret for the authenticator app.
///
/// # Errors
/// A sign-in that took too long.
#[server(prefix = "/sfn/admin", endpoint = "enrol_totp_start")]
pub async fn enrol_totp_start() -> Result<TotpSetup, AppError> {
    Ok(core()?.start_totp_enrolment(&half_session().await?.pending).await?)
}

/// Proves that the app has the secret, and signs in.
///
/// # Errors
/// A wrong code, a sign-in that took too long.
#[server(prefix = "/sfn/admin", endpoint = "enrol_totp_finish")]
pub async fn enrol_totp_finish(code: String) -> Result<Enrolled, AppError> {
    let half = half_session().await?;
    let form = forms::SecondFactorCode { code };
    let (session, codes) = core()?.finish_totp_enrolment(&half.pending, &form, &client()?).await?;
    begin_session(session).await?;
    Ok(Enrolled { codes, next: safe_path(&half.next) })
}

/// Options for a first passkey.
///
/// # Errors
/// A sign-in that took too long.
#[server(prefix = "/sfn/admin", endpoint = "enrol_passkey_start", input = Json)]
pub async fn enrol_passkey_start() -> Result<Value, AppError> {
    Ok(core()?.start_passkey_enrolment(&half_session().await?.pending).await?)
}

/// Keeps the passkey that the browser made, and signs in.
///
/// # Errors
/// When the answer doesn't fit the challenge.
#[server(prefix = "/sfn/admin", endpoint = "enrol_passkey_finish", input = Json)]
pub async fn enrol_passkey_finish(credential: Value) -> Result<Enrolled, AppError> {
    let half = half_session().await?;
    let (session, codes) =
        core()?.finish_passkey_enrolment(&half.pending, "First passkey", credential, &client()?).await?;
    begin_session(session).await?;
    Ok(Enrolled { codes, next: safe_path(&half.next) })
}
