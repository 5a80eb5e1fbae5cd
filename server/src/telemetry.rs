//! Logs and metrics.

use anyhow::{Context, Result};
use axum::{Router, http::header::CONTENT_TYPE, routing::get};
use metrics_exporter_prometheus::PrometheusHandle;
use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Logs to standard error: JSON in production, lines for people in development.
pub fn logs(development: bool) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,fred=warn,graphile_worker=warn,sqlx=warn"));
    let registry = tracing_subscriber::registry().with(filter);
    if development {
        registry.with(fmt::layer().with_writer(std::io::stderr).with_target(false)).init();
    } else {
        registry.with(fmt::layer().json().flatten_event(true).with_writer(std::io::stderr)).init();
    }
}

/// How often histograms are tidied while nobody asks for them.
const UPKEEP: Duration = Duration::from_secs(5);

/// Serves `/metrics` on a port of its own. Not by the exporter's own listener, with which a second kind of server and HTTP/2 would come.
///
/// # Errors
/// When the port is taken.
pub fn metrics(listen: SocketAddr) -> Result<()> {
    let taken = || format!("REPTIDEX_METRICS_LISTEN: can't serve metrics on {listen}");
    let listener = TcpListener::bind(listen).with_context(taken)?;
    listener.set_nonblocking(true).with_context(taken)?;
    let listener = tokio::net::TcpListener::from_std(listener).with_context(taken)?;
    let figures = metrics_exporter_prometheus::PrometheusBuilder::new()
        .set_buckets_for_metric(
            metrics_exporter_prometheus::Matcher::Suffix("_seconds".to_owned()),
            &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0],
        )
        .context("histogram buckets")?
        .install_recorder()
        .context("the recorder of figures")?;
    tokio::spawn(axum::serve(listener, scraped(figures.clone())).into_future());
    tokio::spawn(async move {
        let mut rounds = tokio::time::interval(UPKEEP);
        loop {
            rounds.tick().await;
            figures.run_upkeep();
        }
    });
    metrics::describe_counter!("http_requests_total", "Requests answered, by portal, route, method and status");
    metrics::describe_histogram!(
        "http_request_seconds",
        metrics::Unit::Seconds,
        "Time to answer, by portal, route and method"
    );
    crate::gauges::describe();
    crate::worker::describe();
    Ok(())
}

/// What Prometheus asks for.
fn scraped(figures: PrometheusHandle) -> Router {
    let text = move || async move { ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], figures.render()) };
    Router::new().route("/metrics", get(text))
}
