//! Files beside claims: taking one's own away. They come and go by plain routes of the host, which take large bodies.

use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::EvidenceId;

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{AnimalId, evidence::EvidenceGone};

/// Takes an own file away, or withdraws it where somebody may have gone by it, and goes back to the animal's page (`back` is its id) or to the list
/// of verifications.
///
/// # Errors
/// When there is no such file here.
#[server(prefix = "/sfn/breeder", endpoint = "evidence_remove")]
pub async fn remove_evidence(file: EvidenceId, back: Option<String>) -> Result<Onward, AppError> {
    let gone = animals()?.remove_evidence(&require_actor()?, file).await?;
    let note = match gone {
        EvidenceGone::Removed => "evidence-removed",
        EvidenceGone::Withdrawn => "evidence-withdrawn",
    };
    Ok(onward(&match back.as_deref().and_then(|id| id.parse::<AnimalId>().ok()) {
        Some(id) => format!("/animals/{id}?note={note}"),
        None => format!("/verifications?note={note}"),
    }))
}

/// How many verifications wait for an answer of the vivarium; nothing for somebody without one.
///
/// # Errors
/// When the database doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "verifications_waiting", input = server_fn::codec::Json)]
pub async fn count_waiting() -> Result<u64, AppError> {
    let actor = require_actor()?;
    if actor.vivarium.is_none() {
        return Ok(0);
    }
    Ok(animals()?.verifications_waiting(&actor).await?)
}
