//! Files in and out of the breeder portal: plain routes, since server functions know neither large bodies nor streams.

use crate::{file_stream, layers::uploads::Overflow};
use app_shared::{AppError, ssr::RequestInfo};
use axum::{
    Extension, Router,
    extract::{Multipart, Path, multipart::MultipartRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use repti_model::{Actor, ErrorCode, ImportJobId, Problem, exchange::ExportKind};
use server_fn::error::ServerFnUrlError;

/// Where the form of the import page goes; the page knows its errors by this path. The layer for uploads knows it as well.
const UPLOAD: &str = "/import/upload";
/// What the export page knows its errors by.
const DOWNLOAD: &str = "/export/file";

/// The routes.
pub fn router() -> Router {
    Router::new().route(UPLOAD, post(upload)).route("/export/file/{kind}", get(download))
}

/// Takes a file in and goes on to its import, or back with what is wrong.
async fn upload(
    Extension(info): Extension<RequestInfo>,
    Extension(overflow): Extension<Overflow>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    match take(&info, &overflow, multipart).await {
        Ok(id) => see_other(&format!("/import/{id}")),
        Err(problem) => back("/import", UPLOAD, problem),
    }
}

async fn take(
    info: &RequestInfo,
    overflow: &Overflow,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<ImportJobId, Problem> {
    let actor = actor_of(info)?;
    let nothing = || Problem::new(ErrorCode::Invalid, "Choose a file first.");
    let (name, bytes) = file_of(multipart.map_err(|_| nothing())?, overflow).await?.ok_or_else(nothing)?;
    let job = info.domain.animal.upload_import(&actor, &name, bytes).await?;
    Ok(job.summary.id)
}

/// Name and bytes of the part `file`. An input that nothing was chosen in sends a part without name and bytes.
pub async fn file_of(mut multipart: Multipart, overflow: &Overflow) -> Result<Option<(String, Vec<u8>)>, Problem> {
    while let Some(field) = multipart.next_field().await.map_err(|_| overflow.problem())? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| overflow.problem())?;
        if !name.is_empty() || !bytes.is_empty() {
            return Ok(Some((name, bytes.into())));
        }
    }
    Ok(None)
}

fn actor_of(info: &RequestInfo) -> Result<Actor, Problem> {
    info.actor.clone().ok_or_else(|| Problem::of(ErrorCode::Unauthenticated))
}

/// A file as it is written, or back to the page with what is wrong.
async fn download(Extension(info): Extension<RequestInfo>, Path(kind): Path<String>) -> Response {
    let Ok(kind) = kind.parse::<ExportKind>() else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(actor) = actor_of(&info) else { return see_other("/sign-in?next=/export") };
    match info.domain.animal.export(&actor, kind).await {
        Ok(file) => file_stream::response(file),
        Err(error) => back("/export", DOWNLOAD, error.into()),
    }
}

/// Back to a page; the layer around the portal signs the error that the address carries.
fn back(page: &str, form: &str, problem: Problem) -> Response {
    let url = ServerFnUrlError::new(form, AppError(problem)).to_url(&format!("http://portal{page}"));
    match url.ok().and_then(|url| url.query().map(|query| format!("{page}?{query}"))) {
        Some(path) => see_other(&path),
        None => see_other(page),
    }
}

fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let value = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/import"));
    response.headers_mut().insert(header::LOCATION, value);
    response
}
