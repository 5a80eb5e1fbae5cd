//! The genotype texts of many animals as claims.

use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{AnimalId, genotype::ManyPreview};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{animals::ListQuery, call::animals};
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, redirect_to, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    ErrorCode, FieldErrors, Problem,
    genotype::{ClaimBasis, ClaimMany},
    registry::BulkSelection,
};

/// Which animals, as the list's bar says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenTexts {
    pub ids: Vec<AnimalId>,
    /// All that this list shows, whatever is ticked.
    pub all: bool,
    /// The list's address.
    pub back: String,
}

/// What would be claimed, or why nothing can be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextClaimsDesk {
    pub preview: Option<ManyPreview>,
    pub problem: Option<String>,
}

#[cfg(feature = "ssr")]
fn selection(ids: Vec<AnimalId>, all: bool, back: &str) -> BulkSelection {
    if all { BulkSelection::Filter(ListQuery::parse(back).filter()) } else { BulkSelection::Ids(ids) }
}

/// What claiming the texts of the chosen animals would do.
///
/// # Errors
/// When the role doesn't write lineage.
#[server(prefix = "/sfn/breeder", endpoint = "text_claims_preview", input = server_fn::codec::Json)]
pub async fn preview_texts(chosen: ChosenTexts) -> Result<TextClaimsDesk, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let ChosenTexts { ids, all, back } = chosen;
    match animals.preview_text_claims(&actor, &selection(ids, all, &back)).await.map_err(Problem::from) {
        Ok(preview) => Ok(TextClaimsDesk { preview: Some(preview), problem: None }),
        Err(problem) if problem.code == ErrorCode::Invalid => {
            let said = problem.fields.of("selection").first().cloned();
            Ok(TextClaimsDesk { preview: None, problem: Some(said.unwrap_or(problem.detail)) })
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Claims what the texts of the chosen animals say, all with one basis; the list offers to take it back.
///
/// # Errors
/// Field errors, or nothing chosen.
#[server(prefix = "/sfn/breeder", endpoint = "text_claims_take")]
pub async fn take_texts(
    /// Separated by commas.
    ids: String,
    all: Option<String>,
    back: Option<String>,
    basis: Option<String>,
) -> Result<Onward, AppError> {
    let basis: ClaimBasis = match basis.map(|word| word.parse()) {
        Some(Ok(basis)) => basis,
        _ => return Err(Problem::invalid(FieldErrors::one("basis", "Choose how it is known.")).into()),
    };
    let ids = ids.split(',').filter_map(|id| id.trim().parse().ok()).collect();
    let back = ListQuery::parse(&back.unwrap_or_default()).address();
    let many = ClaimMany { selection: selection(ids, all.is_some(), &back), basis };
    let done = animals()?.claim_texts(&require_actor()?, &many).await?;
    let undo = done.undo.map(|token| format!("&unclaim={token}")).unwrap_or_default();
    let and = if back.is_empty() { "" } else { "&" };
    Ok(onward(&format!("/animals?{back}{and}claimed={}{undo}", done.animals)))
}

/// Takes claims back that were made out of many texts at once.
///
/// # Errors
/// When there is no such step.
#[server(prefix = "/sfn/breeder", endpoint = "text_claims_undo")]
pub async fn undo_texts(token: uuid::Uuid) -> Result<(), AppError> {
    let done = animals()?.undo_text_claims(&require_actor()?, token).await?;
    redirect_to(&format!("/animals?unclaimed={}", done.animals));
    Ok(())
}
