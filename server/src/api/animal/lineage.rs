//! Parents as evidence, and the trees made of them.

use super::query::PageQuery;
use crate::api::{ApiError, ApiResult, ApiState, Caller, IfMatch, InPath, InQuery, Json, Versioned, page_size};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    AnimalId, ParentLinkId,
    ancestry::Ancestry,
    lineage::{ClaimPatch, Descendant, LineageWarning, NewParent, ParentClaim, RecordedParent, Sibling, WarningAnswer},
    mates::{MateQuery, Mates},
    page::Page,
    pedigree::PedigreeNode,
    plans::{BreedingPlans, PlanQuery},
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// How deep a tree.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PedigreeQuery {
    /// 1 to 5; 5 without.
    #[param(minimum = 1, maximum = 5)]
    generations: Option<i64>,
}

/// Record a parent. What can't be (a cycle, the wrong sex, another taxon, too young) is refused; what is only suspicious comes
/// back as warnings.
#[utoipa::path(post, path = "/animals/{id}/parents", tag = "lineage", request_body = NewParent, params(("id" = AnimalId, Path)),
    responses((status = 201, description = "Recorded", body = RecordedParent)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn add_parent(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
    Json(new): Json<NewParent>,
) -> ApiResult<(StatusCode, Json<RecordedParent>)> {
    Ok((StatusCode::CREATED, Json(api.app.domain.animal.add_parent(&actor, id, &new).await?)))
}

/// Change how a parent is known. The claim's version travels in `If-Match`.
#[utoipa::path(patch, path = "/parents/{id}", tag = "lineage", request_body = ClaimPatch, params(("id" = ParentLinkId, Path), ("If-Match" = String, Header)),
    responses((status = 200, description = "Changed", body = ParentClaim)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn change_claim(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ParentLinkId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<ClaimPatch>,
) -> ApiResult<Versioned<ParentClaim>> {
    let patch = ClaimPatch { version, ..patch };
    let claim = api.app.domain.animal.change_claim(&actor, id, &patch).await.map_err(ApiError::of_precondition)?;
    Ok(Versioned(claim.version, claim))
}

/// Take a claim back. It stays in the history.
#[utoipa::path(delete, path = "/parents/{id}", tag = "lineage", params(("id" = ParentLinkId, Path)),
    responses((status = 204, description = "Taken back")), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn retract_claim(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ParentLinkId>,
) -> ApiResult<StatusCode> {
    api.app.domain.animal.retract_parent(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answer a lineage question.
#[utoipa::path(post, path = "/warnings/{id}/answer", tag = "lineage", request_body = WarningAnswer, params(("id" = Uuid, Path)),
    responses((status = 200, description = "Answered", body = LineageWarning)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn answer_warning(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<Uuid>,
    Json(form): Json<WarningAnswer>,
) -> ApiResult<Json<LineageWarning>> {
    Ok(Json(api.app.domain.animal.answer_warning(&actor, id, &form.note).await?))
}

/// An animal's ancestors, as far as I may see them.
#[utoipa::path(get, path = "/animals/{id}/pedigree", tag = "lineage", params(("id" = AnimalId, Path), PedigreeQuery),
    responses((status = 200, description = "The tree", body = PedigreeNode)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn pedigree(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
    InQuery(query): InQuery<PedigreeQuery>,
) -> ApiResult<Json<PedigreeNode>> {
    let most = PedigreeNode::MAX_GENERATIONS;
    let depth = query.generations.unwrap_or(i64::from(most));
    let depth = u8::try_from(depth).ok().filter(|depth| (1..=most).contains(depth));
    let depth = depth.ok_or_else(|| ApiError::field("generations", format!("Choose between 1 and {most}.")))?;
    Ok(Json(api.app.domain.animal.pedigree(&actor, id, depth).await?))
}

/// An animal's inbreeding, from the ancestors that I may see, with how much of its pedigree is known.
#[utoipa::path(get, path = "/animals/{id}/ancestry", tag = "lineage", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The figures", body = Ancestry)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn ancestry(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Json<Ancestry>> {
    Ok(Json(api.app.domain.animal.ancestry(&actor, id).await?))
}

/// Rank the mates of an own animal among the vivarium's living animals of its species and, with `others`, among those that other breeders have
/// opened to pairings: by the chance of a goal, or by how related they are.
#[utoipa::path(post, path = "/animals/{id}/mates", tag = "lineage", request_body = MateQuery, params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The mates, best first", body = Mates)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn mates(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
    Json(query): Json<MateQuery>,
) -> ApiResult<Json<Mates>> {
    Ok(Json(api.app.domain.animal.mates(&actor, id, &query).await?))
}

/// The shortest ways to a wish with the vivarium's living animals of a species: one pairing, or two with a young kept between them.
#[utoipa::path(post, path = "/plans", tag = "lineage", request_body = PlanQuery,
    responses((status = 200, description = "The plans, the fewest eggs first", body = BreedingPlans)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn plans(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(query): Json<PlanQuery>,
) -> ApiResult<Json<BreedingPlans>> {
    Ok(Json(api.app.domain.animal.plans(&actor, &query).await?))
}

/// An animal's descendants, children first.
#[utoipa::path(get, path = "/animals/{id}/descendants", tag = "lineage", params(("id" = AnimalId, Path), PageQuery),
    responses((status = 200, description = "A page", body = Page<Descendant>)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn descendants(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
    InQuery(query): InQuery<PageQuery>,
) -> ApiResult<Json<Page<Descendant>>> {
    let limit = page_size(query.limit)?;
    Ok(Json(api.app.domain.animal.descendants(&actor, id, query.cursor.as_deref(), limit).await?))
}

/// Those who share a parent with an animal, full and half.
#[utoipa::path(get, path = "/animals/{id}/siblings", tag = "lineage", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The siblings", body = [Sibling])), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn siblings(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Json<Vec<Sibling>>> {
    Ok(Json(api.app.domain.animal.siblings(&actor, id).await?))
}
