//! How much a server function reads. Leptos takes a body whole and asks no limit of axum's, so it is set here.

use super::BODY_LIMIT;
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;

/// Refuses a form that says it is too long, and ends one that becomes so. Uploads have routes and limits of their own.
pub async fn limit(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/sfn/") {
        return next.run(request).await;
    }
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > BODY_LIMIT) {
        return (StatusCode::PAYLOAD_TOO_LARGE, "This is more than a form can hold. Shorten it and try again.")
            .into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, BODY_LIMIT)))).await
}
