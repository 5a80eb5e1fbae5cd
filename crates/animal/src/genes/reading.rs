//! Reading the genes of a whole vivarium anew: after the catalogue of genes changed, or where nobody had read them yet.

use super::keep_genes;
use crate::{Animals, Result, store};
use jiff::{SignedDuration, Timestamp};
use repti_db::{Job, NewJob, Scope, Tx, enqueue};
use repti_model::VivariumId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Animals read in one transaction.
const BATCH: i64 = 500;

/// The genes of a vivarium's animals are to be read anew. The task `gene_reading`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GeneReading {
    pub vivarium: VivariumId,
}

impl Job for GeneReading {
    const TASK: &'static str = "gene_reading";
}

impl GeneReading {
    /// Queues it, not before an instant; while one waits for this vivarium, it is that one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn queue(self, tx: &mut Tx, run_at: Option<Timestamp>) -> Result<()> {
        let how = NewJob { key: Some(format!("gene_reading:{}", self.vivarium)), run_at };
        Ok(enqueue(tx, &self, how).await?)
    }

    /// Queues it for every vivarium that the transaction sees, staff's for all: after the catalogue of genes changed. Says for how many.
    /// Not at once: the worker may be another process, which takes a published catalogue over within seconds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn queue_all(tx: &mut Tx) -> Result<u64> {
        let all = store::gene::list_vivariums(tx).await?;
        let run_at = Timestamp::now() + SignedDuration::from_secs(10);
        for &vivarium in &all {
            Self { vivarium }.queue(tx, Some(run_at)).await?;
        }
        Ok(all.len() as u64)
    }
}

impl Animals {
    /// Reads the genes of all animals of a vivarium, and says how many it read: the worker's handler of `gene_reading`. Twice is once.
    ///
    /// # Errors
    /// When the database doesn't answer; the queue tries again.
    pub async fn read_genes(&self, job: &GeneReading) -> Result<u64> {
        let (mut last, mut count) = (Uuid::nil(), 0);
        loop {
            let mut tx = self.db.begin(Scope::Vivarium(job.vivarium, None)).await?;
            let ids = store::gene::list_after(&mut tx, last, BATCH).await?;
            let Some(&end) = ids.last() else { return Ok(count) };
            keep_genes(&mut tx, job.vivarium, &ids).await?;
            tx.commit().await?;
            count += ids.len() as u64;
            last = end;
        }
    }
}
