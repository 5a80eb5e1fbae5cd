//! Disputes about confirmed claims and certificates of DNA tests: looked at, settled.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{EvidenceId, evidence::CertificateCase, lineage::DisputeCase};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{ErrorCode, Problem, lineage::VerifiedClaim};

/// The open disputes, the eldest first.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "disputes")]
pub async fn load_disputes() -> Result<Stamped<Vec<DisputeCase>>, AppError> {
    let value = animals()?.disputes(&require_actor()?).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Upholds a disputed claim (`id` as `parent:…` or `gene:…`).
///
/// # Errors
/// Without a reason; when it was settled meanwhile; unless the actor is moderator and belongs to neither vivarium.
#[server(prefix = "/sfn/admin", endpoint = "uphold_claim")]
pub async fn uphold_claim(id: String, reason: String) -> Result<Onward, AppError> {
    animals()?.settle_dispute(&require_actor()?, claim_of(&id)?, true, &reason).await?;
    Ok(onward("/disputes?note=upheld"))
}

/// Overturns a disputed claim.
///
/// # Errors
/// As for upholding.
#[server(prefix = "/sfn/admin", endpoint = "overturn_claim")]
pub async fn overturn_claim(id: String, reason: String) -> Result<Onward, AppError> {
    animals()?.settle_dispute(&require_actor()?, claim_of(&id)?, false, &reason).await?;
    Ok(onward("/disputes?note=overturned"))
}

#[cfg(feature = "ssr")]
fn claim_of(id: &str) -> Result<VerifiedClaim, AppError> {
    id.parse().map_err(|_| Problem::new(ErrorCode::NotFound, "There is no such dispute here.").into())
}

/// The certificates that wait to be seen, the eldest first.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "certificates")]
pub async fn load_certificates() -> Result<Stamped<Vec<CertificateCase>>, AppError> {
    let value = animals()?.certificates(&require_actor()?).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Accepts a certificate: its claim is known by a DNA test from then on.
///
/// # Errors
/// Without a reason; when somebody judged it meanwhile; unless the actor is moderator and not of its vivarium.
#[server(prefix = "/sfn/admin", endpoint = "accept_certificate")]
pub async fn accept_certificate(id: EvidenceId, reason: String) -> Result<Onward, AppError> {
    animals()?.judge_certificate(&require_actor()?, id, true, &reason).await?;
    Ok(onward("/disputes?note=certificate-accepted"))
}

/// Refuses a certificate.
///
/// # Errors
/// As for accepting.
#[server(prefix = "/sfn/admin", endpoint = "refuse_certificate")]
pub async fn refuse_certificate(id: EvidenceId, reason: String) -> Result<Onward, AppError> {
    animals()?.judge_certificate(&require_actor()?, id, false, &reason).await?;
    Ok(onward("/disputes?note=certificate-refused"))
}
