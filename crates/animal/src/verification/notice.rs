//! What is left to the worker: telling the other side, and ending requests that nobody answered.

use super::told;
use crate::{Animals, Result, store};
use repti_db::{Job, Scope, figures::happened};
use repti_model::{VivariumId, animal::ParentSide, lineage::VerificationStep};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Somebody took a step, and the people of a vivarium are to be told. Names no animal and no person. The task `verification_notice`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerificationNotice {
    pub to: VivariumId,
    pub step: VerificationStep,
    /// Which parent; nothing for a gene.
    pub side: Option<ParentSide>,
    /// The vivarium that took the step, or ReptiDex.
    pub from: String,
}

impl Job for VerificationNotice {
    const TASK: &'static str = "verification_notice";
}

/// A request's time is over. The task `verification_expiry`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerificationExpiry {
    /// The claim's id, of whichever kind; jobs from before genes were verified call it `link`.
    #[serde(alias = "link")]
    pub subject: Uuid,
}

impl Job for VerificationExpiry {
    const TASK: &'static str = "verification_expiry";
}

impl Animals {
    /// Writes down that a request's time is over, unless it was answered, withdrawn or asked anew meanwhile: the worker's handler of
    /// `verification_expiry`. Every reader goes by the clock, so nothing waits for this but the history.
    ///
    /// # Errors
    /// When the database doesn't answer; the queue tries again.
    pub async fn expire_verification(&self, job: &VerificationExpiry) -> Result<bool> {
        let mut tx = self.db.begin(Scope::Nobody).await?;
        let expired = store::verification::expire(&mut tx, job.subject).await?;
        tx.commit().await?;
        happened(told(VerificationStep::Expired), usize::from(expired));
        Ok(expired)
    }
}
