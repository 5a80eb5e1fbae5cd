//! Exports of the vivarium of the request.

use crate::{
    api::{ApiError, ApiResult, ApiState, Caller, InPath, Json},
    file_stream,
};
use axum::{extract::State, response::Response};
use repti_model::exchange::ExportKind;
use serde::Serialize;
use utoipa::ToSchema;

/// A kind of export.
#[derive(Serialize, ToSchema)]
pub struct ExportOffer {
    kind: ExportKind,
    name: &'static str,
    content_type: &'static str,
    /// What has to be read before the file is used.
    warning: Option<&'static str>,
}

/// What can be exported.
#[utoipa::path(get, path = "/exports", tag = "exchange",
    responses((status = 200, description = "The kinds", body = [ExportOffer])), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn list_exports(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<Vec<ExportOffer>>> {
    let offer = |kind: &ExportKind| ExportOffer {
        kind: *kind,
        name: kind.label(),
        content_type: kind.content_type(),
        warning: kind.warning(),
    };
    Ok(Json(api.app.domain.animal.exports(&actor)?.iter().map(offer).collect()))
}

/// Download an export. Mind the warning of MorphMarket's: a synchronising import there marks animals missing from the file as sold.
#[utoipa::path(get, path = "/exports/{kind}", tag = "exchange", params(("kind" = ExportKind, Path)),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream")), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn download_export(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(kind): InPath<String>,
) -> ApiResult<Response> {
    let kind = kind.parse::<ExportKind>().map_err(|_| ApiError::not_found())?;
    Ok(file_stream::response(api.app.domain.animal.export(&actor, kind).await?))
}
