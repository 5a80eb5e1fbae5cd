//! Figures that every context counts, by the names of `docs/metrics.md`. Without a recorder they cost next to nothing.

use std::time::Instant;

/// Counts something that people did, once it is committed: `signed_up`, `animal_recorded` …
pub fn happened(event: &'static str, times: usize) {
    if times > 0 {
        metrics::counter!("events_total", "event" => event).increment(u64::try_from(times).unwrap_or(u64::MAX));
    }
}

/// Counts a request, or a part of one, that isn't served because too much is asked at this moment.
pub fn shed(reason: &'static str) {
    metrics::counter!("shed_total", "reason" => reason).increment(1);
}

/// Notes how long a request waited for a connection of the pool.
pub(crate) fn waited(since: Instant) {
    metrics::histogram!("db_pool_wait_seconds").record(since.elapsed().as_secs_f64());
}

/// Says what these figures mean, once a process.
pub fn describe() {
    metrics::describe_counter!("events_total", "What people did, by event, once it is committed");
    metrics::describe_counter!("shed_total", "What wasn't served because too much was asked, by reason");
    metrics::describe_counter!("db_pool_timeouts_total", "Times that no connection of the pool came free in time");
    metrics::describe_histogram!(
        "db_pool_wait_seconds",
        metrics::Unit::Seconds,
        "How long transactions, and a look every 30 seconds, waited for a connection of the pool"
    );
}
