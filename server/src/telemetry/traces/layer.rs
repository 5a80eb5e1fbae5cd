//! Makes spans of a trace out of our own spans.

use super::{Ended, Kind, Queued, Value, queued, sender::Queue, statements};
use crate::telemetry::{is_ours, trace::TraceParent};
use std::{
    fmt,
    sync::Arc,
    time::{Instant, SystemTime},
};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    span,
};
use tracing_subscriber::{
    Layer, Registry,
    layer::Context,
    registry::{LookupSpan, SpanRef},
};

/// What of a span's fields goes out, and by which name. What isn't here stays in the log: so it is with who asks.
const TOLD: [(&str, &str); 9] = [
    ("request.id", "reptidex.request.id"),
    ("portal", "reptidex.portal"),
    ("service", "reptidex.service"),
    ("task", "reptidex.task"),
    ("job.id", "reptidex.job.id"),
    ("function", "code.function.name"),
    ("http.method", "http.request.method"),
    ("http.route", "http.route"),
    ("http.status", "http.response.status_code"),
];

/// Follows our own spans, and sends those of the traces that are recorded.
#[derive(Debug, Clone)]
pub struct Spans {
    queue: Arc<Queue>,
    /// What this process is called.
    service: Arc<str>,
    /// Traces whose number is below are recorded.
    bound: u64,
}

/// A span that is open, beside it.
#[derive(Debug)]
struct Open {
    name: String,
    kind: Kind,
    attributes: Vec<(&'static str, Value)>,
    failed: bool,
    began: SystemTime,
    clock: Instant,
    /// Where in a trace it is, once somebody said so.
    here: Option<TraceParent>,
    parent: Option<u64>,
}

impl Spans {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 63 bits")]
    pub(super) fn new(queue: Arc<Queue>, share: f64, service: String) -> Self {
        Self { queue, service: service.into(), bound: (share.clamp(0.0, 1.0) * 2_f64.powi(63)) as u64 }
    }

    /// What this process is called in traces.
    pub(in crate::telemetry) fn service(&self) -> &str {
        &self.service
    }

    /// Tells of a job's waiting; where in the trace that is.
    pub(in crate::telemetry) fn queued(&self, before: TraceParent, waited: &Queued<'_>) -> TraceParent {
        let ended = queued::ended(waited, before);
        let here = ended.here;
        self.queue.push(ended);
        here
    }

    /// Whether a trace is recorded, by its id alone: every process decides the same about it, and nobody has theirs recorded by asking for it.
    pub(in crate::telemetry) fn chooses(&self, trace: u128) -> bool {
        #[allow(clippy::cast_possible_truncation, reason = "the lower half, as OpenTelemetry's own sampler")]
        let lower = trace as u64;
        lower >> 1 < self.bound
    }

    /// Says where in a trace a span is that begins here.
    pub(in crate::telemetry) fn place(registry: &Registry, id: &span::Id, here: TraceParent, parent: Option<u64>) {
        let Some(span) = registry.span(id) else { return };
        if let Some(open) = span.extensions_mut().get_mut::<Open>() {
            (open.here, open.parent) = (Some(here), parent);
        }
    }
}

/// Where in a recorded trace a span is, or else the next above it that is in one.
fn within<'a, R: LookupSpan<'a>>(span: Option<SpanRef<'a, R>>) -> Option<TraceParent> {
    let place = |span: SpanRef<'a, R>| span.extensions().get::<Open>().and_then(|open| open.here);
    span?.scope().find_map(place).filter(|here| here.recorded)
}

/// Whether what happens now belongs to a recorded trace.
pub(in crate::telemetry) fn is_recorded<S>(context: &Context<'_, S>) -> bool
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    within(context.lookup_current()).is_some()
}

impl<S> Layer<S> for Spans
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        if !is_ours(attributes.metadata()) {
            return;
        }
        let Some(span) = context.span(id) else { return };
        let mut open = Open::new(attributes.metadata().name());
        attributes.record(&mut open);
        if let Some(above) = within(span.parent()) {
            open.here = Some(above.below());
            open.parent = Some(above.span);
        }
        span.extensions_mut().insert(open);
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(open) = span.extensions_mut().get_mut::<Open>() {
            values.record(open);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if !statements::is_report(event.metadata()) {
            return;
        }
        if let Some(above) = within(context.event_span(event)) {
            self.queue.push(statements::ended(event, above));
        }
    }

    fn on_close(&self, id: span::Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        let Some(open) = span.extensions_mut().remove::<Open>() else { return };
        if let Some(here) = open.here.filter(|here| here.recorded) {
            self.queue.push(open.end(here));
        }
    }
}

impl Open {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: Kind::default(),
            attributes: Vec::new(),
            failed: false,
            began: SystemTime::now(),
            clock: Instant::now(),
            here: None,
            parent: None,
        }
    }

    fn end(self, here: TraceParent) -> Ended {
        let Self { name, kind, parent, began, clock, attributes, failed, .. } = self;
        Ended { service: None, name, kind, here, parent, began, took: clock.elapsed(), attributes, failed }
    }

    fn text(&mut self, field: &Field, value: &str) {
        match field.name() {
            "otel.name" => value.clone_into(&mut self.name),
            "otel.status_code" => self.failed = value == "ERROR",
            // Whom it asks, where nobody there tells of it: a few words of ours, never an address.
            "otel.peer" => self.tell_as("peer.service", Value::Text(value.to_owned())),
            "otel.kind" => {
                self.kind = match value {
                    "server" => Kind::Server,
                    "client" => Kind::Client,
                    "producer" => Kind::Producer,
                    "consumer" => Kind::Consumer,
                    _ => Kind::Internal,
                }
            }
            _ => self.tell(field, Value::Text(value.to_owned())),
        }
    }

    fn tell(&mut self, field: &Field, value: Value) {
        if let Some((_, name)) = TOLD.iter().find(|(known, _)| *known == field.name()) {
            self.tell_as(name, value);
        }
    }

    fn tell_as(&mut self, name: &'static str, value: Value) {
        match self.attributes.iter_mut().find(|(told, _)| *told == name) {
            Some((_, before)) => *before = value,
            None => self.attributes.push((name, value)),
        }
    }
}

impl Visit for Open {
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.tell(field, Value::Number(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.tell(field, Value::Number(i64::try_from(value).unwrap_or(i64::MAX)));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.text(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.text(field, &format!("{value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_traces_is_chosen_by_their_ids() {
        let of = |share| Spans::new(Arc::default(), share, "test".to_owned());
        let ids: Vec<u128> = (0..2_000).map(|_| rand::random()).collect();
        let chosen = |spans: &Spans| ids.iter().filter(|id| spans.chooses(**id)).count();
        assert_eq!((chosen(&of(1.0)), chosen(&of(0.0))), (2_000, 0));
        assert!((300..700).contains(&chosen(&of(0.25))), "{}", chosen(&of(0.25)));
        let (few, many) = (of(0.1), of(0.5));
        assert!(ids.iter().all(|id| !few.chooses(*id) || many.chooses(*id)), "the same are among more");
    }
}
