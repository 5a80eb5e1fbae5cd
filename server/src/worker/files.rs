//! The task about files beside claims, and how often it comes.

use super::{carry::carry, tasks::domain_of};
use graphile_worker::{Cron, CrontabFill, IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use repti_db::Job;
use repti_domain::repti_animal::{EvidenceSweep, EvidenceSwept};
use serde::{Deserialize, Serialize};

/// The minute of every hour at which the sweep comes.
const SWEEP_AT: u32 = 20;

/// Moves bytes that still lie in PostgreSQL, and takes away what no file names.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FilesSwept(EvidenceSweep);

impl TaskHandler for FilesSwept {
    const IDENTIFIER: &'static str = EvidenceSweep::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let EvidenceSwept { moved, orphans } =
                domain.animal.sweep_evidence().await.map_err(|error| error.to_string())?;
            if moved + orphans > 0 {
                tracing::info!(moved, orphans, "files beside claims swept");
            }
            for (what, count) in [("moved", moved), ("orphan", orphans)] {
                metrics::counter!("evidence_swept_total", "what" => what).increment(count as u64);
            }
            Ok(())
        })
        .await
    }
}

/// Puts the task into the worker.
///
/// # Errors
/// Never: the time is one of the clock.
pub fn define(options: WorkerOptions) -> anyhow::Result<WorkerOptions> {
    let attempts = u16::try_from(EvidenceSweep::MAX_ATTEMPTS).unwrap_or(1);
    let sweep = Cron::hourly_at::<FilesSwept>(SWEEP_AT)?
        .fill(CrontabFill::hours(1))
        .job_key(EvidenceSweep::TASK)
        .max_attempts(attempts)
        .payload(FilesSwept(EvidenceSweep::default()))?;
    Ok(options.define_job::<FilesSwept>().with_cron(sweep))
}

/// Says what the metrics mean, once a process.
pub fn describe() {
    metrics::describe_counter!(
        "evidence_swept_total",
        "What the sweep did with bytes of files beside claims (moved out of PostgreSQL, orphan)"
    );
}
