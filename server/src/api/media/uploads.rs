//! Photographs on their way.

use crate::api::{ApiResult, ApiState, Caller, Created, InPath, Json, Versioned};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    AnimalId, PhotoId,
    media::{NewUpload, OwnPhoto, PhotoUpload},
};

/// Begin to send a photo of an own animal. Send each part's bytes to its `url` with `PUT`, without this API's token; then finish. Addresses hold an
/// hour; ask for the upload again for fresh ones. An upload that nobody goes on with is forgotten after a day.
#[utoipa::path(post, path = "/animals/{id}/photos", tag = "photos", request_body = NewUpload, params(("id" = AnimalId, Path)),
    responses((status = 201, description = "Begun", body = PhotoUpload)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn begin_upload(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(animal): InPath<AnimalId>,
    Json(new): Json<NewUpload>,
) -> ApiResult<Created<Json<PhotoUpload>>> {
    let upload = api.app.domain.media.begin_upload(&actor, animal, &new).await?;
    Ok(Created(format!("/api/v1/media/uploads/{}", upload.id), Json(upload)))
}

/// An upload that was begun: which parts are here, with fresh addresses. Go on with the others.
#[utoipa::path(get, path = "/uploads/{id}", tag = "photos", params(("id" = PhotoId, Path)),
    responses((status = 200, description = "The upload", body = PhotoUpload)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn get_upload(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
) -> ApiResult<Json<PhotoUpload>> {
    Ok(Json(api.app.domain.media.upload(&actor, id).await?))
}

/// All parts are sent: the photo is prepared from now on, usually for a second or two. Read it until its `state` is `ready` or `rejected`.
#[utoipa::path(post, path = "/uploads/{id}/finish", tag = "photos", params(("id" = PhotoId, Path)),
    responses((status = 202, description = "Being prepared", body = OwnPhoto)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn finish_upload(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
) -> ApiResult<(StatusCode, Versioned<OwnPhoto>)> {
    let photo = api.app.domain.media.finish_upload(&actor, id).await?;
    Ok((StatusCode::ACCEPTED, Versioned(photo.version, photo)))
}

/// Give an upload up.
#[utoipa::path(delete, path = "/uploads/{id}", tag = "photos", params(("id" = PhotoId, Path)),
    responses((status = 204, description = "Forgotten")), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn cancel_upload(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PhotoId>,
) -> ApiResult<StatusCode> {
    api.app.domain.media.cancel_upload(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
