//! Every error of the API, in one shape: RFC 9457, `application/problem+json`.

use super::ApiState;
use crate::{carried::Carried, layers::observe::RequestId};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use repti_model::{ErrorCode, FieldErrors, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// What a handler answers with.
pub type ApiResult<T> = Result<T, ApiError>;

/// A problem on its way out, with a status of HTTP's own where the closed code has none (400, 405, 412, 428).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub problem: Problem,
    pub status: StatusCode,
}

impl ApiError {
    /// A problem with a status of its own.
    #[must_use]
    pub fn with_status(status: StatusCode, code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { problem: Problem::new(code, detail), status }
    }

    /// Nobody is signed in, or not in a way that counts.
    #[must_use]
    pub fn unauthenticated(detail: impl Into<String>) -> Self {
        Problem::new(ErrorCode::Unauthenticated, detail).into()
    }

    /// Nothing stands at this address.
    #[must_use]
    pub fn not_found() -> Self {
        Problem::new(ErrorCode::NotFound, "There is nothing at this address.").into()
    }

    /// One wrong field.
    #[must_use]
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Problem::invalid(FieldErrors::one(field, message)).into()
    }

    /// A conflict of versions is a failed precondition where the client named a version by `If-Match`.
    #[must_use]
    pub fn of_precondition(error: impl Into<Problem>) -> Self {
        let error = Self::from(error);
        if error.problem.code == ErrorCode::Conflict && error.problem.current.is_some() {
            Self { status: StatusCode::PRECONDITION_FAILED, ..error }
        } else {
            error
        }
    }
}

impl<T: Into<Problem>> From<T> for ApiError {
    fn from(problem: T) -> Self {
        let problem = problem.into();
        let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { problem, status }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.problem.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"ReptiDex API\""));
        }
        response.extensions_mut().insert(Carried(self.problem));
        response
    }
}

/// An error as it is sent.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/problems/invalid", "title": "Some fields need another look", "status": 422, "code": "invalid",
    "detail": "Enter a name.", "fields": {"name": ["Enter a name."]}, "request_id": "0199b6f0c0de7aa0b5f3d1c2e4a6b8c0"
}))]
pub struct ProblemBody {
    /// Where this kind of problem is explained.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The closed code: what a program should look at.
    pub code: ErrorCode,
    /// What is wrong and what to do, for people.
    pub detail: String,
    /// Messages by field.
    #[serde(skip_serializing_if = "FieldErrors::is_empty")]
    pub fields: FieldErrors,
    /// Seconds after which another try makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// What stands in the store now, when a save met a newer version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<serde_json::Value>,
    /// Name it when you ask for help.
    pub request_id: String,
}

/// Writes the body of every error, also of those that the framework made: 404, 405, 408, 413, 415, a panic.
pub async fn write(State(_): State<ApiState>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let problem = parts.extensions.remove::<Carried>().map_or_else(|| of_status(status), |carried| carried.0);
    let body = body_of(status, problem, id);
    let json = serde_json::to_vec(&body).unwrap_or_default();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    for stale in [header::CONTENT_LENGTH, header::ETAG, HeaderName::from_static("content-encoding")] {
        parts.headers.remove(stale);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        parts.headers.entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static("2"));
    }
    Response::from_parts(parts, Body::from(json))
}

/// A problem of a host whose answers [`write`] doesn't see.
#[must_use]
pub fn response(problem: Problem, request_id: &str) -> Response {
    let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = body_of(status, problem, request_id.to_owned());
    let kind = HeaderValue::from_static("application/problem+json");
    (status, [(header::CONTENT_TYPE, kind)], serde_json::to_vec(&body).unwrap_or_default()).into_response()
}

fn body_of(status: StatusCode, problem: Problem, request_id: String) -> ProblemBody {
    ProblemBody {
        kind: format!("/problems/{}", code_word(problem.code)),
        title: title(status, problem.code).to_owned(),
        status: status.as_u16(),
        code: problem.code,
        detail: problem.detail,
        fields: problem.fields,
        retry_after: problem.retry_after,
        current: problem.current,
        request_id,
    }
}

fn title(status: StatusCode, code: ErrorCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "The request can't be read",
        StatusCode::METHOD_NOT_ALLOWED => "Not a method of this address",
        StatusCode::PRECONDITION_FAILED => "Somebody changed this in the meantime",
        StatusCode::PRECONDITION_REQUIRED => "Name the version that you read",
        _ => code.title(),
    }
}

/// A problem for a status that came without one.
fn of_status(status: StatusCode) -> Problem {
    let (code, detail) = match status {
        StatusCode::NOT_FOUND => {
            (ErrorCode::NotFound, "There is nothing at this address. The paths are listed in /openapi.json.")
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            (ErrorCode::Unsupported, "This address knows other methods: see the header Allow.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => (ErrorCode::TooLarge, "The body is larger than this address takes."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            (ErrorCode::Unsupported, "Send JSON, with Content-Type: application/json.")
        }
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => {
            (ErrorCode::Unavailable, "This took too long. Try again in a moment.")
        }
        status if status.is_client_error() => (ErrorCode::Invalid, "The request can't be read."),
        _ => (ErrorCode::Internal, "Something went wrong on our side. Try again in a moment."),
    };
    Problem::new(code, detail)
}

/// The word of a code, as in JSON.
#[must_use]
pub fn code_word(code: ErrorCode) -> String {
    serde_json::to_value(code).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Every code, for the pages that `type` points to.
pub const CODES: [ErrorCode; 13] = [
    ErrorCode::Invalid,
    ErrorCode::Unauthenticated,
    ErrorCode::SecondFactorRequired,
    ErrorCode::Forbidden,
    ErrorCode::NotFound,
    ErrorCode::Conflict,
    ErrorCode::AlreadyExists,
    ErrorCode::Expired,
    ErrorCode::RateLimited,
    ErrorCode::TooLarge,
    ErrorCode::Unsupported,
    ErrorCode::Unavailable,
    ErrorCode::Internal,
];

/// `GET /problems/{code}`: what a problem's `type` means.
pub async fn explain(axum::extract::Path(word): axum::extract::Path<String>) -> Response {
    match CODES.into_iter().find(|code| code_word(*code) == word) {
        Some(code) => {
            format!("{word}: {}. Answered with HTTP status {}.\n", code.title(), code.status()).into_response()
        }
        None => ApiError::not_found().into_response(),
    }
}
