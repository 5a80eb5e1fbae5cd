//! How long to wait before something is tried or asked again.

use std::time::Duration;

/// The longest wait for a connection, in seconds.
const LONGEST: u64 = 60;

/// After so many losses in a row: 1, 2, 4 seconds and so on, at most a minute. A browser that notices the connection wakes it earlier.
pub fn after(losses: u32) -> Duration {
    Duration::from_secs((1 << losses.saturating_sub(1).min(6)).min(LONGEST))
}

/// Until it is asked again whether photographs are prepared: every second at first, since most take no longer, then ever slower.
pub fn poll(asked: u32) -> Duration {
    Duration::from_millis(match asked {
        0..5 => 1_000,
        5..15 => 2_000,
        15..30 => 5_000,
        _ => 15_000,
    })
}
