//! Whether this process lives, and whether it can do its work.

use crate::app::AppState;
use axum::{Json, Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use fred::prelude::ClientLike;
use serde_json::json;
use std::time::{Duration, Instant};

/// What a load balancer asks: it knows a process by its address, and no house of ours has that for a name.
pub fn by_address(state: &AppState) -> Router {
    Router::new()
        .route("/health", get(ready))
        .route("/api/v1/health/live", get(live))
        .route("/api/v1/health/ready", get(ready))
        .with_state(state.clone())
}

/// `GET /health` of a portal: alive, and what it stands on answers.
pub async fn portal(State(state): State<AppState>) -> impl IntoResponse {
    ready(State(state)).await
}

/// Alive: the process answers. Says nothing of its stores, so that a restart of those doesn't restart us.
pub async fn live() -> impl IntoResponse {
    Json(json!({"status": "ok"}))
}

/// Ready: PostgreSQL answers. Redis or the store of photographs gone is `degraded`: public reading goes on without them.
pub async fn ready(State(state): State<AppState>) -> impl IntoResponse {
    let started = Instant::now();
    let database = tokio::time::timeout(Duration::from_secs(2), state.domain.db.ping()).await;
    let database_ok = matches!(database, Ok(Ok(())));
    let database_ms = started.elapsed().as_millis();
    let patience = Duration::from_secs(1);
    let (redis, photos) = tokio::join!(
        tokio::time::timeout(patience, state.redis.ping::<()>(None)),
        tokio::time::timeout(patience, state.domain.media.check()),
    );
    let (redis_ok, photos_ok) = (matches!(redis, Ok(Ok(()))), matches!(photos, Ok(Ok(()))));
    let (code, status) = match (database_ok, redis_ok && photos_ok) {
        (true, true) => (StatusCode::OK, "ok"),
        (true, false) => (StatusCode::OK, "degraded"),
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
    };
    let word = |ok: bool| if ok { "ok" } else { "unavailable" };
    (
        code,
        Json(json!({
            "status": status,
            "version": env!("CARGO_PKG_VERSION"),
            "database": {"status": word(database_ok), "ms": database_ms},
            "redis": {"status": word(redis_ok)},
            "photos": {"status": word(photos_ok)},
        })),
    )
}
