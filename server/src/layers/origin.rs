//! Cross-site request forgery: a request that may change something has to come from a page of the same origin.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Refuses writes that another origin's page sent.
pub async fn check(request: Request, next: Next) -> Response {
    if is_safe(request.method()) || is_same_origin(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "This form was sent from another site. Open ReptiDex itself and try again.")
            .into_response()
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// `Sec-Fetch-Site` where the browser sends it, else `Origin` against `Host`. Neither: not a browser of the last five
/// years, and nothing of ours; refused.
#[must_use]
pub fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin",
        None => match (text(header::ORIGIN), text(header::HOST)) {
            (Some(origin), Some(host)) => {
                origin.split_once("://").is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(host))
            }
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), value.parse().expect("ascii")))
            .collect()
    }

    #[test]
    fn only_the_own_origin_may_write() {
        assert!(is_same_origin(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(is_same_origin(&headers(&[
            ("origin", "http://breeder.localhost:8080"),
            ("host", "breeder.localhost:8080")
        ])));
        // A sub-domain is the same site, but another portal.
        assert!(!is_same_origin(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(!is_same_origin(&headers(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")])));
        assert!(!is_same_origin(&headers(&[("origin", "http://evil.example"), ("host", "breeder.localhost")])));
        assert!(!is_same_origin(&headers(&[("origin", "null"), ("host", "breeder.localhost")])));
        assert!(!is_same_origin(&headers(&[("host", "breeder.localhost")])));
    }
}
