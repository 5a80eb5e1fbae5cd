//! What is sent: the same bytes in every try, for they are signed. Pure.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

#[derive(Serialize)]
struct Body<'a> {
    id: Uuid,
    #[serde(rename = "type")]
    kind: &'a str,
    created: Timestamp,
    data: &'a Value,
}

/// An event as JSON.
pub(crate) fn body(id: Uuid, kind: &str, created: Timestamp, data: &Value) -> String {
    serde_json::to_string(&Body { id, kind, created, data }).unwrap_or_default()
}

#[test]
fn an_event_is_sent_with_its_id_its_type_its_moment_and_its_data() {
    let created: Timestamp = "2026-11-27T15:00:00.25Z".parse().unwrap();
    let sent = body(Uuid::nil(), "media.processed", created, &serde_json::json!({"state": "ready"}));
    let nil = "00000000-0000-0000-0000-000000000000";
    let wanted = format!(
        r#"{{"id":"{nil}","type":"media.processed","created":"2026-11-27T15:00:00.25Z","data":{{"state":"ready"}}}}"#
    );
    assert_eq!(sent, wanted);
}
