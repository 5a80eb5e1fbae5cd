//! The REST API: one router a service, described by OpenAPI, mounted for the `api.` hosts.
#![allow(unused_qualifications, reason = "the macros of utoipa write full paths")]

mod animal;
mod auth;
mod core;
mod docs;
mod extract;
mod idempotency;
mod layers;
mod limits;
mod media;
mod ops;
pub mod problem;
mod spec;

pub use extract::{Caller, Created, IfMatch, InPath, InQuery, Json, SignedIn, Versioned, json_of, page_size};
pub use problem::{ApiError, ApiResult};

use crate::{app::AppState, health, host::House, jwt, layers::crowd::Crowd};
use anyhow::Result;
use axum::{Router, body::Bytes, routing::get};
use std::sync::Arc;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// The services that have an API today; each has a host of its own beside `api.`.
pub const SERVICES: [&str; 4] = ["core", "animal", "media", "ops"];

/// What API handlers can reach.
#[derive(Debug, Clone)]
pub struct ApiState {
    pub app: AppState,
    pub jwt: Arc<jwt::Jwt>,
    pub crowd: Crowd,
}

/// The API, opened once and mounted on each of its hosts.
#[derive(Debug, Clone)]
pub struct Api {
    state: ApiState,
    /// ReDoc's script, once for all hosts.
    redoc: Option<Bytes>,
}

impl Api {
    /// Loads the keys.
    ///
    /// # Errors
    /// When there are none and none may be made.
    pub fn open(app: &AppState) -> Result<Self> {
        let keys = jwt::Keys::open(&app.config)?;
        let jwt = Arc::new(jwt::Jwt::new(keys, app.urls.api.clone()));
        Ok(Self {
            redoc: docs::redoc_script(&app.config),
            state: ApiState { app: app.clone(), jwt, crowd: Crowd::of_the_api() },
        })
    }

    /// The router of all services, or of one.
    pub fn router(&self, service: Option<&'static str>) -> Router {
        let (routes, openapi) = services(service).split_for_parts();
        let router = routes
            .layer(axum::middleware::from_fn_with_state(self.state.clone(), idempotency::once))
            .merge(docs::router(openapi, self.redoc.clone()))
            .route("/health", get(health_portal))
            .route("/api/v1/health/live", get(health::live))
            .route("/api/v1/health/ready", get(health_portal))
            .route("/.well-known/jwks.json", get(docs::jwks))
            .route("/problems/{code}", get(problem::explain));
        layers::around(router, &self.state, House::Api(service)).with_state(self.state.clone())
    }
}

async fn health_portal(axum::extract::State(api): axum::extract::State<ApiState>) -> impl axum::response::IntoResponse {
    health::ready(axum::extract::State(api.app)).await
}

/// The documented routes of all services, or of one, under `/api/v1/<service>`.
fn services(only: Option<&str>) -> OpenApiRouter<ApiState> {
    let mut router = OpenApiRouter::with_openapi(spec::base());
    for service in SERVICES.into_iter().filter(|service| only.is_none_or(|only| only == *service)) {
        let routes = match service {
            "core" => core::routes(),
            "animal" => animal::routes(),
            "media" => media::routes(),
            _ => ops::routes(),
        };
        router = router.nest(&format!("/api/v1/{service}"), routes);
    }
    spec::complete(router.get_openapi_mut());
    router
}

/// The whole description, as `reptidex openapi` prints it and `openapi.json` holds it.
#[must_use]
pub fn openapi() -> OpenApi {
    services(None).into_openapi()
}

/// The description as text: pretty JSON with a last line break, so that it lies well in a repository.
///
/// # Errors
/// When it can't be written as JSON.
pub fn openapi_json() -> Result<String> {
    Ok(format!("{}\n", openapi().to_pretty_json()?))
}
