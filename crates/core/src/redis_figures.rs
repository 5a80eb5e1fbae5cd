//! How long Redis takes to answer, and how often it doesn't.

use std::time::Instant;

/// The target of an event for each round trip. It is wanted by whoever makes traces, and in a log of everything.
pub const ROUND_TRIPS: &str = "repti_core::redis";

/// Notes an answer: to what use, since when it was asked for, and whether it came.
pub fn answered(purpose: &'static str, asked: Instant, came: bool) {
    let elapsed_secs = asked.elapsed().as_secs_f64();
    metrics::histogram!("redis_seconds", "use" => purpose).record(elapsed_secs);
    tracing::debug!(target: ROUND_TRIPS, purpose, elapsed_secs, came, "redis asked");
    if !came {
        metrics::counter!("redis_errors_total", "use" => purpose).increment(1);
    }
}

/// Says what these figures mean, once a process.
pub fn describe() {
    metrics::describe_histogram!(
        "redis_seconds",
        metrics::Unit::Seconds,
        "Round trips to Redis, by use (session, limit, ping), those that failed included"
    );
    metrics::describe_counter!("redis_errors_total", "Round trips to Redis that failed or took too long, by use");
    metrics::describe_counter!("rate_limited_total", "Requests refused by a rate limit, by limit");
}
