//! Every hour: deliveries whose job was lost are queued again, and what is older than thirty days goes.

use super::WebhookJob;
use crate::{Ops, Result, store::webhook_deliveries as store};
use repti_db::{DbError, Job, NewJob, Scope, enqueue};
use repti_model::webhook::DELIVERIES_KEPT;
use serde::{Deserialize, Serialize};

/// A delivery that is due for so long has lost its job, in seconds.
const LOST: f64 = 15.0 * 60.0;
/// Of each kind in one sweep.
const MOST: i32 = 5_000;

/// Asks for a sweep. The task `webhook_sweep`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookSweep {}

impl Job for WebhookSweep {
    const TASK: &'static str = "webhook_sweep";
    const MAX_ATTEMPTS: i32 = 3;
}

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WebhooksSwept {
    /// Deliveries queued again.
    pub restarted: usize,
    /// Events that went, with their deliveries.
    pub forgotten: usize,
}

impl Ops {
    /// Sweeps.
    ///
    /// # Errors
    /// When the database doesn't answer; what was done by then stays done.
    pub async fn sweep_webhooks(&self) -> Result<WebhooksSwept> {
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        let forgotten = store::forget(&mut tx, f64::from(DELIVERIES_KEPT) * 86_400.0, MOST).await?;
        let lost = store::list_lost(&mut tx, LOST, MOST).await?;
        for job in &lost {
            enqueue::<WebhookJob>(&mut tx, job, NewJob { key: Some(job.key()), run_at: None }).await?;
        }
        tx.commit().await.map_err(DbError::from)?;
        Ok(WebhooksSwept { restarted: lost.len(), forgotten })
    }
}
