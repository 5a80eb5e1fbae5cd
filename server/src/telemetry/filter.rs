//! Which lines are logged, and what besides reaches whoever makes traces of it. The filter is everybody's: where a layer has a filter of its own, a line is
//! lost after each time that somebody asks whether a line would be logged (`tracing::enabled!`), as sqlx does with every statement. So what traces alone
//! want is let in here, and turned away where lines are written.

use super::{
    is_ours,
    traces::{is_recorded, is_report},
};
use std::sync::Arc;
use tracing::{Event, Level, Metadata, Subscriber, level_filters::LevelFilter, span, subscriber::Interest};
use tracing_subscriber::{EnvFilter, Layer, layer::Context, registry::LookupSpan};

/// What lines are wanted.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    lines: Arc<EnvFilter>,
    /// What may be in this kind of log at all.
    fit: fn(&Metadata<'_>) -> bool,
    /// Whether somebody makes traces.
    traced: bool,
}

impl Wanted {
    pub(super) fn new(lines: EnvFilter, fit: fn(&Metadata<'_>) -> bool, traced: bool) -> Self {
        Self { lines: Arc::new(lines), fit, traced }
    }

    /// Lines of these only, without what was let in for traces.
    pub(super) fn lines<L>(&self, layer: L) -> Lines<L> {
        Lines { wanted: self.clone(), layer }
    }

    fn is_line<S>(&self, about: &Metadata<'_>, context: Context<'_, S>) -> bool {
        (self.fit)(about) && self.lines.enabled(about, context)
    }

    /// Our own spans, down to those that only traces want.
    fn is_traced_span(&self, about: &Metadata<'_>) -> bool {
        self.traced && about.is_span() && *about.level() <= Level::DEBUG && is_ours(about)
    }
}

impl<S> Layer<S> for Wanted
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    fn register_callsite(&self, about: &'static Metadata<'static>) -> Interest {
        let line =
            if (self.fit)(about) { Layer::<S>::register_callsite(&*self.lines, about) } else { Interest::never() };
        if self.is_traced_span(about) {
            Interest::always()
        } else if self.traced && is_report(about) {
            // Asked each time: outside of a recorded trace nobody puts a statement's report together.
            Interest::sometimes()
        } else {
            line
        }
    }

    fn enabled(&self, about: &Metadata<'_>, context: Context<'_, S>) -> bool {
        self.is_traced_span(about)
            || self.traced && is_report(about) && is_recorded(&context)
            || self.is_line(about, context)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        let lines = self.lines.max_level_hint();
        if self.traced { lines.map(|level| level.max(LevelFilter::DEBUG)) } else { lines }
    }

    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        self.lines.on_new_span(attributes, id, context);
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, context: Context<'_, S>) {
        self.lines.on_record(id, values, context);
    }

    fn on_enter(&self, id: &span::Id, context: Context<'_, S>) {
        self.lines.on_enter(id, context);
    }

    fn on_exit(&self, id: &span::Id, context: Context<'_, S>) {
        self.lines.on_exit(id, context);
    }

    fn on_close(&self, id: span::Id, context: Context<'_, S>) {
        self.lines.on_close(id, context);
    }
}

/// Writes lines, but not the reports of statements that are there for traces alone.
#[derive(Debug)]
pub(super) struct Lines<L> {
    wanted: Wanted,
    layer: L,
}

impl<S, L> Layer<S> for Lines<L>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    L: Layer<S>,
{
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if !is_report(event.metadata()) || self.wanted.is_line(event.metadata(), context.clone()) {
            self.layer.on_event(event, context);
        }
    }

    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        self.layer.on_new_span(attributes, id, context);
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, context: Context<'_, S>) {
        self.layer.on_record(id, values, context);
    }

    fn on_enter(&self, id: &span::Id, context: Context<'_, S>) {
        self.layer.on_enter(id, context);
    }

    fn on_exit(&self, id: &span::Id, context: Context<'_, S>) {
        self.layer.on_exit(id, context);
    }

    fn on_close(&self, id: span::Id, context: Context<'_, S>) {
        self.layer.on_close(id, context);
    }
}

#[cfg(test)]
mod tests {
    use crate::telemetry::{
        production,
        spans::{self, Asker},
        traces,
    };
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one writer").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// As sqlx reports one; whether anybody wanted to know.
    fn statement() -> bool {
        let wanted = tracing::enabled!(target: "sqlx::query", tracing::Level::DEBUG);
        if wanted {
            tracing::event!(target: "sqlx::query", tracing::Level::DEBUG, summary = "SELECT 1", rows_returned = 1_u64);
        }
        wanted
    }

    /// What is logged of three lines, with statements between them, and which statements were reported.
    fn logged(spans: Option<traces::Spans>) -> (usize, [bool; 3]) {
        let log = Log::default();
        let subscriber = production("info,sqlx=warn".parse().expect("a filter"), spans, log.clone());
        let reported = tracing::subscriber::with_default(subscriber, || {
            let before = statement();
            tracing::info!(target: "repti_test", "outside");
            let span = tracing::info_span!(target: "repti_test", "request");
            spans::begin(&span, Asker::Somebody(None));
            let inside = span.in_scope(|| {
                let reported = statement();
                tracing::info!(target: "repti_test", "inside");
                tracing::debug!(target: "repti_test", "not wanted");
                reported
            });
            let watch = tracing::info_span!(target: "repti_test", "request");
            spans::begin(&watch, Asker::Watch);
            let watched = watch.in_scope(statement);
            tracing::warn!(target: "repti_test", "afterwards");
            [before, inside, watched]
        });
        let lines = log.0.lock().expect("one writer").iter().filter(|byte| **byte == b'\n').count();
        (lines, reported)
    }

    #[tokio::test]
    async fn statements_are_reported_inside_recorded_traces_alone_and_cost_no_line() {
        assert_eq!(logged(None), (3, [false; 3]));
        let collector = |share| crate::config::Collector {
            address: "http://127.0.0.1:9/v1/traces".parse().expect("an address"),
            share,
            service: None,
        };
        let (_all, spans) = traces::open(&collector(1.0), &[]);
        assert_eq!(logged(Some(spans)), (3, [false, true, false]));
        let (_none, spans) = traces::open(&collector(0.0), &[]);
        assert_eq!(logged(Some(spans)), (3, [false; 3]));
    }
}
