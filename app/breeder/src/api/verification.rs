//! Verification of claims: what waits for whom, and each side's steps.

use app_shared::{AppError, Onward};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::lineage::Verifications;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    AnimalId, FieldErrors,
    lineage::{VerificationForm, VerificationStep, VerifiedClaim},
};

/// The page of verifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationsData {
    pub all: Verifications,
    pub now: Timestamp,
}

/// What waits for an answer from here, what is waited for, what is disputed, and what was answered.
///
/// # Errors
/// When the database doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "verifications", input = server_fn::codec::Json)]
pub async fn load_verifications() -> Result<VerificationsData, AppError> {
    let all = animals()?.verifications(&require_actor()?).await?;
    Ok(VerificationsData { all, now: Timestamp::now() })
}

/// Takes a step of a claim's verification (`claim` as `parent:…` or `gene:…`), and goes back to the animal's page (`back` is its id) or to the list.
///
/// # Errors
/// Field errors; a step that isn't this side's, or isn't due.
#[server(prefix = "/sfn/breeder", endpoint = "verification_step")]
pub async fn take_verification_step(
    claim: String,
    step: String,
    message: Option<String>,
    back: Option<String>,
) -> Result<Onward, AppError> {
    let step: VerificationStep =
        step.parse().map_err(|_| FieldErrors::one("step", "Press one of the buttons of the form."))?;
    let claim: VerifiedClaim = claim.parse().map_err(|_| FieldErrors::one("claim", "There is no such claim."))?;
    let form = VerificationForm { step, message: message.unwrap_or_default() };
    animals()?.verify_claim(&require_actor()?, claim, &form).await?;
    let note = if step == VerificationStep::Declined { "declined-claim" } else { step.as_str() };
    let page = match back.as_deref().and_then(|id| id.parse::<AnimalId>().ok()) {
        Some(id) => format!("/animals/{id}?note={note}"),
        None => format!("/verifications?note={note}"),
    };
    Ok(onward(&page))
}
