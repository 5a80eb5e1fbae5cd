//! Imports into the vivarium of the request: a file, its columns, a dry run, and the work behind it.

use super::query::PageQuery;
use crate::{
    api::{ApiError, ApiResult, ApiState, Caller, Created, InPath, InQuery, Json, page_size, problem::ProblemBody},
    exchange::file_of,
    layers::uploads::Overflow,
};
use axum::{
    Extension,
    body::Bytes,
    extract::{FromRequest, Multipart, Request, State},
    http::{StatusCode, header},
};
use repti_model::{
    ImportJobId,
    exchange::{ImportJob, ImportOptions, ImportRow, ImportSummary, Mapping, RowFilter},
    page::Page,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// What the file is called, where the body is the file itself.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// Shown in the list of imports. A form brings its own.
    file_name: Option<String>,
}

/// The file as a form sends it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form")]
pub struct UploadForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Which column means what, and the decisions for the file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MappingForm {
    mapping: Mapping,
    #[serde(default)]
    options: ImportOptions,
}

/// A sheet of a workbook.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetForm {
    sheet: String,
}

/// Which rows to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RowQuery {
    /// `all` without.
    filter: Option<RowFilter>,
    /// `next` or `previous` of a page.
    cursor: Option<String>,
    /// 1 to 200; 50 without.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// Upload a file of at most 25 MB: CSV, TSV or XLSX, as the body itself or as the part `file` of a form. Nothing is imported yet:
/// the answer has the layout that was recognised and a suggested mapping.
#[utoipa::path(post, path = "/imports", tag = "exchange", params(UploadQuery),
    request_body(content((String = "text/csv"), (UploadForm = "multipart/form-data")), description = "The file"),
    responses((status = 201, description = "Taken in", body = ImportJob),
        (status = 413, description = "Larger than 25 MB", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "Not a table", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn upload_import(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<UploadQuery>,
    Extension(overflow): Extension<Overflow>,
    request: Request,
) -> ApiResult<Created<Json<ImportJob>>> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (name, bytes) = if kind.starts_with("multipart/form-data") {
        let nothing = || ApiError::field("file", "Send the file as the part called file.");
        let multipart = Multipart::from_request(request, &api).await.map_err(|_| nothing())?;
        file_of(multipart, &overflow).await?.ok_or_else(nothing)?
    } else {
        let bytes = Bytes::from_request(request, &api).await.map_err(|_| overflow.problem())?;
        (query.file_name.unwrap_or_default(), bytes.into())
    };
    let job = api.app.domain.animal.upload_import(&actor, &name, bytes).await?;
    Ok(Created(format!("/api/v1/animal/imports/{}", job.summary.id), Json(job)))
}

/// The imports, the newest first.
#[utoipa::path(get, path = "/imports", tag = "exchange", params(PageQuery),
    responses((status = 200, description = "A page", body = Page<ImportSummary>)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn list_imports(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<PageQuery>,
) -> ApiResult<Json<Page<ImportSummary>>> {
    let limit = page_size(query.limit)?;
    Ok(Json(api.app.domain.animal.imports(&actor, query.cursor.as_deref(), limit).await?))
}

/// One import: where it stands, `done` of `total` while it runs.
#[utoipa::path(get, path = "/imports/{id}", tag = "exchange", params(("id" = ImportJobId, Path)),
    responses((status = 200, description = "The import", body = ImportJob)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn get_import(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ImportJobId>,
) -> ApiResult<Json<ImportJob>> {
    Ok(Json(api.app.domain.animal.import(&actor, id).await?))
}

/// Throw away an upload that has not been imported.
#[utoipa::path(delete, path = "/imports/{id}", tag = "exchange", params(("id" = ImportJobId, Path)),
    responses((status = 204, description = "Gone")), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn discard_import(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ImportJobId>,
) -> ApiResult<StatusCode> {
    api.app.domain.animal.discard_import(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Read another sheet of a workbook. The mapping is suggested anew.
#[utoipa::path(put, path = "/imports/{id}/sheet", tag = "exchange", request_body = SheetForm, params(("id" = ImportJobId, Path)),
    responses((status = 200, description = "Read", body = ImportJob)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn choose_import_sheet(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ImportJobId>,
    Json(form): Json<SheetForm>,
) -> ApiResult<Json<ImportJob>> {
    Ok(Json(api.app.domain.animal.choose_import_sheet(&actor, id, &form.sheet).await?))
}

/// Settle which column means what, and the decisions for the file.
#[utoipa::path(put, path = "/imports/{id}/mapping", tag = "exchange", request_body = MappingForm, params(("id" = ImportJobId, Path)),
    responses((status = 200, description = "Settled", body = ImportJob)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn map_import(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ImportJobId>,
    Json(form): Json<MappingForm>,
) -> ApiResult<Json<ImportJob>> {
    Ok(Json(api.app.domain.animal.map_import(&actor, id, &form.mapping, &form.options).await?))
}

/// Dry run: plan each row against the registry as it stands. Writes nothing else; the rows are at `/rows`.
#[utoipa::path(post, path = "/imports/{id}/preview", tag = "exchange", params(("id" = ImportJobId, Path)),
    responses((status = 200, description = "Planned", body = ImportJob)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn preview_import(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ImportJobId>,
) -> ApiResult<Json<ImportJob>> {
    Ok(Json(api.app.domain.animal.preview_import(&actor, id).await?))
}

/// Rows of the dry run or the result, with what is wrong about each. Ancestors that the file only names have lines below zero.
#[utoipa::path(get, path = "/imports/{id}/rows", tag = "exchange", params(("id" = ImportJobId, Path), RowQuery),
    responses((status = 200, description = "A page", body = Page<ImportRow>)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn import_rows(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ImportJobId>,
    InQuery(query): InQuery<RowQuery>,
) -> ApiResult<Json<Page<ImportRow>>> {
    let (filter, limit) = (query.filter.unwrap_or_default(), page_size(query.limit)?);
    Ok(Json(api.app.domain.animal.import_rows(&actor, id, filter, query.cursor.as_deref(), limit).await?))
}

/// Start the import of what the dry run showed. It runs in the background: ask `GET /imports/{id}` how far it is. Asked twice, it
/// happens once.
#[utoipa::path(post, path = "/imports/{id}/commit", tag = "exchange", params(("id" = ImportJobId, Path)),
    responses((status = 202, description = "Begun", body = ImportJob)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn commit_import(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ImportJobId>,
) -> ApiResult<(StatusCode, Json<ImportJob>)> {
    Ok((StatusCode::ACCEPTED, Json(api.app.domain.animal.commit_import(&actor, id).await?)))
}

/// Start taking an import back. What somebody has worked with since stays, and is named in `revert`.
#[utoipa::path(post, path = "/imports/{id}/revert", tag = "exchange", params(("id" = ImportJobId, Path)),
    responses((status = 202, description = "Begun", body = ImportJob)), security(("access_token" = []), ("api_token" = ["exchange:write"])))]
pub async fn revert_import(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ImportJobId>,
) -> ApiResult<(StatusCode, Json<ImportJob>)> {
    Ok((StatusCode::ACCEPTED, Json(api.app.domain.animal.revert_import(&actor, id).await?)))
}
