//! The genotype of an animal as claims, and what its relatives say.

use super::animals::Undo;
use crate::api::{ApiResult, ApiState, Caller, InPath, Json};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    AnimalId, GenotypeClaimId,
    genotype::{
        ChangeGenotypeClaim, ClaimMany, GenotypeClaim, GenotypeOdds, GenotypeRecord, ManyClaimed, ManyPreview,
        NewGenotypeClaims,
    },
    registry::BulkSelection,
};

/// What is claimed of an animal's genes. What a claim rests on is told of the vivarium's own animals only.
#[utoipa::path(get, path = "/animals/{id}/genotype-claims", tag = "lineage", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The claims", body = GenotypeRecord)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn genotype_claims(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Json<GenotypeRecord>> {
    Ok(Json(api.app.domain.animal.genotype(&actor, id).await?))
}

/// Record claims about an animal's genes, out of a text or gene by gene: all of them or none. A word without a certain meaning refuses the whole
/// and is named; a gene that is claimed already is never overwritten.
#[utoipa::path(post, path = "/animals/{id}/genotype-claims", tag = "lineage", request_body = NewGenotypeClaims, params(("id" = AnimalId, Path)),
    responses((status = 201, description = "The claims recorded now", body = [GenotypeClaim])), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn add_genotype_claims(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
    Json(new): Json<NewGenotypeClaims>,
) -> ApiResult<(StatusCode, Json<Vec<GenotypeClaim>>)> {
    Ok((StatusCode::CREATED, Json(api.app.domain.animal.add_genotype_claims(&actor, id, &new).await?)))
}

/// Change how a gene is claimed. The old claim is taken back and stays in the history; the answer is the new one, under an id of its own.
#[utoipa::path(patch, path = "/genotype-claims/{id}", tag = "lineage", request_body = ChangeGenotypeClaim, params(("id" = GenotypeClaimId, Path)),
    responses((status = 200, description = "The claim that stands now", body = GenotypeClaim)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn change_genotype_claim(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<GenotypeClaimId>,
    Json(patch): Json<ChangeGenotypeClaim>,
) -> ApiResult<Json<GenotypeClaim>> {
    Ok(Json(api.app.domain.animal.change_genotype_claim(&actor, id, &patch).await?))
}

/// Take a claim about a gene back. It stays in the history and can be put back.
#[utoipa::path(delete, path = "/genotype-claims/{id}", tag = "lineage", params(("id" = GenotypeClaimId, Path)),
    responses((status = 204, description = "Taken back")), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn retract_genotype_claim(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<GenotypeClaimId>,
) -> ApiResult<StatusCode> {
    api.app.domain.animal.retract_genotype_claim(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a claim back that was taken back.
#[utoipa::path(post, path = "/genotype-claims/{id}/restore", tag = "lineage", params(("id" = GenotypeClaimId, Path)),
    responses((status = 200, description = "The claim that stands again", body = GenotypeClaim)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn restore_genotype_claim(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<GenotypeClaimId>,
) -> ApiResult<Json<GenotypeClaim>> {
    Ok(Json(api.app.domain.animal.restore_genotype_claim(&actor, id).await?))
}

/// What parents, young and sibs say about an animal's genes, from those that I may see: reckoned, and kept apart from what is claimed.
#[utoipa::path(get, path = "/animals/{id}/genotype-odds", tag = "lineage", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The figures, with what they rest on", body = GenotypeOdds)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn genotype_odds(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Json<GenotypeOdds>> {
    Ok(Json(api.app.domain.animal.genotype_odds(&actor, id).await?))
}

/// What claiming the genotype texts of many animals would do: which genes, and which texts can't be read. Nothing is written.
#[utoipa::path(post, path = "/genotype-claims/from-texts/preview", tag = "lineage", request_body = BulkSelection,
    responses((status = 200, description = "What would be claimed", body = ManyPreview)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn preview_text_claims(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(selection): Json<BulkSelection>,
) -> ApiResult<Json<ManyPreview>> {
    Ok(Json(api.app.domain.animal.preview_text_claims(&actor, &selection).await?))
}

/// Claim what the genotype texts of many animals say, all with one basis. Animals with claims, and texts that can't be read as a whole, stay as they are.
#[utoipa::path(post, path = "/genotype-claims/from-texts", tag = "lineage", request_body = ClaimMany,
    responses((status = 200, description = "What was claimed", body = ManyClaimed)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn claim_texts(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(many): Json<ClaimMany>,
) -> ApiResult<Json<ManyClaimed>> {
    Ok(Json(api.app.domain.animal.claim_texts(&actor, &many).await?))
}

/// Take the claims of such a step back, but for those that were changed since.
#[utoipa::path(post, path = "/genotype-claims/from-texts/undo", tag = "lineage", request_body = Undo,
    responses((status = 200, description = "Taken back", body = ManyClaimed)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn undo_text_claims(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(form): Json<Undo>,
) -> ApiResult<Json<ManyClaimed>> {
    Ok(Json(api.app.domain.animal.undo_text_claims(&actor, form.undo).await?))
}
