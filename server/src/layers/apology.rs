//! What a person sees when no page could be made at all. Needs nothing that could be gone too: no store, no bundle, no style sheet.

use super::observe::RequestId;
use crate::carried::Carried;
use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use repti_model::{ErrorCode, Problem};

const STYLE: &str = "html{color-scheme:light dark;background:light-dark(#f8f5f0,#141610);color:light-dark(#25291f,#efece5);\
    font:16px/1.5 Inter,system-ui,sans-serif}main{max-width:34rem;margin:14vh auto 0;padding:0 1.5rem}\
    h1{font:600 1.875rem/1.2 'Source Serif 4',Georgia,serif;margin:0 0 .75rem}p{margin:0 0 1rem}\
    a{color:light-dark(#44602c,#b7d199)}code,small{color:light-dark(#5f6258,#aeb3a2)}";

/// The page for a problem, with its status and when to come back. Every text in it is ours.
pub fn page(problem: &Problem, request: Option<&RequestId>) -> Response {
    let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let named = request
        .map(|id| format!("<p><small>If you write to us, name this request: <code>{}</code></small></p>", id.0))
        .unwrap_or_default();
    let body = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title} · ReptiDex</title><style>{STYLE}</style></head><body><main><h1>{title}</h1><p>{detail}</p>\
         <p><a href=\"\">Try again</a> · <a href=\"/\">First page</a></p>{named}</main></body></html>",
        title = problem.code.title(),
        detail = problem.detail,
    );
    let mut response = (status, Html(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
        ),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(problem.retry_after.unwrap_or(5)));
    }
    response
}

/// Whether a person looks at the answer.
pub fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT);
    accepted.iter().any(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")))
}

/// Puts a page into what the limit of the crowd, the time-out and the panic guard leave empty.
pub async fn dress(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let page_wanted = wants_page(request.headers());
    let mut response = next.run(request).await;
    if !response.status().is_server_error() || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let problem = if let Some(Carried(problem)) = response.extensions_mut().remove() {
        problem
    } else if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        Problem::new(ErrorCode::Unavailable, "This took too long. Try again in a moment.")
    } else {
        Problem::new(ErrorCode::Internal, "Something went wrong on our side. Try again in a moment.")
    };
    if page_wanted { page(&problem, id.as_ref()) } else { (response.status(), Json(problem)).into_response() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, body::Body, routing::get};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    async fn ask(accept: &str) -> (StatusCode, String, String) {
        let router = Router::new()
            .route("/", get(|| async { StatusCode::SERVICE_UNAVAILABLE }))
            .layer(axum::middleware::from_fn(dress));
        let request = Request::get("/").header("accept", accept).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let kind = response.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, kind, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_person_gets_a_page_and_a_program_a_problem() {
        let (status, kind, body) = ask("text/html,*/*").await;
        assert_eq!((status.as_u16(), kind.as_str()), (503, "text/html; charset=utf-8"));
        assert!(body.contains("<h1>") && body.contains("took too long"));
        let (status, kind, _) = ask("application/json").await;
        assert_eq!((status.as_u16(), kind.as_str()), (503, "application/json"));
    }
}
