//! Spans of requests and jobs, and how they reach work that other tasks do.

use super::{
    trace::TraceParent,
    traces::{Queued, Spans},
};
use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use repti_core::aside::{place, standing};
use repti_db::{Cause, because};
use tracing::{Instrument, Span};
use tracing_subscriber::Registry;

/// Who asks for what a span is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// A request of somebody, perhaps inside a trace of theirs. Whether it is recorded they don't say.
    Somebody(Option<TraceParent>),
    /// A machine that asks every few seconds whether we live: its traces are noise, and never recorded.
    Watch,
    /// A request of ours, earlier: its trace goes on, recorded or not.
    Ourselves(TraceParent),
}

/// Names the trace of a span that begins, the asker's or a new one, and places the span in it. Without an exporter of traces the name stands in logs alone.
pub fn begin(span: &Span, asker: Asker) -> TraceParent {
    let before = match asker {
        Asker::Somebody(trace) => trace,
        Asker::Watch => None,
        Asker::Ourselves(trace) => Some(trace),
    };
    let mut here = before.map_or_else(TraceParent::fresh, TraceParent::below);
    here.recorded = false;
    span.with_subscriber(|(id, subscriber)| {
        let Some(spans) = subscriber.downcast_ref::<Spans>() else { return };
        here.recorded = match asker {
            Asker::Somebody(_) => spans.chooses(here.trace),
            Asker::Watch => false,
            Asker::Ourselves(trace) => trace.recorded,
        };
        if let Some(registry) = subscriber.downcast_ref::<Registry>() {
            Spans::place(registry, id, here, before.map(|trace| trace.span));
        }
    });
    here
}

/// What the jobs that a span queues are told of it.
pub fn cause(span: &Span, request: String, here: TraceParent) -> Cause {
    let by = if here.recorded { spans_of(span, |spans| spans.service().to_owned()) } else { None };
    Cause { request, trace: here.to_string(), by: by.unwrap_or_default() }
}

/// Tells of the time that a job waited since it was due, as a span below the one that queued it. Where in the trace the job is then.
pub fn queued(span: &Span, before: TraceParent, waited: &Queued<'_>) -> TraceParent {
    if !before.recorded || waited.by.is_empty() {
        return before;
    }
    spans_of(span, |spans| spans.queued(before, waited)).unwrap_or(before)
}

/// Where an exporter of traces is.
fn spans_of<T>(span: &Span, ask: impl FnOnce(&Spans) -> T) -> Option<T> {
    span.with_subscriber(|(_, subscriber)| subscriber.downcast_ref::<Spans>().map(ask)).flatten()
}

/// Has everything that a page does in tasks of its own belong to the page's request: its lines in the log, its spans, the jobs that it queues,
/// and the place that it holds. Must be called before the first portal is made, since leptos otherwise takes its own way of spawning.
pub fn follow_pages() {
    // Set already: by an earlier router of this process.
    let _ = Executor::init_custom_executor(Following);
}

/// With all that belongs to what is being done here.
fn going_on<F: Future>(work: F) -> impl Future<Output = F::Output> {
    standing(place(), because(Cause::current(), work)).instrument(Span::current())
}

struct Following;

impl CustomExecutor for Following {
    fn spawn(&self, work: PinnedFuture<()>) {
        tokio::spawn(going_on(work));
    }

    fn spawn_local(&self, work: PinnedLocalFuture<()>) {
        tokio::task::spawn_local(going_on(work));
    }

    fn poll_local(&self) {}
}
