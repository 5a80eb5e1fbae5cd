//! Spans as OTLP writes them: `ExportTraceServiceRequest` of opentelemetry-proto, in Protocol Buffers' binary form. Its numbers of fields stand here and
//! nowhere else; a test of the server reads what is sent by OpenTelemetry's own types.

use super::{Ended, Value};
use std::{
    collections::BTreeSet,
    time::{Duration, UNIX_EPOCH},
};

/// What a process says of itself, once a request.
pub(super) type About = Vec<(&'static str, Value)>;

/// The body of a request: this process's spans, and those that it sends for others.
pub(super) fn request(about: &About, spans: &[Ended]) -> Vec<u8> {
    let services: BTreeSet<Option<&str>> = spans.iter().map(|span| span.service.as_deref()).collect();
    let mut whole = Message::default();
    for service in services {
        let other = service.map(|name| vec![("service.name", Value::Text(name.to_owned()))]);
        let of = spans.iter().filter(|span| span.service.as_deref() == service);
        whole.inner(1, |resource_spans| write_all(resource_spans, other.as_ref().unwrap_or(about), of));
    }
    whole.0
}

fn write_all<'a>(resource_spans: &mut Message, about: &About, spans: impl Iterator<Item = &'a Ended>) {
    resource_spans.inner(1, |resource| resource.attributes(1, about));
    resource_spans.inner(2, |scope_spans| {
        scope_spans.inner(1, |scope| {
            scope.text(1, "reptidex");
            scope.text(2, env!("CARGO_PKG_VERSION"));
        });
        for span in spans {
            scope_spans.inner(2, |message| write(message, span));
        }
    });
}

fn write(message: &mut Message, span: &Ended) {
    message.bytes(1, &span.here.trace.to_be_bytes());
    message.bytes(2, &span.here.span.to_be_bytes());
    if let Some(parent) = span.parent {
        message.bytes(4, &parent.to_be_bytes());
    }
    message.text(5, &span.name);
    message.number(6, span.kind as u64);
    let began = span.began.duration_since(UNIX_EPOCH).unwrap_or_default();
    message.fixed64(7, nanoseconds(began));
    message.fixed64(8, nanoseconds(began + span.took));
    message.attributes(9, &span.attributes);
    if span.failed {
        message.inner(15, |status| status.number(3, 2));
    }
    // W3C's flags: recorded.
    message.fixed32(16, 1);
}

fn nanoseconds(since: Duration) -> u64 {
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// A message in its making.
#[derive(Debug, Default)]
struct Message(Vec<u8>);

impl Message {
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn key(&mut self, field: u64, wire: u64) {
        self.varint(field << 3 | wire);
    }

    fn number(&mut self, field: u64, value: u64) {
        self.key(field, 0);
        self.varint(value);
    }

    fn fixed64(&mut self, field: u64, value: u64) {
        self.key(field, 1);
        self.0.extend(value.to_le_bytes());
    }

    fn fixed32(&mut self, field: u64, value: u32) {
        self.key(field, 5);
        self.0.extend(value.to_le_bytes());
    }

    fn bytes(&mut self, field: u64, bytes: &[u8]) {
        self.key(field, 2);
        self.varint(bytes.len() as u64);
        self.0.extend(bytes);
    }

    fn text(&mut self, field: u64, text: &str) {
        self.bytes(field, text.as_bytes());
    }

    fn inner(&mut self, field: u64, write: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        write(&mut inner);
        self.bytes(field, &inner.0);
    }

    fn attributes(&mut self, field: u64, attributes: &[(&'static str, Value)]) {
        for (name, value) in attributes {
            self.inner(field, |pair| {
                pair.text(1, name);
                pair.inner(2, |any| match value {
                    Value::Text(text) => any.text(1, text),
                    // In two's complement, as Protocol Buffers' int64 has it.
                    Value::Number(number) => any.number(3, *number as u64),
                });
            });
        }
    }
}

/// What a process says of itself.
pub(super) fn about(service: &str) -> About {
    vec![
        ("service.name", Value::Text(service.to_owned())),
        ("service.version", Value::Text(env!("CARGO_PKG_VERSION").to_owned())),
        ("service.instance.id", Value::Text(uuid::Uuid::now_v7().to_string())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::{trace::TraceParent, traces::Kind};

    #[test]
    fn spans_stand_below_the_process_whose_they_are() {
        let span = |service: Option<&str>| Ended {
            service: service.map(str::to_owned),
            name: "queue mail_send".to_owned(),
            kind: Kind::Producer,
            here: TraceParent::fresh(),
            parent: None,
            began: UNIX_EPOCH,
            took: Duration::ZERO,
            attributes: Vec::new(),
            failed: false,
        };
        let body =
            request(&about("reptidex-worker"), &[span(Some("reptidex-api")), span(None), span(Some("reptidex-api"))]);
        let text = String::from_utf8_lossy(&body);
        let (own, other) = text.split_once("reptidex-api").expect("the other's name");
        assert!(own.contains("reptidex-worker") && own.contains("service.instance.id"), "{text}");
        assert!(!other.contains("service.instance.id") && !other.contains("reptidex-api"), "{text}");
        assert_eq!((own.matches("queue mail_send").count(), other.matches("queue mail_send").count()), (1, 2));
    }

    #[test]
    fn numbers_are_written_as_protocol_buffers_has_them() {
        let mut message = Message::default();
        message.number(1, 150);
        message.text(2, "testing");
        message.fixed32(16, 1);
        message.fixed64(7, 2);
        let wanted = b"\x08\x96\x01\x12\x07testing\x85\x01\x01\0\0\0\x39\x02\0\0\0\0\0\0\0";
        assert_eq!(message.0, wanted);
        let mut longest = Message::default();
        longest.number(3, -1_i64 as u64);
        assert_eq!(longest.0, b"\x18\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
    }
}
