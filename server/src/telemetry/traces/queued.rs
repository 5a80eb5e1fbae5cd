//! A span for the time that a job waited in the queue. Whoever queued it doesn't know of it, for triggers of the database queue jobs, too; so the worker that
//! takes it up sends the span, in the name of the process that the job says it is from. Between the two the map of services has its edge.

use super::{Ended, Kind, Value};
use crate::telemetry::trace::TraceParent;
use std::time::SystemTime;

/// A job that waited.
#[derive(Debug, Clone, Copy)]
pub struct Queued<'a> {
    /// What the process that queued it is called.
    pub by: &'a str,
    /// Its task.
    pub task: &'a str,
    /// Its id.
    pub job: i64,
    /// When it was due: a try that comes again waits anew.
    pub since: SystemTime,
}

/// The span, which ends now.
pub(super) fn ended(queued: &Queued<'_>, before: TraceParent) -> Ended {
    let now = SystemTime::now();
    // The clocks of two machines differ.
    let began = queued.since.min(now);
    Ended {
        service: Some(queued.by.to_owned()),
        name: format!("queue {}", queued.task),
        kind: Kind::Producer,
        here: before.below(),
        parent: Some(before.span),
        began,
        took: now.duration_since(began).unwrap_or_default(),
        attributes: vec![
            ("reptidex.task", Value::Text(queued.task.to_owned())),
            ("reptidex.job.id", Value::Number(queued.job)),
        ],
        failed: false,
    }
}
