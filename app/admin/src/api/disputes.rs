//! Disputes about confirmed parents: looked at, settled.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{ParentLinkId, lineage::DisputeCase};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};

/// The open disputes, the eldest first.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "disputes")]
pub async fn load_disputes() -> Result<Stamped<Vec<DisputeCase>>, AppError> {
    let value = animals()?.disputes(&require_actor()?).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Upholds a disputed parent.
///
/// # Errors
/// Without a reason; when it was settled meanwhile; unless the actor is moderator and belongs to neither vivarium.
#[server(prefix = "/sfn/admin", endpoint = "uphold_claim")]
pub async fn uphold_claim(id: ParentLinkId, reason: String) -> Result<Onward, AppError> {
    animals()?.settle_dispute(&require_actor()?, id, true, &reason).await?;
    Ok(onward("/disputes?note=upheld"))
}

/// Overturns a disputed parent.
///
/// # Errors
/// As for upholding.
#[server(prefix = "/sfn/admin", endpoint = "overturn_claim")]
pub async fn overturn_claim(id: ParentLinkId, reason: String) -> Result<Onward, AppError> {
    animals()?.settle_dispute(&require_actor()?, id, false, &reason).await?;
    Ok(onward("/disputes?note=overturned"))
}
