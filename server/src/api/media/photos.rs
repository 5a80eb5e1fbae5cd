//! Photographs of the vivarium of the request.

use crate::api::{ApiError, ApiResult, ApiState, Caller, IfMatch, InPath, Json, Versioned};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    AnimalId, PhotoId,
    media::{OwnPhoto, PhotoForm, PhotoRoom},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Photos of an animal in the order that is wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoOrder {
    /// The first is the animal's cover. What isn't named stays behind these.
    order: Vec<PhotoId>,
}

/// Where a file can be fetched.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileAddress {
    /// Good for ten minutes, for whoever has it.
    url: String,
}

/// An animal's photos in their order, the first being its cover; those that were removed last.
#[utoipa::path(get, path = "/animals/{id}/photos", tag = "photos", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "All of them", body = Vec<OwnPhoto>)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn list_photos(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(animal): InPath<AnimalId>,
) -> ApiResult<Json<Vec<OwnPhoto>>> {
    let domain = &api.app.domain;
    let photos = domain.media.photos_of(&actor, animal).await?;
    if photos.is_empty() {
        // Somebody else's animal is no animal without photos.
        domain.animal.get(&actor, animal).await?;
    }
    Ok(Json(photos))
}

/// Put an animal's photos in order. A photo that isn't this animal's, or that is named twice, refuses the whole.
#[utoipa::path(put, path = "/animals/{id}/photos/order", tag = "photos", request_body = PhotoOrder, params(("id" = AnimalId, Path)),
    responses((status = 204, description = "In this order now")), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn arrange_photos(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(animal): InPath<AnimalId>,
    Json(wanted): Json<PhotoOrder>,
) -> ApiResult<StatusCode> {
    api.app.domain.media.arrange_photos(&actor, animal, &wanted.order).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One photo. Its files are at `<files.base>/<width>.webp` and `.jpg`, those of `files.avif` at `.avif`, too, each followed by `files.signature`, which holds a day at least.
#[utoipa::path(get, path = "/photos/{id}", tag = "photos", params(("id" = PhotoId, Path)),
    responses((status = 200, description = "The photo", body = OwnPhoto)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn get_photo(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
) -> ApiResult<Versioned<OwnPhoto>> {
    let photo = api.app.domain.media.photo(&actor, id).await?;
    Ok(Versioned(photo.version, photo))
}

/// Say what a photo shows: all of it anew. The version travels in `If-Match`.
#[utoipa::path(put, path = "/photos/{id}", tag = "photos", request_body = PhotoForm, params(("id" = PhotoId, Path), ("If-Match" = String, Header)),
    responses((status = 200, description = "Changed", body = OwnPhoto)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn edit_photo(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
    IfMatch(version): IfMatch,
    Json(form): Json<PhotoForm>,
) -> ApiResult<Versioned<OwnPhoto>> {
    let edited = api.app.domain.media.edit_photo(&actor, id, version, &form).await;
    let photo = edited.map_err(ApiError::of_precondition)?;
    Ok(Versioned(photo.version, photo))
}

/// Remove a photo. Its public address ends at once; it can be brought back for 30 days.
#[utoipa::path(delete, path = "/photos/{id}", tag = "photos", params(("id" = PhotoId, Path)),
    responses((status = 204, description = "Removed")), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn archive_photo(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
) -> ApiResult<StatusCode> {
    api.app.domain.media.archive_photo(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Bring a photo back that was removed.
#[utoipa::path(post, path = "/photos/{id}/restore", tag = "photos", params(("id" = PhotoId, Path)),
    responses((status = 200, description = "Back", body = OwnPhoto)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn restore_photo(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
) -> ApiResult<Versioned<OwnPhoto>> {
    let photo = api.app.domain.media.restore_photo(&actor, id).await?;
    Ok(Versioned(photo.version, photo))
}

/// Have a photo prepared again that failed by no fault of the file (`retryable`).
#[utoipa::path(post, path = "/photos/{id}/retry", tag = "photos", params(("id" = PhotoId, Path)),
    responses((status = 202, description = "Being prepared", body = OwnPhoto)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn retry_photo(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
) -> ApiResult<(StatusCode, Versioned<OwnPhoto>)> {
    let photo = api.app.domain.media.retry_photo(&actor, id).await?;
    Ok((StatusCode::ACCEPTED, Versioned(photo.version, photo)))
}

/// Where the file can be fetched as it was sent, with all that the camera wrote into it. Only for who may edit the animal.
#[utoipa::path(get, path = "/photos/{id}/original", tag = "photos", params(("id" = PhotoId, Path)),
    responses((status = 200, description = "Its address", body = FileAddress)), security(("access_token" = []), ("api_token" = ["animals:read", "animals:write"])))]
pub async fn photo_original(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
) -> ApiResult<Json<FileAddress>> {
    Ok(Json(FileAddress { url: api.app.domain.media.original_address(&actor, id).await? }))
}

/// How much room the vivarium's photos take, and how much there is, in bytes.
#[utoipa::path(get, path = "/room", tag = "photos",
    responses((status = 200, description = "The room", body = PhotoRoom)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn photo_room(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<PhotoRoom>> {
    Ok(Json(api.app.domain.media.photo_room(&actor).await?))
}
