//! Spans of requests and jobs, and how they reach work that other tasks do.

use super::trace::TraceParent;
use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use repti_db::{Cause, because};
use tracing::{Instrument, Span};

/// Names the trace of a span that begins: the asker's, or a new one. Without an exporter of traces the name stands in logs alone.
pub fn begin(_span: &Span, asker: Option<TraceParent>) -> TraceParent {
    let fresh = TraceParent::fresh();
    asker.map_or(fresh, |asker| TraceParent { span: fresh.span, ..asker })
}

/// Has everything that a page does in tasks of its own belong to the page's request: its lines in the log, and the jobs that it queues. Must be called
/// before the first portal is made, since leptos otherwise takes its own way of spawning.
pub fn follow_pages() {
    // Set already: by an earlier router of this process.
    let _ = Executor::init_custom_executor(Following);
}

struct Following;

impl CustomExecutor for Following {
    fn spawn(&self, work: PinnedFuture<()>) {
        tokio::spawn(because(Cause::current(), work).instrument(Span::current()));
    }

    fn spawn_local(&self, work: PinnedLocalFuture<()>) {
        tokio::task::spawn_local(because(Cause::current(), work).instrument(Span::current()));
    }

    fn poll_local(&self) {}
}
