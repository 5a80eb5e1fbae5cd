//! What surrounds every portal: request id, trace, panic guard, time-out, body limit, origin check, session, headers.

pub mod apology;
pub mod client;
pub mod cookies;
pub mod crowd;
pub mod form_body;
pub mod form_errors;
pub mod headers;
pub mod observe;
pub mod origin;
pub mod session;
mod session_store;
pub mod uploads;

use crate::{app::AppState, host::House};
use axum::{Router, extract::DefaultBodyLimit, middleware};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// Forms and server functions; uploads have a limit of their own.
pub(crate) const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Wraps a portal's router. Outermost last.
pub fn around_portal(router: Router, state: &AppState, house: House) -> Router {
    let router = router
        .layer(middleware::from_fn(uploads::admit))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state((state.clone(), house), session::load));
    let router = session::with_store(router, state, house);
    router
        .layer(middleware::from_fn(form_errors::check))
        .layer(middleware::from_fn(form_body::limit))
        .layer(middleware::from_fn(origin::check))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(uploads::in_time))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(middleware::from_fn_with_state(state.crowd.clone(), crowd::admit))
        .layer(middleware::from_fn(apology::dress))
        .layer(middleware::from_fn_with_state((state.clone(), house), headers::secure))
        .layer(middleware::from_fn_with_state((state.clone(), house), observe::observe))
}
