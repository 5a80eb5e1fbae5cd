//! Documents as files: pedigrees of public animals for everybody, those of own animals for a vivarium's members.

use crate::app::AppState;
use app_shared::ssr::RequestInfo;
use axum::{
    Extension, Router,
    body::Bytes,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use repti_domain::{
    papers::{Paper, Printing, check_generations},
    repti_paper::Format,
};
use repti_model::{AnimalId, ErrorCode, FieldErrors, Problem};
use serde::Deserialize;

/// A drawing may show its text, its links and the logo in it, and nothing else.
const HARMLESS: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
/// What everybody may see is kept for an hour, and asked about again by its tag after that.
const PUBLIC: &str = "public, max-age=3600";
/// What a member sees isn't kept by anybody between.
const PRIVATE: &str = "private, no-cache";

/// How a pedigree is wanted.
#[derive(Debug, Default, Deserialize)]
struct How {
    #[serde(default)]
    generations: Option<i64>,
}

/// The routes of the public portal.
pub fn public(state: &AppState) -> Router {
    let mut router = Router::new();
    for format in Format::ALL {
        let end = format.extension();
        router = router.route(
            &format!("/animals/{{id}}/pedigree.{end}"),
            get(move |state, id, how, headers| public_pedigree(format, state, id, how, headers)),
        );
    }
    for (file, pedigree) in [("og.png", false), ("pedigree-og.png", true)] {
        router = router.route(
            &format!("/animals/{{id}}/{file}"),
            get(move |state, id, headers| card(pedigree, state, id, headers)),
        );
    }
    router.with_state(state.clone())
}

/// The routes of the breeder portal.
pub fn breeder(state: &AppState) -> Router {
    let mut router = Router::new();
    for format in Format::ALL {
        let end = format.extension();
        router = router.route(
            &format!("/animals/{{id}}/pedigree.{end}"),
            get(move |info, state, id, how, headers| own_pedigree(format, info, state, id, how, headers)),
        );
        router = router.route(
            &format!("/certificates/{{id}}/certificate.{end}"),
            get(move |info, state, id, headers| certificate(format, info, state, id, headers)),
        );
    }
    router.with_state(state.clone())
}

type Asked = Result<Query<How>, QueryRejection>;

async fn public_pedigree(
    format: Format,
    State(state): State<AppState>,
    Path(id): Path<String>,
    how: Asked,
    headers: HeaderMap,
) -> Response {
    let made = async {
        let (id, generations) = asked(&id, how)?;
        let paper = state.domain.public_pedigree_paper(id, generations, printing(&state)).await?;
        let tag = paper.tag(format);
        if has(&headers, &tag) {
            return Ok(unchanged(&tag, PUBLIC));
        }
        let name = paper.file_name(format);
        Ok(file(state.domain.paint_public(paper, format).await?, format, &name, &tag, PUBLIC))
    };
    let mut response = made.await.unwrap_or_else(|problem| refused(&problem));
    // A picture is free to be shown anywhere, as the plates are.
    let anywhere = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert(HeaderName::from_static("cross-origin-resource-policy"), anywhere);
    response
}

/// What other sites show beside a link to an animal.
async fn card(pedigree: bool, State(state): State<AppState>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let made = async {
        let id = id.parse().map_err(|_| Problem::new(ErrorCode::NotFound, "There is no such animal here."))?;
        let paper = state.domain.public_card_paper(id, pedigree).await?;
        let tag = paper.tag(Format::Png);
        if has(&headers, &tag) {
            return Ok(unchanged(&tag, PUBLIC));
        }
        let name = paper.file_name(Format::Png);
        Ok(file(state.domain.paint_public(paper, Format::Png).await?, Format::Png, &name, &tag, PUBLIC))
    };
    let mut response = made.await.unwrap_or_else(|problem: Problem| refused(&problem));
    let anywhere = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert(HeaderName::from_static("cross-origin-resource-policy"), anywhere);
    response
}

async fn own_pedigree(
    format: Format,
    Extension(info): Extension<RequestInfo>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    how: Asked,
    headers: HeaderMap,
) -> Response {
    let made = async {
        let actor = info.actor.as_ref().ok_or_else(|| Problem::of(ErrorCode::Unauthenticated))?;
        let (id, generations) = asked(&id, how)?;
        let paper = state.domain.pedigree_paper(actor, id, generations, printing(&state)).await?;
        own(&state, actor, paper, format, &headers).await
    };
    made.await.unwrap_or_else(|problem: Problem| refused(&problem))
}

async fn certificate(
    format: Format,
    Extension(info): Extension<RequestInfo>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let made = async {
        let actor = info.actor.as_ref().ok_or_else(|| Problem::of(ErrorCode::Unauthenticated))?;
        let id = id.parse().map_err(|_| Problem::new(ErrorCode::NotFound, "There is no such certificate here."))?;
        let paper = state.domain.certificate_paper(actor, id, printing(&state)).await?;
        own(&state, actor, paper, format, &headers).await
    };
    made.await.unwrap_or_else(|problem: Problem| refused(&problem))
}

/// A document for a member, or that theirs is still the same.
///
/// # Errors
/// When nobody finds a place to paint it in.
pub(crate) async fn own(
    state: &AppState,
    actor: &repti_model::Actor,
    paper: Paper,
    format: Format,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let tag = paper.tag(format);
    if has(headers, &tag) {
        return Ok(unchanged(&tag, PRIVATE));
    }
    let name = paper.file_name(format);
    Ok(file(state.domain.paint(actor, paper, format).await?, format, &name, &tag, PRIVATE))
}

fn asked(id: &str, how: Asked) -> Result<(AnimalId, u8), Problem> {
    let id = id.parse().map_err(|_| Problem::new(ErrorCode::NotFound, "There is no such animal here."))?;
    let Query(how) = how.map_err(|_| FieldErrors::one("generations", "Write a number between 1 and 5."))?;
    Ok((id, check_generations(how.generations)?))
}

/// What a paper is made with at this moment.
pub(crate) fn printing(state: &AppState) -> Printing<'_> {
    Printing { today: today(), home: &state.urls.public }
}

fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

/// Whether whoever asks has the file with this tag already.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let Some(known) = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()) else { return false };
    known.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/").trim_matches('"') == tag)
}

fn unchanged(tag: &str, cache: &'static str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    keep(response.headers_mut(), tag, cache);
    response
}

fn keep(headers: &mut HeaderMap, tag: &str, cache: &'static str) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{tag}\"")) {
        headers.insert(header::ETAG, tag);
    }
}

fn file(bytes: Bytes, format: Format, name: &str, tag: &str, cache: &'static str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(HARMLESS));
    if let Ok(name) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    keep(headers, tag, cache);
    response
}

/// The status and the words of a problem, with the field that is wrong.
fn refused(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut words = format!("{}\n", problem.detail);
    for (field, messages) in &problem.fields.0 {
        for message in messages {
            words.push_str(&format!("{field}: {message}\n"));
        }
    }
    let mut response = (status, words).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(value) = problem.retry_after.and_then(|seconds| HeaderValue::from_str(&seconds.to_string()).ok()) {
        headers.insert(header::RETRY_AFTER, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_again_however_it_is_sent() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(value).unwrap());
            has(&headers, "ab-pdf")
        };
        assert!(with("\"ab-pdf\"") && with("W/\"ab-pdf\", \"x\"") && with("\"x\",\"ab-pdf\"") && with("*"));
        assert!(!with("\"ab-png\"") && !has(&HeaderMap::new(), "ab-pdf"));
    }
}
