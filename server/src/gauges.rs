//! Figures that are measured rather than counted, twice a minute. Their names stand in `docs/metrics.md`.

use crate::app::AppState;
use repti_domain::Domain;
use repti_ops::idempotency::Idempotency;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_secs(30);
/// Rounds between two times of tidying up: an hour.
const TIDY: u32 = 120;

/// Keeps the gauges of the queue, the house and the pool until `stop`; once an hour forgets what is past its time.
pub async fn keep(state: AppState, stop: CancellationToken) {
    let mut round = 0_u32;
    loop {
        pool(&state.domain);
        let work = async {
            queue(&state.domain).await;
            house(&state.domain).await;
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

/// Keeps only the pool's gauges, in a process that runs no jobs.
pub async fn keep_pool(state: AppState, stop: CancellationToken) {
    while !stop.is_cancelled() {
        pool(&state.domain);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
fn pool(domain: &Domain) {
    let pool = domain.db.public();
    let (open, idle) = (pool.size() as f64, pool.num_idle() as f64);
    metrics::gauge!("db_pool_connections", "state" => "idle").set(idle);
    metrics::gauge!("db_pool_connections", "state" => "busy").set((open - idle).max(0.0));
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
async fn queue(domain: &Domain) {
    match domain.ops.queue_counts().await {
        Ok(counts) => {
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
        }
        Err(error) => tracing::debug!(%error, "the queue could not be counted"),
    }
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
async fn house(domain: &Domain) {
    match domain.ops.house_counts().await {
        Ok(counts) => {
            for (what, count) in counts {
                metrics::gauge!("house", "what" => what).set(count as f64);
            }
        }
        Err(error) => tracing::debug!(%error, "the house could not be counted"),
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
    metrics::describe_gauge!("house", "People, vivariums, animals and public animals");
}
