//! What handlers take: bodies, paths, queries and preconditions, each refused in the API's own words.

use super::{ApiError, ApiState, auth::BySession};
use axum::{
    extract::{
        FromRequest, FromRequestParts, Path, Query, Request,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use repti_model::{Actor, ErrorCode, FieldErrors, Problem};
use serde::{Serialize, de::DeserializeOwned};

/// A JSON body; unknown fields and numbers out of range are refused with 422.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<ApiState> for Json<T> {
    type Rejection = ApiError;
    async fn from_request(request: Request, state: &ApiState) -> Result<Self, ApiError> {
        axum::Json::from_request(request, state).await.map(|axum::Json(body)| Self(body)).map_err(of_json)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// A JSON body that was read already; refused in the same words.
pub fn json_of<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    axum::Json::from_bytes(bytes).map(|axum::Json(body)| body).map_err(|rejection| match rejection {
        // serde_json calls a list that is too long a fault of the syntax.
        JsonRejection::JsonSyntaxError(error) if serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok() => {
            let (field, _) = field_of(&source_of(&error));
            ApiError::field(&field, "There is more here than is expected.".to_owned())
        }
        other => of_json(other),
    })
}

fn of_json(rejection: JsonRejection) -> ApiError {
    match rejection {
        JsonRejection::JsonDataError(error) => {
            let (field, message) = field_of(&source_of(&error));
            ApiError::field(&field, message)
        }
        JsonRejection::JsonSyntaxError(_) => {
            ApiError::with_status(StatusCode::BAD_REQUEST, ErrorCode::Invalid, "The body is not valid JSON.")
        }
        JsonRejection::MissingJsonContentType(_) => {
            Problem::new(ErrorCode::Unsupported, "Send JSON, with Content-Type: application/json.").into()
        }
        other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(ErrorCode::TooLarge, "The body is larger than this address takes.").into()
        }
        _ => ApiError::with_status(StatusCode::BAD_REQUEST, ErrorCode::Invalid, "The body can't be read."),
    }
}

/// The innermost words of an error: those of serde, with the path of the field before them.
fn source_of(error: &dyn std::error::Error) -> String {
    let mut inner = error;
    while let Some(next) = inner.source() {
        // `field: message` comes from serde_path_to_error; what is inside it has lost the path.
        if inner.to_string().contains(": ") && !next.to_string().contains(": ") {
            break;
        }
        inner = next;
    }
    inner.to_string()
}

/// Parts `born.precision: unknown variant …` into the field and what is wrong with it.
fn field_of(text: &str) -> (String, String) {
    let text = text.split(" at line ").next().unwrap_or(text);
    let short = |message: &str| message.chars().take(300).collect::<String>();
    match text.split_once(": ") {
        Some((field, message)) if !field.contains(' ') && field.len() <= 80 => (field.to_owned(), short(message)),
        _ => (String::new(), short(text)),
    }
}

/// A part of the path. One that can't be read leads nowhere: 404.
#[derive(Debug)]
pub struct InPath<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<ApiState> for InPath<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        let found = Path::from_request_parts(parts, state).await;
        found.map(|Path(value)| Self(value)).map_err(|_: PathRejection| ApiError::not_found())
    }
}

/// The query; unknown and unreadable parameters are refused with 422.
#[derive(Debug)]
pub struct InQuery<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<ApiState> for InQuery<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        let found = Query::from_request_parts(parts, state).await;
        found.map(|Query(value)| Self(value)).map_err(|rejection: QueryRejection| {
            let (field, message) = field_of(&source_of(&rejection));
            ApiError::field(&field, message)
        })
    }
}

/// Who asks. 401 when nobody is signed in.
#[derive(Debug, Clone)]
pub struct Caller(pub Actor);

impl FromRequestParts<ApiState> for Caller {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, ApiError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            ApiError::unauthenticated(
                "Send a token: Authorization: Bearer …, from POST /api/v1/core/sessions or of a vivarium's settings.",
            )
        })
    }
}

/// A person who signed in with their password: what a token of a vivarium can't do, such as founding another. 403 for those.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Actor);

impl FromRequestParts<ApiState> for SignedIn {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        let Caller(actor) = Caller::from_request_parts(parts, state).await?;
        if parts.extensions.get::<BySession>().is_none() {
            let detail = "An API token can't do this. Sign in with POST /api/v1/core/sessions.";
            return Err(Problem::new(ErrorCode::Forbidden, detail).into());
        }
        Ok(Self(Actor { scopes: None, ..actor }))
    }
}

/// The version that the client read, from `If-Match: "v3"`. Missing: 428. Anything else than a version of ours: 412.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i32);

impl FromRequestParts<ApiState> for IfMatch {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, ApiError> {
        let given = parts.headers.get(header::IF_MATCH).ok_or_else(|| {
            ApiError::with_status(
                StatusCode::PRECONDITION_REQUIRED,
                ErrorCode::Invalid,
                "Send the ETag that you read as If-Match, so that nobody's change is lost.",
            )
        })?;
        given.to_str().ok().and_then(version_of).map(Self).ok_or_else(|| {
            ApiError::with_status(
                StatusCode::PRECONDITION_FAILED,
                ErrorCode::Conflict,
                "This If-Match is no version of ours. Read again and send the ETag as it came.",
            )
        })
    }
}

fn version_of(tag: &str) -> Option<i32> {
    tag.trim().strip_prefix("\"v")?.strip_suffix('"')?.parse().ok().filter(|version| *version > 0)
}

/// A JSON body with its version as `ETag`.
#[derive(Debug)]
pub struct Versioned<T>(pub i32, pub T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        ([(header::ETAG, format!("\"v{}\"", self.0))], axum::Json(self.1)).into_response()
    }
}

/// 201 with where it stands.
#[derive(Debug)]
pub struct Created<T>(pub String, pub T);

impl<T: IntoResponse> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, [(header::LOCATION, self.0)], self.1).into_response()
    }
}

/// How many rows of a list: 1 to 200, 50 without.
pub fn page_size(limit: Option<i64>) -> Result<usize, ApiError> {
    match limit.unwrap_or(50) {
        fine @ 1..=200 => Ok(usize::try_from(fine).unwrap_or(50)),
        _ => Err(FieldErrors::one("limit", "Choose between 1 and 200.").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_version_of_ours_is_a_precondition() {
        assert_eq!(version_of("\"v3\""), Some(3));
        for other in ["*", "v3", "W/\"v3\"", "\"3\"", "\"v-1\"", "\"v0\"", "\"v99999999999\"", ""] {
            assert_eq!(version_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_wrong_field_is_named() {
        let (field, message) = field_of("born.precision: unknown variant `week` at line 1 column 9");
        assert_eq!((field.as_str(), message.as_str()), ("born.precision", "unknown variant `week`"));
        assert_eq!(field_of("unknown field `staff`").0, "");
    }

    #[test]
    fn pages_have_a_size_that_can_be_served() {
        assert!(page_size(None).is_ok_and(|size| size == 50));
        for wrong in [0, -1, 201, i64::MAX] {
            assert!(page_size(Some(wrong)).is_err());
        }
    }
}
