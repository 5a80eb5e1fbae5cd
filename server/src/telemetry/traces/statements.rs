//! A span for each statement of the database, out of what sqlx reports when one has ended: its verb, its first table, rows and time. Statements are checked
//! macros, whose values travel beside them, so their text has none; still the text itself isn't sent. And one for each round trip to Redis, by its use.

use super::{Ended, Kind, Value};
use crate::telemetry::trace::TraceParent;
use repti_core::redis_figures::ROUND_TRIPS;
use std::{
    fmt,
    time::{Duration, SystemTime},
};
use tracing::{
    Event, Metadata,
    field::{Field, Visit},
};

/// Whether this is sqlx's report of a statement, or ours of a round trip.
pub(in crate::telemetry) fn is_report(about: &Metadata<'_>) -> bool {
    about.target() == ROUND_TRIPS || about.target().strip_prefix("sqlx::") == Some("query")
}

/// The span of a statement or a round trip that has ended at this moment.
pub(super) fn ended(event: &Event<'_>, above: TraceParent) -> Ended {
    let mut report = Report::default();
    event.record(&mut report);
    let (name, attributes) =
        if event.metadata().target() == ROUND_TRIPS { of_round_trip(&report) } else { of_statement(&report) };
    let took = Duration::try_from_secs_f64(report.seconds).unwrap_or_default();
    let now = SystemTime::now();
    Ended {
        service: None,
        name,
        kind: Kind::Client,
        here: above.below(),
        parent: Some(above.span),
        began: now.checked_sub(took).unwrap_or(now),
        took,
        attributes,
        failed: report.failed,
    }
}

type Named = (String, Vec<(&'static str, Value)>);

fn of_round_trip(report: &Report) -> Named {
    let attributes = vec![
        ("db.system.name", Value::Text("redis".to_owned())),
        ("db.operation.name", Value::Text(report.purpose.clone())),
    ];
    (format!("redis {}", report.purpose), attributes)
}

fn of_statement(report: &Report) -> Named {
    let text = if report.statement.is_empty() { &report.summary } else { &report.statement };
    let (verb, table) = name_of(text);
    let name = if table.is_empty() { verb.clone() } else { format!("{verb} {table}") };
    let mut attributes = vec![
        ("db.system.name", Value::Text("postgresql".to_owned())),
        ("db.operation.name", Value::Text(verb)),
        ("db.response.returned_rows", Value::Number(i64::try_from(report.rows).unwrap_or(i64::MAX))),
    ];
    if !table.is_empty() {
        attributes.push(("db.collection.name", Value::Text(table)));
    }
    (name, attributes)
}

#[derive(Default)]
struct Report {
    summary: String,
    statement: String,
    purpose: String,
    rows: u64,
    seconds: f64,
    failed: bool,
}

impl Visit for Report {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "elapsed_secs" {
            self.seconds = value;
        }
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        if field.name() == "came" {
            self.failed = !value;
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "rows_returned" {
            self.rows = value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "purpose" => value.clone_into(&mut self.purpose),
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

/// The verb of a statement and the table, view or function that it first names.
fn name_of(statement: &str) -> (String, String) {
    let mut words = statement.split_whitespace();
    let verb = words.next().unwrap_or("SQL").trim_end_matches(';').to_ascii_uppercase();
    let mut before = verb.clone();
    let mut table = String::new();
    for word in words {
        let named = matches!(before.as_str(), "FROM" | "INTO" | "UPDATE" | "JOIN" | "TABLE");
        let end = word.find(|letter: char| !(letter.is_ascii_alphanumeric() || "._".contains(letter)));
        let plain = &word[..end.unwrap_or(word.len())];
        if named && plain.contains('.') {
            plain.clone_into(&mut table);
            break;
        }
        before = word.to_ascii_uppercase();
    }
    (verb, table)
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_statement_is_named_by_its_verb_and_its_first_table() {
        for (statement, verb, table) in [
            ("SELECT 1", "SELECT", ""),
            ("\n\nSELECT a.id, 'it''s FROM here' FROM animal.animal a WHERE a.id = $1\n", "SELECT", "animal.animal"),
            ("INSERT INTO core.person (id) VALUES ($1)", "INSERT", "core.person"),
            ("UPDATE ops.role_seen SET at = now()", "UPDATE", "ops.role_seen"),
            ("SELECT what FROM ops.house_counts()", "SELECT", "ops.house_counts"),
            ("WITH x AS (SELECT id FROM animal.taxon) SELECT * FROM x", "WITH", "animal.taxon"),
            ("COMMIT", "COMMIT", ""),
            ("", "SQL", ""),
        ] {
            assert_eq!(name_of(statement), (verb.to_owned(), table.to_owned()), "{statement}");
        }
    }
}
