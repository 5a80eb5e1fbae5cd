//! What made a job: the request and the trace in which it was queued. It travels in the job's own payload, so the log of a job names the request that
//! a person can name, and a trace goes on where the queue's worker takes it up.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The key in a payload. No job has a field of this name.
const KEY: &str = "_cause";

/// Why something is done. No personal data: ids that were made up for the purpose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The request's id, as its answer and the log name it.
    pub request: String,
    /// W3C's `traceparent`.
    pub trace: String,
    /// What the process is called in traces; empty where this one isn't recorded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

tokio::task_local! {
    static CAUSE: Cause;
}

/// Does something because of something else: whatever job it queues says so.
pub async fn because<F: Future>(cause: Option<Cause>, work: F) -> F::Output {
    match cause {
        Some(cause) => CAUSE.scope(cause, work).await,
        None => work.await,
    }
}

impl Cause {
    /// Of what is being done at this moment.
    #[must_use]
    pub fn current() -> Option<Self> {
        CAUSE.try_with(Self::clone).ok()
    }

    /// Of a job, by its payload.
    #[must_use]
    pub fn of(payload: &Value) -> Option<Self> {
        Self::deserialize(payload.get(KEY)?).ok()
    }

    /// As a transaction carries it, so that jobs which the database itself queues (triggers) have it, too. Empty for none.
    pub(crate) fn setting() -> String {
        CAUSE.try_with(|cause| serde_json::to_string(cause).unwrap_or_default()).unwrap_or_default()
    }

    pub(crate) fn put_into(payload: &mut Value) {
        if let (Value::Object(fields), Some(cause)) = (payload, Self::current())
            && let Ok(cause) = serde_json::to_value(cause)
        {
            fields.insert(KEY.to_owned(), cause);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[tokio::test]
    async fn a_job_carries_the_cause_of_its_own_moment_only() {
        let cause = Cause { request: "r-1".to_owned(), trace: "00-1-2-01".to_owned(), by: "reptidex-api".to_owned() };
        let mut payload = json!({"to": "x"});
        because(Some(cause.clone()), async { Cause::put_into(&mut payload) }).await;
        assert_eq!(Cause::of(&payload), Some(cause));
        let mut other = json!({"to": "x"});
        Cause::put_into(&mut other);
        assert_eq!((Cause::of(&other), other), (None, json!({"to": "x"})));
        assert_eq!(Cause::setting(), "");
        // As a version before wrote it.
        let old = Cause::of(&json!({"_cause": {"request": "r-1", "trace": "00-1-2-00"}}));
        assert_eq!(old.map(|cause| cause.by), Some(String::new()));
    }
}
