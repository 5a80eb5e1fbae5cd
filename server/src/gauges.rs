//! Figures that are measured rather than counted, twice a minute. Their names stand in `docs/metrics.md`.

use crate::{
    app::AppState,
    telemetry::emf::{self, Figures},
};
use fred::interfaces::ClientLike;
use repti_core::redis_figures::answered;
use repti_domain::Domain;
use repti_ops::idempotency::Idempotency;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_secs(30);
/// Rounds between two times of tidying up: an hour.
const TIDY: u32 = 120;

/// Keeps the gauges of the queue, the house and the pool until `stop`; once an hour forgets what is past its time.
pub async fn keep(state: AppState, stop: CancellationToken) {
    let mut round = 0_u32;
    loop {
        let work = async {
            stood_on(&state).await;
            let figures = Figures { queue: queue(&state.domain).await, house: house(&state.domain).await };
            if state.config.emf {
                emf::write(&state.config.base_host, &figures);
            }
            stores(&state.domain).await;
            coefficients(&state.domain).await;
            if round.is_multiple_of(TIDY) {
                tidy(&state.domain).await;
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = work => {}
        }
        round = round.wrapping_add(1);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Keeps only the gauges of what every process stands on, in one that runs no jobs.
pub async fn keep_own(state: AppState, stop: CancellationToken) {
    loop {
        let work = async {
            stood_on(&state).await;
            tokio::time::sleep(EVERY).await;
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = work => {}
        }
    }
}

/// The pool of PostgreSQL and the way to Redis.
async fn stood_on(state: &AppState) {
    pool(&state.domain);
    // Reads of what is public wait unseen; this one doesn't. That it waited in vain is counted where it happens.
    let _ = state.domain.db.try_pool().await;
    redis(state).await;
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
async fn redis(state: &AppState) {
    let clients = state.redis.clients();
    let up = clients.iter().filter(|client| client.is_connected()).count();
    metrics::gauge!("redis_connections", "state" => "up").set(up as f64);
    metrics::gauge!("redis_connections", "state" => "down").set((clients.len() - up) as f64);
    let asked = Instant::now();
    let answer = state.redis.ping::<()>(None).await;
    answered("ping", asked, answer.is_ok());
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
fn pool(domain: &Domain) {
    let pool = domain.db.public();
    let (open, idle) = (pool.size() as f64, pool.num_idle() as f64);
    metrics::gauge!("db_pool_connections", "state" => "idle").set(idle);
    metrics::gauge!("db_pool_connections", "state" => "busy").set((open - idle).max(0.0));
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
/// Says how long the oldest job waits, and how many are dead letters.
async fn queue(domain: &Domain) -> Option<(i64, i64)> {
    match domain.ops.queue_counts().await {
        Ok(counts) => {
            let oldest = counts.iter().map(|count| count.oldest_seconds).max().unwrap_or_default();
            let dead = counts.iter().map(|count| count.failed).sum();
            for count in counts {
                let states = [
                    ("waiting", count.waiting),
                    ("running", count.running),
                    ("retrying", count.retrying),
                    ("dead", count.failed),
                ];
                for (state, jobs) in states {
                    metrics::gauge!("jobs", "task" => count.task.clone(), "state" => state).set(jobs as f64);
                }
                metrics::gauge!("jobs_oldest_seconds", "task" => count.task).set(count.oldest_seconds as f64);
            }
            Some((oldest, dead))
        }
        Err(error) => {
            tracing::debug!(%error, "the queue could not be counted");
            None
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
async fn house(domain: &Domain) -> Vec<(String, i64)> {
    match domain.ops.house_counts().await {
        Ok(counts) => {
            for (what, count) in &counts {
                metrics::gauge!("house", "what" => what.clone()).set(*count as f64);
            }
            counts
        }
        Err(error) => {
            tracing::debug!(%error, "the house could not be counted");
            Vec::new()
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
async fn coefficients(domain: &Domain) {
    match domain.animal.coefficient_backlog().await {
        Ok(backlog) => {
            metrics::gauge!("coefficients_waiting").set(backlog.waiting as f64);
            metrics::gauge!("coefficients_oldest_seconds").set(backlog.oldest_seconds);
        }
        Err(error) => tracing::debug!(%error, "stale coefficients could not be counted"),
    }
}

async fn stores(domain: &Domain) {
    for check in domain.health().await {
        metrics::gauge!("store_healthy", "store" => check.name.clone()).set(f64::from(u8::from(check.healthy)));
        metrics::gauge!("store_answer_seconds", "store" => check.name).set(check.millis / 1000.0);
    }
}

async fn tidy(domain: &Domain) {
    match Idempotency::new(domain.db.clone()).forget_old().await {
        Ok(0) => {}
        Ok(gone) => tracing::info!(gone, "old idempotency keys forgotten"),
        Err(error) => tracing::debug!(%error, "old idempotency keys could not be forgotten"),
    }
}

/// Says what the metrics mean, once a process.
pub fn describe() {
    metrics::describe_counter!("jobs_total", "Jobs that ended, by task and outcome (done, failed, dead)");
    metrics::describe_histogram!("job_seconds", metrics::Unit::Seconds, "Time a job took, by task");
    metrics::describe_gauge!("jobs", "Jobs in the queue, by task and state (waiting, running, retrying, dead)");
    metrics::describe_gauge!(
        "jobs_oldest_seconds",
        metrics::Unit::Seconds,
        "How long the oldest runnable job has waited, by task"
    );
    metrics::describe_gauge!("db_pool_connections", "Connections of the pool, by state (idle, busy)");
    metrics::describe_gauge!("redis_connections", "Connections to Redis, by state (up, down)");
    metrics::describe_gauge!(
        "store_healthy",
        "1 while the store answers in time (postgres, redis, jobs, photos), else 0"
    );
    metrics::describe_gauge!("store_answer_seconds", metrics::Unit::Seconds, "Time that the store's last answer took");
    metrics::describe_gauge!(
        "coefficients_waiting",
        "Changes and marked animals whose stored inbreeding is to be reckoned"
    );
    metrics::describe_gauge!(
        "coefficients_oldest_seconds",
        metrics::Unit::Seconds,
        "How long the oldest of them has waited"
    );
    metrics::describe_gauge!("house", "People, vivariums, animals, who is signed in, and what is new within a day");
}
