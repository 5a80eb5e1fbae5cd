//! `Idempotency-Key`: a `POST` that is sent twice happens once and gets the same answer.

use super::{ApiError, ApiState, Caller, animal::is_computation};
use axum::{
    RequestExt,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use repti_model::{ErrorCode, PersonId, Problem};
use repti_ops::idempotency::{Answer, Begun, Idempotency};
use sha2::{Digest, Sha256};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Headers that belong to an answer, not to the moment it was sent.
const KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];
/// An answer larger than this is a file, which can be asked for again.
const MOST_KEPT: usize = 2 * 1024 * 1024;

/// Runs the request, unless its key says that it ran before. What changes nothing needs no key, and has one ignored.
pub async fn once(State(api): State<ApiState>, request: Request, next: Next) -> Response {
    let (Some(key), true) = (
        request.headers().get(KEY).cloned(),
        request.method() == Method::POST && !is_computation(request.uri().path()),
    ) else {
        return next.run(request).await;
    };
    let Some(person) = request.extensions().get::<Caller>().map(|caller| caller.0.person_id) else {
        return next.run(request).await;
    };
    match run(&api, person, &key, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn run(
    api: &ApiState,
    person: PersonId,
    key: &HeaderValue,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let key =
        key.to_str().ok().filter(|key| (1..=200).contains(&key.len())).map(str::to_owned).ok_or_else(|| {
            ApiError::field("Idempotency-Key", "Use 1 to 200 visible ASCII characters, such as a UUID.")
        })?;
    let (parts, body) = request.with_limited_body().into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|_| {
        ApiError::from(Problem::new(ErrorCode::TooLarge, "The body is larger than this address takes."))
    })?;
    let hash =
        hash_of(&parts.method, parts.uri.path_and_query().map_or("", |path| path.as_str()), &parts.headers, &body);
    let memory = Idempotency::new(api.app.domain.db.clone());
    match memory.begin(person, &key, hash).await? {
        Begun::New => {}
        Begun::Done(answer) => return Ok(replay(answer)),
        Begun::Running => {
            let detail = "The first request with this key is still running. Ask again in a moment.";
            return Err(Problem { retry_after: Some(1), ..Problem::new(ErrorCode::Conflict, detail) }.into());
        }
        Begun::Unknown => {
            let detail = "The first request with this key was cut off, and nobody knows whether it took effect. Look, then use a new key.";
            return Err(Problem::new(ErrorCode::Conflict, detail).into());
        }
        Begun::Other => {
            return Err(ApiError::field("Idempotency-Key", "This key was used for another request. Use a new one."));
        }
    }
    // A client that goes away must not leave the key half used: what has begun runs to its end.
    let request = Request::from_parts(parts, Body::from(body));
    let task = tokio::spawn(async move {
        let response = next.run(request).await;
        keep(&memory, person, &key, response).await
    });
    task.await.map_err(|_| Problem::of(ErrorCode::Internal).into())
}

/// The request, without what may differ when it is sent again.
fn hash_of(method: &Method, path: &str, headers: &HeaderMap, body: &Bytes) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [method.as_str(), path] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let vivarium = headers.get(HeaderName::from_static("x-vivarium")).map_or(&b""[..], HeaderValue::as_bytes);
    // A form with a file has another boundary each time that it is sent.
    let boundary = std::str::from_utf8(kind).ok().and_then(boundary_of);
    for part in [boundary.map_or(kind, |_| &b"multipart"[..]), vivarium] {
        hash.update(part);
        hash.update([0]);
    }
    let mut rest = &body[..];
    if let Some(boundary) = boundary.map(str::as_bytes) {
        while let Some(at) = rest.windows(boundary.len()).position(|window| window == boundary) {
            hash.update(&rest[..at]);
            rest = &rest[at + boundary.len()..];
        }
    }
    hash.update(rest);
    hash.finalize().into()
}

fn boundary_of(kind: &str) -> Option<&str> {
    let (_, boundary) = kind.strip_prefix("multipart/form-data")?.split_once("boundary=")?;
    Some(boundary.split(';').next()?.trim().trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

/// Remembers an answer that will stay true; a failure that had no effect gives the key back.
async fn keep(memory: &Idempotency, person: PersonId, key: &str, response: Response) -> Response {
    let status = response.status();
    let transient =
        status.is_server_error() || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::UNAUTHORIZED);
    let is_problem = status.is_client_error();
    if transient || is_problem {
        // A refusal had no effect either: with other rights, or when the other person is gone, it may turn out otherwise.
        if let Err(error) = memory.release(person, key).await {
            tracing::warn!(%error, "an idempotency key could not be given back");
        }
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, MOST_KEPT).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR, "").into_response();
    };
    let headers = KEPT
        .iter()
        .filter_map(|name| Some((name.to_string(), parts.headers.get(name)?.to_str().ok()?.to_owned())))
        .collect();
    let answer = Answer { status: parts.status.as_u16(), headers, body: body.to_vec() };
    if let Err(error) = memory.finish(person, key, &answer).await {
        // The effect is durable and the client hears of it; a repetition will be told that the end is unknown.
        tracing::warn!(%error, "an answer could not be remembered");
    }
    Response::from_parts(parts, Body::from(body))
}

fn replay(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, answer.body).into_response();
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse()) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}
