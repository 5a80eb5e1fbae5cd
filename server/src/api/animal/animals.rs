//! The registry of the vivarium of the request.

use super::query::{AnimalQuery, PageQuery};
use crate::api::{
    ApiError, ApiResult, ApiState, Caller, Created, IfMatch, InPath, InQuery, Json, Versioned, page_size,
};
use axum::extract::State;
use repti_model::{
    AnimalId,
    page::Page,
    registry::{AnimalChange, AnimalDetail, AnimalPatch, AnimalSummary, BulkEdit, BulkResult, NewAnimal},
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What to take back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Undo {
    pub(super) undo: Uuid,
}

/// List animals.
#[utoipa::path(get, path = "/animals", tag = "animals", params(AnimalQuery),
    responses((status = 200, description = "A page", body = Page<AnimalSummary>)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn list_animals(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<AnimalQuery>,
) -> ApiResult<Json<Page<AnimalSummary>>> {
    let (filter, sort) = (query.filter()?, query.sort.unwrap_or_default());
    let limit = page_size(query.limit)?;
    Ok(Json(api.app.domain.animal.list(&actor, &filter, sort, query.cursor.as_deref(), limit).await?))
}

/// Add an animal, with its parents if they are known.
#[utoipa::path(post, path = "/animals", tag = "animals", request_body = NewAnimal,
    responses((status = 201, description = "Added", body = AnimalDetail)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn create_animal(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(new): Json<NewAnimal>,
) -> ApiResult<Created<Versioned<AnimalDetail>>> {
    let made = api.app.domain.animal.create(&actor, new).await?;
    Ok(Created(format!("/api/v1/animal/animals/{}", made.id), Versioned(made.version, made)))
}

/// One animal, its parents and open questions.
#[utoipa::path(get, path = "/animals/{id}", tag = "animals", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The animal", body = AnimalDetail)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn get_animal(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Versioned<AnimalDetail>> {
    let animal = api.app.domain.animal.get(&actor, id).await?;
    Ok(Versioned(animal.version, animal))
}

/// Change some fields. `null` clears one that may be empty. The version travels in `If-Match`.
#[utoipa::path(patch, path = "/animals/{id}", tag = "animals", request_body = AnimalPatch, params(("id" = AnimalId, Path), ("If-Match" = String, Header)),
    responses((status = 200, description = "Changed", body = AnimalDetail)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn change_animal(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<AnimalPatch>,
) -> ApiResult<Versioned<AnimalDetail>> {
    if patch.version != 0 && patch.version != version {
        return Err(ApiError::field("version", "This is another version than that of If-Match. Leave it out."));
    }
    let patch = AnimalPatch { version, ..patch };
    let saved = api.app.domain.animal.update(&actor, id, &patch).await.map_err(ApiError::of_precondition)?;
    Ok(Versioned(saved.version, saved))
}

/// Archive an animal. It can be restored.
#[utoipa::path(post, path = "/animals/{id}/archive", tag = "animals", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "Archived", body = AnimalDetail)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn archive_animal(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Versioned<AnimalDetail>> {
    let animal = api.app.domain.animal.archive(&actor, id).await?;
    Ok(Versioned(animal.version, animal))
}

/// Restore an archived animal.
#[utoipa::path(post, path = "/animals/{id}/restore", tag = "animals", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "Restored", body = AnimalDetail)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn restore_animal(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Versioned<AnimalDetail>> {
    let animal = api.app.domain.animal.restore(&actor, id).await?;
    Ok(Versioned(animal.version, animal))
}

/// Who changed what, the latest first.
#[utoipa::path(get, path = "/animals/{id}/history", tag = "animals", params(("id" = AnimalId, Path), PageQuery),
    responses((status = 200, description = "A page", body = Page<AnimalChange>)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn animal_history(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
    InQuery(query): InQuery<PageQuery>,
) -> ApiResult<Json<Page<AnimalChange>>> {
    let limit = page_size(query.limit)?;
    Ok(Json(api.app.domain.animal.history(&actor, id, query.cursor.as_deref(), limit).await?))
}

/// Change many animals at once. The answer's `undo` takes it back.
#[utoipa::path(post, path = "/animals/bulk", tag = "animals", request_body = BulkEdit,
    responses((status = 200, description = "Changed", body = BulkResult)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn edit_many(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(edit): Json<BulkEdit>,
) -> ApiResult<Json<BulkResult>> {
    Ok(Json(api.app.domain.animal.bulk_edit(&actor, &edit).await?))
}

/// Take a change of many back, but for animals that were changed since.
#[utoipa::path(post, path = "/animals/bulk/undo", tag = "animals", request_body = Undo,
    responses((status = 200, description = "Taken back", body = BulkResult)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn undo_many(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(form): Json<Undo>,
) -> ApiResult<Json<BulkResult>> {
    Ok(Json(api.app.domain.animal.undo_bulk(&actor, form.undo).await?))
}
