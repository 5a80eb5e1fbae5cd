//! Logs of production: one JSON object a line, flat, with dotted names. Fields of the spans around an event stand beside its own, so every line of a request
//! has `request.id`, `trace.id` and, once they are known, `vivarium.id` and `actor.id`; every line of a job `job.id`, `task` and what caused it.

use super::scrub::scrub;
use serde_json::{Map, Value};
use std::{fmt, io::Write, sync::Mutex};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    span,
};
use tracing_subscriber::{Layer, layer::Context, registry::LookupSpan};

/// Writes lines to `W`.
pub struct JsonLines<W> {
    to: Mutex<W>,
}

impl<W: Write> JsonLines<W> {
    /// Lines to this writer.
    pub fn new(to: W) -> Self {
        Self { to: Mutex::new(to) }
    }
}

/// A span's fields, beside the span.
struct Fields(Map<String, Value>);

impl<S, W> Layer<S> for JsonLines<W>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: Write + 'static,
{
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = Map::new();
        attributes.record(&mut Collect(&mut fields));
        span.extensions_mut().insert(Fields(fields));
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(Fields(fields)) = span.extensions_mut().get_mut() {
            values.record(&mut Collect(fields));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut line = Map::new();
        line.insert("timestamp".to_owned(), jiff::Timestamp::now().to_string().into());
        line.insert("level".to_owned(), event.metadata().level().as_str().into());
        line.insert("target".to_owned(), event.metadata().target().into());
        for span in context.event_scope(event).into_iter().flat_map(|scope| scope.from_root()) {
            if let Some(Fields(fields)) = span.extensions().get() {
                line.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
            }
        }
        event.record(&mut Collect(&mut line));
        let mut text = Value::Object(line).to_string();
        text.push('\n');
        if let Ok(mut to) = self.to.lock() {
            // Where the log can't be written there is nowhere to say so.
            let _ = to.write_all(text.as_bytes());
        }
    }
}

struct Collect<'a>(&'a mut Map<String, Value>);

impl Collect<'_> {
    fn put(&mut self, field: &Field, value: Value) {
        // Of the exporter of traces alone.
        if !field.name().starts_with("otel.") {
            self.0.insert(field.name().to_owned(), value);
        }
    }
}

impl Visit for Collect<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value.into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, scrub(value).into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, scrub(&format!("{value:?}")).into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{io, sync::Arc};
    use tracing_subscriber::layer::SubscriberExt;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one writer").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_flat_and_has_what_its_spans_know() {
        let kept = Kept::default();
        let subscriber = tracing_subscriber::registry().with(JsonLines::new(kept.clone()));
        tracing::subscriber::with_default(subscriber, || {
            let request = tracing::info_span!(
                "request",
                "request.id" = "r-1",
                "actor.id" = tracing::field::Empty,
                "otel.kind" = "server"
            );
            let _inside = request.enter();
            request.record("actor.id", "p-1");
            tracing::info_span!("inner", "photo.id" = 7).in_scope(|| {
                tracing::warn!(error = %"<ada@example.org> refused", "http.ms" = 1.5, "answered\nin two lines");
            });
        });
        let text = String::from_utf8(kept.0.lock().expect("one writer").clone()).expect("text");
        assert_eq!(text.lines().count(), 1, "{text}");
        let line: Value = serde_json::from_str(&text).expect("JSON");
        for (name, value) in [
            ("level", Value::from("WARN")),
            ("request.id", "r-1".into()),
            ("actor.id", "p-1".into()),
            ("photo.id", 7.into()),
            ("error", "<[masked]> refused".into()),
            ("http.ms", 1.5.into()),
            ("message", "answered\nin two lines".into()),
        ] {
            assert_eq!(line[name], value, "{name} in {line}");
        }
        assert_eq!(line.get("otel.kind"), None);
    }
}
