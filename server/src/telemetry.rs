//! Logs, metrics and traces.

pub mod emf;
mod filter;
pub mod json;
pub mod panics;
pub mod process;
pub mod scrub;
pub mod spans;
pub mod trace;
pub mod traces;

use crate::config::Config;
use anyhow::{Context, Result};
use axum::{Router, http::header::CONTENT_TYPE, routing::get};
use filter::Wanted;
use metrics_exporter_prometheus::PrometheusHandle;
use std::{
    io::Write,
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use traces::{Spans, Traces};
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// What is logged unless `RUST_LOG` says otherwise.
const LOGGED: &str = "info,fred=warn,graphile_worker=warn,sqlx=warn";

/// Targets that are never logged, whatever `RUST_LOG` says, because they write what a job carries (links of mails, addresses) or sessions' ids. What
/// happens to a job our own lines say.
const NEVER: [&str; 4] =
    ["graphile_worker::runner", "graphile_worker::batcher", "tower_sessions", "tower_sessions_core"];
/// What begins the names of our own crates.
const OURS: [&str; 3] = ["repti", "app_", "frontend_"];

/// Logs to standard error: JSON in production, lines for people in development. Where a collector is named, traces go there; whoever plays these roles
/// closes them at the end.
pub fn logs(config: &Config, roles: &[String]) -> Option<Traces> {
    let opened = config.collector.as_ref().map(|collector| traces::open(collector, roles));
    let (traces, spans) = opened.unzip();
    if config.development {
        let wanted = Wanted::new(wanted(), is_fit, spans.is_some());
        let lines = wanted.lines(fmt::layer().with_writer(std::io::stderr).with_target(false));
        tracing_subscriber::registry().with(wanted).with(lines).with(spans).init();
    } else {
        panics::log_places_only();
        production(wanted(), spans, std::io::stderr()).init();
    }
    traces
}

/// Sends the last spans, where any are sent.
pub async fn close(traces: Option<Traces>) {
    if let Some(traces) = traces {
        traces.close().await;
    }
}

/// What logs in production, to any writer, and makes traces.
pub fn production(
    wanted: EnvFilter,
    spans: Option<Spans>,
    to: impl Write + Send + 'static,
) -> impl Subscriber + Send + Sync {
    let wanted = Wanted::new(wanted, is_discreet, spans.is_some());
    let lines = wanted.lines(json::JsonLines::new(to));
    tracing_subscriber::registry().with(wanted).with(lines).with(spans)
}

fn wanted() -> EnvFilter {
    EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOGGED))
}

/// What may be in a log of development.
fn is_fit(about: &Metadata<'_>) -> bool {
    let target = about.target();
    !NEVER.iter().any(|never| target.strip_prefix(never).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')))
}

/// What may be in a log of production: of others nothing below `info`, for there they write keys, statements and what goes over the wire.
fn is_discreet(about: &Metadata<'_>) -> bool {
    is_fit(about) && (*about.level() <= Level::INFO || is_ours(about))
}

/// Whether a crate of ours says it.
fn is_ours(about: &Metadata<'_>) -> bool {
    OURS.iter().any(|ours| about.target().starts_with(ours))
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
    let figures = recorder()?;
    tokio::spawn(axum::serve(listener, scraped(figures.clone())).into_future());
    tokio::spawn(async move {
        let mut rounds = tokio::time::interval(UPKEEP);
        loop {
            rounds.tick().await;
            figures.run_upkeep();
        }
    });
    Ok(())
}

/// Counts from now on, and says what each figure means.
///
/// # Errors
/// When this process counts already.
pub fn recorder() -> Result<PrometheusHandle> {
    let figures = metrics_exporter_prometheus::PrometheusBuilder::new()
        .set_buckets_for_metric(
            metrics_exporter_prometheus::Matcher::Suffix("_seconds".to_owned()),
            &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0],
        )
        .context("histogram buckets")?
        .install_recorder()
        .context("the recorder of figures")?;
    crate::layers::observe::describe();
    crate::gauges::describe();
    crate::worker::describe();
    traces::describe();
    repti_db::figures::describe();
    repti_core::redis_figures::describe();
    metrics::describe_gauge!("build_info", "1, with the version of the program");
    metrics::gauge!("build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(figures)
}

/// What Prometheus asks for.
pub fn scraped(figures: PrometheusHandle) -> Router {
    let text = move || async move {
        ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], figures.render() + &process::text())
    };
    // A worker listens nowhere else, so its health check asks here.
    Router::new().route("/metrics", get(text)).route("/health", get(|| async { "ok\n" }))
}
