//! Listening, choosing the house for each request, and stopping without losing any.

use crate::{
    api::{Api, SERVICES},
    app::AppState,
    demo_host, gauges, gene_catalogue, health,
    host::{House, house_of, is_address},
    media, portal, signs,
    stopping::{self, Door},
    telemetry::spans,
    worker,
};
use anyhow::{Context, Result, bail};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    serve::ListenerExt,
};
use std::{collections::HashMap, iter, net::SocketAddr, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// How long running requests may take to end after a stop signal.
const DRAIN: Duration = Duration::from_secs(25);

/// Which roles one process plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles(Vec<String>);

impl Roles {
    const KNOWN: [&'static str; 7] = ["public", "breeder", "admin", "embed", "media", "api", "worker"];

    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        Self(Self::KNOWN.map(str::to_owned).to_vec())
    }

    /// The roles of a comma-separated list.
    ///
    /// # Errors
    /// Names the unknown word.
    pub fn parse(list: &str) -> Result<Self> {
        let roles: Vec<String> =
            list.split(',').map(|role| role.trim().to_owned()).filter(|role| !role.is_empty()).collect();
        if roles.is_empty() {
            bail!("--only: name at least one of {}", Self::KNOWN.join(", "));
        }
        for role in &roles {
            if !Self::KNOWN.contains(&role.as_str()) {
                bail!("--only: “{role}” is not one of {}", Self::KNOWN.join(", "));
            }
        }
        Ok(Self(roles))
    }

    /// Their words.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Whether this process plays `role`.
    #[must_use]
    pub fn has(&self, role: &str) -> bool {
        self.0.iter().any(|known| known == role)
    }
}

#[derive(Debug, Clone)]
struct Houses {
    state: AppState,
    routers: Arc<HashMap<House, Router>>,
    /// For whoever knows this process by its address only.
    by_address: Router,
}

/// The router over all houses that `roles` names.
///
/// # Errors
/// When a bundle is missing.
pub fn router(state: &AppState, roles: &Roles) -> Result<Router> {
    spans::follow_pages();
    let mut routers = HashMap::new();
    for house in [House::Public, House::Breeder, House::Admin, House::Embed] {
        if roles.has(house.name()) {
            routers.insert(house, portal::router(state, house)?);
        }
    }
    if roles.has("media") {
        routers.insert(House::Media, media::router(state));
    }
    if state.config.development {
        routers.insert(House::DemoHost, demo_host::router(state));
    }
    if roles.has("api") {
        let api = Api::open(state)?;
        for service in iter::once(None).chain(SERVICES.map(Some)) {
            routers.insert(House::Api(service), api.router(service));
        }
    }
    let by_address = health::by_address(state).fallback(misdirected);
    let houses = Houses { state: state.clone(), routers: Arc::new(routers), by_address };
    Ok(Router::new().fallback(dispatch).with_state(houses))
}

/// Hands the request to its house; an unknown host gets 421, but for a load balancer's question.
async fn dispatch(State(houses): State<Houses>, request: Request<Body>) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| request.uri().authority().map(|authority| authority.as_str()))
        .unwrap_or_default();
    let router = house_of(host, &houses.state.config).and_then(|house| houses.routers.get(&house));
    let router = router.or_else(|| is_address(host).then_some(&houses.by_address));
    match router {
        Some(router) => match router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        },
        None => misdirected().await.into_response(),
    }
}

async fn misdirected() -> impl IntoResponse {
    (StatusCode::MISDIRECTED_REQUEST, "No site of this name is served here.\n")
}

/// Serves until a stop signal, then drains.
///
/// # Errors
/// When the address is taken or a bundle is missing.
pub async fn serve(state: AppState, roles: Roles) -> Result<()> {
    let router = router(&state, &roles)?;
    let stop = CancellationToken::new();
    let signal = stop.clone();
    tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping: letting running requests end");
        signal.cancel();
    });
    if roles.has("public") {
        let animals = state.domain.animal.clone();
        // So that the first visitor doesn't wait for it; without a database the first search reads it.
        tokio::spawn(async move {
            if let Err(error) = animals.warm_public_index().await {
                tracing::warn!(%error, "the public index could not be read yet");
            }
        });
    }
    gene_catalogue::begin(&state).await;
    tokio::spawn(gene_catalogue::keep(state.clone(), stop.clone()));
    tokio::spawn(signs::give(state.clone(), roles.clone(), stop.clone()));
    let jobs = roles.has("worker").then(|| tokio::spawn(worker::run(state.clone(), stop.clone())));
    if jobs.is_none() {
        tokio::spawn(gauges::keep_own(state.clone(), stop.clone()));
    }
    let listen = state.config.listen;
    let listener =
        Door::open(listen, stop.clone()).await.with_context(|| format!("REPTIDEX_LISTEN: can't listen on {listen}"))?;
    let guests = listener.guests();
    let listener = listener.tap_io(|guest| guest.without_delay());
    tracing::info!(%listen, "serving");
    let router = router.layer(middleware::from_fn_with_state(stop.clone(), stopping::say_farewell));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let draining = stop.clone();
    let linger = state.config.linger;
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.cancelled().await;
        guests.leave(linger).await;
    });
    tokio::select! {
        result = server => result.context("serving")?,
        () = async { draining.cancelled().await; tokio::time::sleep(DRAIN).await } => tracing::warn!("some requests were still running"),
    }
    if let Some(jobs) = jobs {
        jobs.await.context("worker")??;
    }
    Ok(())
}

/// Ctrl-C or SIGTERM.
pub async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            }
            Err(_) => {
                let _ = interrupt.await;
            }
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}

#[cfg(test)]
mod tests {
    use super::Roles;

    #[test]
    fn an_unknown_role_is_named() {
        assert!(Roles::parse("public, api").is_ok_and(|roles| roles.has("api") && !roles.has("worker")));
        assert!(Roles::parse("publik").is_err_and(|error| error.to_string().contains("publik")));
        assert!(Roles::parse(" , ").is_err());
    }
}
