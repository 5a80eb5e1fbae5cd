//! Traces to an OpenTelemetry collector, by OTLP over HTTP: the span of each request, the server functions that its page asks below it, the statements
//! of the database and round trips to Redis, the object store and the mail server, and the jobs that it caused. Only where `OTEL_EXPORTER_OTLP_ENDPOINT`
//! names a collector; otherwise none of this is there.
//!
//! Only spans of our own go out, of their fields a closed list, none of their events, and of a statement its verb and its table: never a value, never a
//! text of the log. OpenTelemetry's own crates would send what the log says as events of spans, and cost every first start their compiling.

mod layer;
mod message;
mod queued;
mod sender;
mod statements;

pub use layer::Spans;
pub(super) use layer::is_recorded;
pub use queued::Queued;
pub(super) use sender::describe;
pub(super) use statements::is_report;

use super::trace::TraceParent;
use crate::config::Collector;
use sender::{Queue, Sender};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::{task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

/// What a stopping process gives its last spans.
const LAST: Duration = Duration::from_secs(3);

/// A span that has ended, as it is sent.
#[derive(Debug, Clone, PartialEq)]
struct Ended {
    /// Whose it is, unless it is this process's.
    service: Option<String>,
    name: String,
    kind: Kind,
    here: TraceParent,
    /// The span that asked for it.
    parent: Option<u64>,
    began: SystemTime,
    took: Duration,
    attributes: Vec<(&'static str, Value)>,
    failed: bool,
}

/// What a span is to the one above it, by OpenTelemetry's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}

/// What an attribute says.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Number(i64),
}

/// What sends spans.
#[derive(Debug)]
pub struct Traces {
    stop: CancellationToken,
    sending: JoinHandle<()>,
}

/// Begins to send spans to a collector. `roles` says what this process is called, unless it is named otherwise.
#[must_use]
pub fn open(collector: &Collector, roles: &[String]) -> (Traces, Spans) {
    let queue = Arc::new(Queue::default());
    let stop = CancellationToken::new();
    let name = collector.service.clone().unwrap_or_else(|| service_name(roles));
    let sender = Sender::new(collector.address.clone(), &name, queue.clone());
    let sending = tokio::spawn(sender.run(stop.clone()));
    (Traces { stop, sending }, Spans::new(queue, collector.share, name))
}

/// A process with one role is called by it, so that a map of services has more than one.
fn service_name(roles: &[String]) -> String {
    match roles {
        [one] => format!("reptidex-{one}"),
        _ => "reptidex".to_owned(),
    }
}

impl Traces {
    /// Sends what has ended, as long as the collector takes it within seconds, and no more.
    pub async fn close(self) {
        self.stop.cancel();
        if timeout(LAST, self.sending).await.is_err() {
            tracing::warn!("the last spans could not be sent");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::service_name;

    #[test]
    fn a_process_is_called_by_its_only_role() {
        let named = |roles: &[&str]| service_name(&roles.iter().map(|&role| role.to_owned()).collect::<Vec<_>>());
        assert_eq!(named(&["worker"]), "reptidex-worker");
        assert_eq!(named(&["public", "api"]), "reptidex");
    }
}
