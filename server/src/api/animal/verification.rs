//! Verification of claims, about parents and about genes, by the other breeder.

use crate::api::{ApiResult, ApiState, Caller, InPath, Json};
use axum::extract::State;
use repti_model::{
    AnimalId, GenotypeClaimId, ParentLinkId,
    lineage::{VerificationCase, VerificationForm, Verifications},
};

/// What waits for an answer of mine, what I wait for, what is disputed, and what was answered.
#[utoipa::path(get, path = "/verifications", tag = "lineage",
    responses((status = 200, description = "The claims", body = Verifications)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn list_verifications(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<Verifications>> {
    Ok(Json(api.app.domain.animal.verifications(&actor).await?))
}

/// Every claim of an own animal, about parents and about genes, with how it stands, its history, and why it can't be verified where it can't.
#[utoipa::path(get, path = "/animals/{id}/verifications", tag = "lineage", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The claims", body = [VerificationCase])), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn animal_verifications(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Json<Vec<VerificationCase>>> {
    Ok(Json(api.app.domain.animal.verifications_of(&actor, id).await?))
}

/// Take a step: ask or withdraw as the young animal's vivarium, confirm or decline as the parent's, dispute as either. A step that isn't mine is
/// refused with 403, one that isn't due with 409, an answer to a request that has expired with 410.
#[utoipa::path(post, path = "/parents/{id}/verification", tag = "lineage", request_body = VerificationForm, params(("id" = ParentLinkId, Path)),
    responses((status = 200, description = "How the claim stands now", body = VerificationCase), (status = 410, description = "The request has expired")), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn verify_parent(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ParentLinkId>,
    Json(form): Json<VerificationForm>,
) -> ApiResult<Json<VerificationCase>> {
    Ok(Json(api.app.domain.animal.verify_claim(&actor, id, &form).await?))
}

/// Take a step on a claim about a gene, as on a parent claim: the breeder who keeps a parent of the animal is asked, the dam's before the sire's.
#[utoipa::path(post, path = "/genotype-claims/{id}/verification", tag = "lineage", request_body = VerificationForm, params(("id" = GenotypeClaimId, Path)),
    responses((status = 200, description = "How the claim stands now", body = VerificationCase), (status = 410, description = "The request has expired")), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn verify_gene(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<GenotypeClaimId>,
    Json(form): Json<VerificationForm>,
) -> ApiResult<Json<VerificationCase>> {
    Ok(Json(api.app.domain.animal.verify_claim(&actor, id, &form).await?))
}
