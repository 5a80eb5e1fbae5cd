//! Logs and metrics.

use anyhow::{Context, Result};
use std::net::SocketAddr;
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

/// Serves `/metrics` on a port of its own.
///
/// # Errors
/// When the port is taken.
pub fn metrics(listen: SocketAddr) -> Result<()> {
    metrics_exporter_prometheus::PrometheusBuilder::new()
        .with_http_listener(listen)
        .set_buckets_for_metric(
            metrics_exporter_prometheus::Matcher::Suffix("_seconds".to_owned()),
            &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0],
        )
        .context("histogram buckets")?
        .install()
        .with_context(|| format!("REPTIDEX_METRICS_LISTEN: can't serve metrics on {listen}"))?;
    metrics::describe_counter!("http_requests_total", "Requests answered, by portal, route, method and status");
    metrics::describe_histogram!(
        "http_request_seconds",
        metrics::Unit::Seconds,
        "Time to answer, by portal, route and method"
    );
    crate::gauges::describe();
    Ok(())
}
