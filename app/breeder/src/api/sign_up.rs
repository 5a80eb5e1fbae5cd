//! Signing up, and the links of mails.

use app_shared::{AppError, Onward};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::call::{client, core};
#[cfg(feature = "ssr")]
use app_shared::ssr::{begin_session, end_session, onward, request_info};
#[cfg(feature = "ssr")]
use repti_domain::repti_core::{Portal, SignUpOutcome};
#[cfg(feature = "ssr")]
use repti_model::{PersonId, account as forms};

/// Takes a sign-up. The answer is the same whether the address has an account or not.
///
/// # Errors
/// Field errors, too many tries.
#[server(prefix = "/sfn/breeder", endpoint = "sign_up")]
pub async fn sign_up(
    display_name: String,
    email: String,
    password: String,
    invitation: Option<String>,
) -> Result<Onward, AppError> {
    let invitation = invitation.filter(|token| !token.is_empty());
    let form = forms::SignUp { display_name, email, password, invitation: invitation.clone() };
    match core()?.sign_up(&form, &client()?).await? {
        SignUpOutcome::CheckMail => Ok(onward("/sign-up/check-mail")),
        SignUpOutcome::Ready { person } => {
            enter(person).await?;
            Ok(onward(&invitation.map_or_else(|| "/welcome".to_owned(), |token| format!("/invitation?token={token}"))))
        }
    }
}

/// Completes a sign-up by the link of its mail, and signs in.
///
/// # Errors
/// When the link was used or has expired.
#[server(prefix = "/sfn/breeder", endpoint = "verify_email")]
pub async fn verify_email(token: String) -> Result<Onward, AppError> {
    let person = core()?.verify_email(&token, &client()?).await?;
    enter(person).await?;
    Ok(onward("/welcome"))
}

/// Makes a new e-mail address the account's by the link of its mail.
///
/// # Errors
/// When the link was used or has expired.
#[server(prefix = "/sfn/breeder", endpoint = "confirm_email")]
pub async fn confirm_email(token: String) -> Result<Onward, AppError> {
    core()?.confirm_email_change(&token, &client()?).await?;
    let signed_in = request_info().is_some_and(|info| info.actor.is_some());
    Ok(onward(if signed_in { "/account?note=email-changed" } else { "/sign-in?note=email-changed" }))
}

/// Asks for the mail with which a forgotten password is replaced. The answer tells nothing about who has an account.
///
/// # Errors
/// A field error, too many tries.
#[server(prefix = "/sfn/breeder", endpoint = "request_reset")]
pub async fn request_reset(email: String) -> Result<Onward, AppError> {
    core()?.request_reset(&forms::ResetRequest { email }, &client()?).await?;
    Ok(onward("/forgot-password/check-mail"))
}

/// Sets a new password by the link of the mail. Every session ends.
///
/// # Errors
/// An expired or used link, a weak password.
#[server(prefix = "/sfn/breeder", endpoint = "reset_password")]
pub async fn reset_password(token: String, password: String) -> Result<Onward, AppError> {
    core()?.reset_password(&forms::PasswordReset { token, password }, &client()?).await?;
    end_session().await?;
    Ok(onward("/sign-in?note=password-changed"))
}

/// Signs in somebody whose mail has just proven them.
#[cfg(feature = "ssr")]
async fn enter(person: PersonId) -> Result<(), AppError> {
    let session = core()?.start_session(person, Portal::Breeder, &client()?).await?;
    begin_session(session).await
}
