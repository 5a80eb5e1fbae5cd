//! What surrounds every job: its span, what caused it, what gives way to it, and a guard that keeps the words of a panic out of the queue and the log.

use crate::telemetry::{
    spans::{self, Asker},
    trace::TraceParent,
    traces::Queued,
};
use futures::FutureExt;
use graphile_worker::{Job, WorkerContext};
use repti_db::{Cause, Job as _, because};
use repti_domain::{Domain, repti_media::AvifJob};
use std::panic::AssertUnwindSafe;
use tracing::{Instrument, Span, field::Empty};

/// Does a job's work because of what caused the job.
pub(super) async fn carry<T>(
    context: &WorkerContext,
    work: impl Future<Output = Result<T, String>> + Send,
) -> Result<T, String> {
    let job = context.job();
    // AVIF would wait for itself.
    let awaited = context.get_ext::<Domain>().filter(|_| job.task_identifier() != AvifJob::TASK);
    let _entered = awaited.map(|domain| domain.media.foreground().enter());
    let (span, cause) = begin(job);
    let outcome = AssertUnwindSafe(because(Some(cause), work)).catch_unwind().instrument(span.clone()).await;
    let outcome = outcome.unwrap_or_else(|_| {
        metrics::counter!("panics_total").increment(1);
        Err("It panicked: the log says where.".to_owned())
    });
    if outcome.is_err() {
        span.record("otel.status_code", "ERROR");
    }
    outcome
}

/// What a job's lines say of it, as fields of an event: its id, its task, its request's id and its trace's.
pub(super) fn names(job: &Job) -> (i64, String, String, String) {
    let cause = Cause::of(job.payload());
    let trace = cause.as_ref().and_then(|cause| TraceParent::parse(&cause.trace)).map(TraceParent::trace_id);
    let request = cause.map(|cause| cause.request).unwrap_or_default();
    (*job.id(), job.task_identifier().clone(), request, trace.unwrap_or_default())
}

/// The span of a job, and the cause of what it will queue itself: the same request, one step further in the same trace.
fn begin(job: &Job) -> (Span, Cause) {
    let cause = Cause::of(job.payload());
    let span = tracing::info_span!(
        "job",
        "otel.name" = format!("job {}", job.task_identifier()),
        "otel.kind" = "consumer",
        "otel.status_code" = Empty,
        "otel.peer" = Empty,
        "job.id" = *job.id(),
        task = %job.task_identifier(),
        "request.id" = Empty,
        "trace.id" = Empty,
    );
    let before = cause.as_ref().and_then(|cause| TraceParent::parse(&cause.trace));
    let Cause { request, by, .. } = cause.unwrap_or_default();
    let waited = Queued { by: &by, task: job.task_identifier(), job: *job.id(), since: (*job.run_at()).into() };
    let asker = match before {
        Some(before) => Asker::Ourselves(spans::queued(&span, before, &waited)),
        // Of the queue's own calendar there is no request.
        None => {
            span.record("otel.peer", "calendar");
            Asker::Somebody(None)
        }
    };
    let trace = spans::begin(&span, asker);
    span.record("trace.id", trace.trace_id());
    if !request.is_empty() {
        span.record("request.id", &request);
    }
    let cause = spans::cause(&span, request, trace);
    (span, cause)
}
