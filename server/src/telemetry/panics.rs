//! A panic is logged by its place in the sources. Its words may quote what somebody typed, so they are for development only.

use std::panic;

/// From now on panics of this process are lines of the log.
pub fn log_places_only() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        tracing::error!("panic.place" = place, "panicked");
    }));
}
