//! The way into the job queue: in the caller's transaction, so a job exists exactly when its cause does.

use crate::{Cause, DbError, Tx};
use serde::{Serialize, de::DeserializeOwned};

/// What a job carries. The worker knows it by `TASK`.
pub trait Job: Serialize + DeserializeOwned + Send {
    /// The documented name of the task.
    const TASK: &'static str;
    /// Tries before the job is parked as a dead letter.
    const MAX_ATTEMPTS: i32 = 12;
}

/// How a job is to be queued.
#[derive(Debug, Clone, Default)]
pub struct NewJob {
    /// A second job with the same key replaces the first while that hasn't started.
    pub key: Option<String>,
    /// Not before this instant.
    pub run_at: Option<jiff::Timestamp>,
}

/// Queues `job` in the transaction.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue<J: Job>(tx: &mut Tx, job: &J, how: NewJob) -> Result<(), DbError> {
    let mut payload = serde_json::to_value(job).map_err(|error| DbError::Queue(error.to_string()))?;
    Cause::put_into(&mut payload);
    let run_at = how.run_at.unwrap_or_else(jiff::Timestamp::now);
    sqlx::query("SELECT ops.enqueue($1, $2, $3, $4, $5)")
        .bind(J::TASK)
        .bind(payload)
        .bind(how.key)
        .bind(J::MAX_ATTEMPTS)
        .bind(jiff_sqlx::Timestamp::from(run_at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether a job of this key waits for its turn, or has it at this moment. One that lies dead doesn't.
///
/// # Errors
/// When the database refuses.
pub async fn waits(tx: &mut Tx, key: &str) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar("SELECT ops.waits($1)").bind(key).fetch_one(&mut **tx).await?)
}
