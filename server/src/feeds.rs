//! What programs read of the public portal: sitemap, robots, Atom feeds, oEmbed.

mod atom;
mod oembed;
mod sitemap;
mod xml;

use crate::app::AppState;
use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use repti_model::{ErrorCode, Problem};

/// The routes beside the public portal's pages.
pub fn router(state: &AppState) -> Router {
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(sitemap::answer))
        .route("/feed.xml", get(atom::newest))
        .route("/breeders/{slug}/feed.xml", get(atom::of_breeder))
        .route("/plates/{file}", get(crate::plates::answer))
        .route("/oembed", get(oembed::describe))
        .with_state(state.clone())
}

async fn robots(State(state): State<AppState>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /sfn/\nDisallow: /oembed\nAllow: /\n\nSitemap: {}/sitemap.xml\n",
        state.urls.public
    );
    answer("text/plain; charset=utf-8", text, 3600)
}

/// A text with its type and the seconds for which it may be kept.
fn answer(kind: &'static str, text: String, seconds: u32) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("public, max-age={seconds}")) {
        headers.insert(header::CACHE_CONTROL, value);
    }
    response
}

/// The status and the words of a problem, for programs that read text.
fn refused(problem: impl Into<Problem>) -> Response {
    let problem = problem.into();
    let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, format!("{}\n", problem.detail)).into_response();
    if let Some(value) = problem.retry_after.and_then(|seconds| HeaderValue::from_str(&seconds.to_string()).ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn not_found() -> Response {
    refused(Problem::of(ErrorCode::NotFound))
}
