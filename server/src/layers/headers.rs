//! Security headers of every answer.

use crate::{app::AppState, host::House};
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

const FIXED: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Adds the headers that don't depend on the page. The page itself sets its Content-Security-Policy.
pub async fn secure(State((state, house)): State<(AppState, House)>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if house == House::Embed {
        // Other sites load the script and show the frames, also those that isolate themselves.
        headers.entry("cross-origin-resource-policy").or_insert(HeaderValue::from_static("cross-origin"));
        // What a third party sees has no business in anybody's cookie jar: whatever a layer tries, it isn't sent.
        headers.remove(header::SET_COOKIE);
    } else {
        headers.entry("cross-origin-resource-policy").or_insert(HeaderValue::from_static("same-site"));
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'"));
    }
    if state.config.public_scheme == "https" {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    // What a signed-in person sees belongs in no shared cache.
    if matches!(house, House::Breeder | House::Admin) {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}
