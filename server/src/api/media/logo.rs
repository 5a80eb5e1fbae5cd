//! The own logo of the vivarium of the request, which its papers show.

use crate::{
    api::{ApiResult, ApiState, Caller, Json, problem::ProblemBody},
    layers::uploads::Overflow,
};
use axum::{
    Extension,
    body::Bytes,
    extract::{FromRequest, Request, State},
    http::StatusCode,
};
use repti_model::media::OwnLogo;

/// The vivarium's own logo, and whether its plan has one.
#[utoipa::path(get, path = "/logo", tag = "papers",
    responses((status = 200, description = "The logo", body = OwnLogo)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn get_logo(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<OwnLogo>> {
    Ok(Json(api.app.domain.media.own_logo(&actor).await?))
}

/// Send a logo of at most 5 MB, in the place of the one before: a PNG, a JPEG or a WebP by its bytes, which are the body. It is kept as a PNG of at most
/// 600 pixels a side, with its transparency and nothing else of the file, and drawn on pedigrees and certificates from then on.
#[utoipa::path(put, path = "/logo", tag = "papers",
    request_body(content = String, content_type = "application/octet-stream", description = "The picture"),
    responses((status = 200, description = "It stands on papers", body = OwnLogo),
        (status = 403, description = "The plan has no own logo", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "Larger than 5 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read", "vivarium:admin"])))]
pub async fn put_logo(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Extension(overflow): Extension<Overflow>,
    request: Request,
) -> ApiResult<Json<OwnLogo>> {
    let bytes = Bytes::from_request(request, &api).await.map_err(|_| overflow.problem())?;
    Ok(Json(api.app.domain.media.set_logo(&actor, None, bytes).await?))
}

/// Remove the logo, for good. Papers do without from then on.
#[utoipa::path(delete, path = "/logo", tag = "papers",
    responses((status = 204, description = "Removed")), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn delete_logo(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<StatusCode> {
    api.app.domain.media.remove_logo(&actor, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
