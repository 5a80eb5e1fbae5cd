//! Files beside claims, in and out of the portals: plain routes, since server functions know neither large bodies nor files.

use crate::layers::uploads::Overflow;
use app_shared::{AppError, ssr::RequestInfo};
use axum::{
    Extension, Router,
    extract::{Multipart, Path, Query, multipart::MultipartRejection},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use repti_domain::repti_animal::EvidenceRead;
use repti_model::{
    AnimalId, ErrorCode, EvidenceId, FieldErrors, Problem, evidence::NewEvidence, lineage::VerifiedClaim,
};
use serde::Deserialize;
use server_fn::error::ServerFnUrlError;
use std::fmt::Write;

/// Where the forms go; each knows its errors by this path and its claim. The layer for uploads knows it as well.
const UPLOAD: &str = "/evidence/upload";

/// A picture may be shown and do nothing; whoever opens it by its address has an empty sandbox.
const HARMLESS: &str =
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// The routes of the breeder portal.
pub fn breeder() -> Router {
    Router::new().route(UPLOAD, post(upload)).route("/evidence/{id}", get(read))
}

/// The route of the admin portal, for staff who have to judge.
pub fn admin() -> Router {
    Router::new().route("/evidence/{id}", get(read_as_staff))
}

/// A form's fields, as far as they came.
#[derive(Debug, Default)]
struct Sent {
    claim: String,
    back: String,
    new: Option<NewEvidence>,
    certificate: bool,
    with_message: bool,
}

/// Takes a file in and goes back to where it was sent from, with a word of what became of it.
async fn upload(
    Extension(info): Extension<RequestInfo>,
    Extension(overflow): Extension<Overflow>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let mut sent = Sent::default();
    let done = match multipart {
        Ok(multipart) => take(&info, &overflow, multipart, &mut sent).await,
        Err(_) => Err(Problem::new(ErrorCode::Invalid, "Choose a file first.")),
    };
    let page = match sent.back.parse::<AnimalId>() {
        Ok(id) => format!("/animals/{id}"),
        Err(_) => "/verifications".to_owned(),
    };
    match done {
        Ok(()) => see_other(&format!("{page}?note=evidence-added")),
        Err(problem) => {
            let form = format!("{UPLOAD}#{}", sent.claim);
            let url = ServerFnUrlError::new(form, AppError(problem)).to_url(&format!("http://portal{page}"));
            match url.ok().and_then(|url| url.query().map(|query| format!("{page}?{query}"))) {
                Some(path) => see_other(&path),
                None => see_other(&page),
            }
        }
    }
}

async fn take(info: &RequestInfo, overflow: &Overflow, multipart: Multipart, sent: &mut Sent) -> Result<(), Problem> {
    let actor = info.actor.clone().ok_or_else(|| Problem::of(ErrorCode::Unauthenticated))?;
    read_form(multipart, overflow, sent).await?;
    let claim: VerifiedClaim =
        sent.claim.parse().map_err(|_| Problem::new(ErrorCode::NotFound, "There is no such claim here."))?;
    let new = sent.new.take().ok_or_else(|| FieldErrors::one("file", "Choose a file first."))?;
    let new = NewEvidence { certificate: sent.certificate, with_message: sent.with_message, ..new };
    info.domain.animal.add_evidence(&actor, claim, &new).await?;
    Ok(())
}

/// Reads the parts in whatever order they come. What breaks off keeps what came before it, so that the answer finds its way back.
async fn read_form(mut multipart: Multipart, overflow: &Overflow, sent: &mut Sent) -> Result<(), Problem> {
    while let Some(field) = multipart.next_field().await.map_err(|_| overflow.problem())? {
        let part = field.name().unwrap_or_default().to_owned();
        if part == "file" {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes: Vec<u8> = field.bytes().await.map_err(|_| overflow.problem())?.into();
            // An input that nothing was chosen in sends a part without name and bytes.
            if !name.is_empty() || !bytes.is_empty() {
                sent.new = Some(NewEvidence { name, bytes, certificate: false, with_message: false });
            }
            continue;
        }
        let text = field.text().await.map_err(|_| overflow.problem())?;
        if text.len() > 200 {
            continue;
        }
        match part.as_str() {
            "claim" => sent.claim = text,
            "back" => sent.back = text,
            "certificate" => sent.certificate = text == "true",
            "with_message" => sent.with_message = text == "true",
            _ => {}
        }
    }
    Ok(())
}

/// How a file is wanted.
#[derive(Debug, Default, Deserialize)]
pub struct How {
    /// A picture to look at instead of a file to keep.
    #[serde(default)]
    show: Option<String>,
}

async fn read(Extension(info): Extension<RequestInfo>, Path(id): Path<String>, Query(how): Query<How>) -> Response {
    let Some(actor) = info.actor.as_ref() else { return StatusCode::UNAUTHORIZED.into_response() };
    let Ok(id) = id.parse::<EvidenceId>() else { return StatusCode::NOT_FOUND.into_response() };
    match info.domain.animal.read_evidence(actor, id).await {
        Ok(file) => response(file, how.show.is_some()),
        Err(error) => refused(&error.into()),
    }
}

async fn read_as_staff(
    Extension(info): Extension<RequestInfo>,
    Path(id): Path<String>,
    Query(how): Query<How>,
) -> Response {
    let Some(actor) = info.actor.as_ref() else { return StatusCode::UNAUTHORIZED.into_response() };
    let Ok(id) = id.parse::<EvidenceId>() else { return StatusCode::NOT_FOUND.into_response() };
    match info.domain.animal.read_evidence_as_staff(actor, id).await {
        Ok(file) => response(file, how.show.is_some()),
        Err(error) => refused(&error.into()),
    }
}

fn refused(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, problem.detail.clone()).into_response()
}

/// A file as a response: to keep, or (a picture) to look at. Never as anything but what its bytes say, never from a shared cache.
#[must_use]
pub fn response(file: EvidenceRead, show: bool) -> Response {
    let how = if show && file.kind.is_picture() { "inline" } else { "attachment" };
    let disposition = disposition(how, &file.name);
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(HARMLESS));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The name for old readers in ASCII, and as it is (RFC 6266, RFC 8187).
fn disposition(how: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' })
        .collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => whole.push(char::from(byte)),
            other => {
                let _ = write!(whole, "%{other:02X}");
            }
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let value = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/verifications"));
    response.headers_mut().insert(header::LOCATION, value);
    response
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_is_told_in_ascii_and_as_it_is() {
        assert_eq!(
            disposition("attachment", "Prüfbericht (1).pdf"),
            "attachment; filename=\"Pr_fbericht (1).pdf\"; filename*=UTF-8''Pr%C3%BCfbericht%20%281%29.pdf"
        );
        assert!(!disposition("inline", "a\"b\\c\r\n.png").contains(['\r', '\n', '\\']));
    }
}
