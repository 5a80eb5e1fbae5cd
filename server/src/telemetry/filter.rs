//! Which lines are logged, and what besides reaches whoever makes traces of it. The filter is everybody's: where a layer has a filter of its own, a line is
//! lost after each time that somebody asks whether a line would be logged (`tracing::enabled!`), as sqlx does with every statement. So what traces alone
//! want is let in here, and turned away where lines are written.

use super::{
    is_ours,
    traces::{is_recorded, is_statement},
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
        } else if self.traced && is_statement(about) {
            // Asked each time: outside of a recorded trace nobody puts a statement's report together.
            Interest::sometimes()
        } else {
            line
        }
    }

    fn enabled(&self, about: &Metadata<'_>, context: Context<'_, S>) -> bool {
        self.is_traced_span(about)
            || self.traced && is_statement(about) && is_recorded(&context)
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
        if !is_statement(event.metadata()) || self.wanted.is_line(event.metadata(), context.clone()) {
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
