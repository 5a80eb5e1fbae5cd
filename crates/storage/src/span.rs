//! A question to a bucket as a span of a trace: what is asked, and how long it takes with all tries. Never a name of an object.

use tracing::{Instrument, field::Empty};

use crate::Result;

/// Asks in a span of its own. `asked` is the question as the sources have it: `place.put(…)`.
pub(crate) async fn told<T>(asked: &'static str, question: impl Future<Output = Result<T>>) -> Result<T> {
    let span = tracing::debug_span!(
        "objects",
        "otel.name" = named(asked),
        "otel.kind" = "client",
        "otel.peer" = "object store",
        "otel.status_code" = Empty,
    );
    let answer = question.instrument(span.clone()).await;
    if answer.is_err() {
        span.record("otel.status_code", "ERROR");
    }
    answer
}

fn named(asked: &str) -> String {
    let verb = asked.split(['.', '(']).nth(1).unwrap_or("ask").trim();
    format!("objects {verb}")
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_question_is_named_by_its_verb() {
        assert_eq!(named("place.put_part(key, upload, number, bytes).await"), "objects put_part");
        assert_eq!(named("place . list(prefix, after, limit) . await"), "objects list");
    }
}
