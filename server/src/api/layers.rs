//! What surrounds every request to the API, the outermost last.

use super::{ApiState, auth, problem};
use crate::{
    host::House,
    layers::{crowd, headers, observe, uploads},
};
use axum::{Router, extract::DefaultBodyLimit, http::HeaderValue, middleware};
use http::{HeaderName, Method, header};
use std::time::Duration;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, cors::CorsLayer};

/// A JSON body; files have a limit of their own.
const BODY_LIMIT: usize = 1024 * 1024;

/// Wraps the router of one of the API's hosts.
pub fn around(router: Router<ApiState>, api: &ApiState, house: House) -> Router<ApiState> {
    let both = (api.app.clone(), house);
    router
        .layer(middleware::from_fn(uploads::admit))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(api.clone(), auth::authenticate))
        .layer(middleware::from_fn(uploads::in_time))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(middleware::from_fn_with_state(api.crowd.clone(), crowd::admit))
        .layer(middleware::from_fn_with_state(api.clone(), problem::write))
        .layer(cors(api))
        .layer(middleware::from_fn_with_state(both.clone(), headers::secure))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(both, observe::observe))
}

/// Pages of the configured origins may call the API. No cookies: a token has to be sent knowingly.
fn cors(api: &ApiState) -> CorsLayer {
    let origins: Vec<HeaderValue> =
        api.app.config.api_origins.iter().filter_map(|origin| origin.parse().ok()).collect();
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("x-vivarium"),
        ])
        .expose_headers([
            header::ETAG,
            header::LOCATION,
            header::RETRY_AFTER,
            observe::REQUEST_ID,
            HeaderName::from_static("idempotency-replayed"),
        ])
        .max_age(Duration::from_secs(600))
}
