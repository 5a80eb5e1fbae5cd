//! Moves bytes of files that still lie in PostgreSQL into the object store, and takes away objects that no row names, as a process leaves them that is
//! killed between the two.

use super::storage;
use crate::{Animals, Result, store};
use jiff::{SignedDuration, Timestamp};
use repti_db::{Job, Scope};
use repti_storage::{Key, Listed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows that are asked for at once. Their bytes are read one after the other.
const ROWS: i32 = 200;
/// Objects that are asked for at once.
const PAGE: usize = 1_000;

/// Asks for a sweep. The task `evidence_sweep`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceSweep {}

impl Job for EvidenceSweep {
    const TASK: &'static str = "evidence_sweep";
    const MAX_ATTEMPTS: i32 = 3;
}

/// What a sweep of files did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EvidenceSwept {
    /// Bytes that lay in PostgreSQL and don't any more.
    pub moved: usize,
    /// Objects that no row named.
    pub orphans: usize,
}

impl Animals {
    /// Sweeps. An object younger than a day is left alone, for its row may still come.
    ///
    /// # Errors
    /// When a store doesn't answer; what was done by then stays done.
    pub async fn sweep_evidence(&self) -> Result<EvidenceSwept> {
        self.sweep_evidence_older(SignedDuration::from_hours(24)).await
    }

    /// The same with another age for objects without a row.
    ///
    /// # Errors
    /// As [`Animals::sweep_evidence`].
    pub async fn sweep_evidence_older(&self, orphans: SignedDuration) -> Result<EvidenceSwept> {
        let moved = self.move_evidence().await?;
        let before = Timestamp::now().saturating_sub(orphans).unwrap_or(Timestamp::MIN);
        let (mut gone, mut after): (usize, Option<Key>) = (0, None);
        loop {
            let page = self.objects.list(storage::FOLDER, after.as_ref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(EvidenceSwept { moved, orphans: gone }) };
            after = Some(last.key.clone());
            for orphan in self.evidence_orphans(page, before).await? {
                self.objects.delete(&orphan).await?;
                gone += 1;
            }
        }
    }

    /// Until nothing is left, or nothing more can be moved.
    async fn move_evidence(&self) -> Result<usize> {
        let mut moved = 0;
        loop {
            let mut tx = self.db.begin(Scope::Worker(None)).await?;
            let rows = store::evidence_body::list_unmoved(&mut tx, ROWS).await?;
            drop(tx);
            let before = moved;
            for (vivarium, hash) in rows {
                // The row is kept until its bytes are there: whoever takes its file away waits.
                let mut tx = self.db.begin(Scope::Worker(Some(vivarium))).await?;
                let Some(bytes) = store::evidence_body::lock_unmoved(&mut tx, vivarium, &hash).await? else { continue };
                let object = storage::write(&self.objects, bytes).await?;
                store::evidence_body::mark_moved(&mut tx, vivarium, &hash, object).await?;
                tx.commit().await?;
                moved += 1;
            }
            if moved == before {
                return Ok(moved);
            }
        }
    }

    /// Of these objects those that are old, and that no row names.
    async fn evidence_orphans(&self, page: Vec<Listed>, before: Timestamp) -> Result<Vec<Key>> {
        let old = page.into_iter().filter(|listed| listed.modified < before);
        let owned: Vec<(Uuid, Key)> =
            old.filter_map(|listed| Some((storage::object(&listed.key)?, listed.key))).collect();
        if owned.is_empty() {
            return Ok(Vec::new());
        }
        let asked: Vec<Uuid> = owned.iter().map(|(object, _)| *object).collect();
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        let named: BTreeSet<Uuid> = store::evidence_body::list_named(&mut tx, &asked).await?.into_iter().collect();
        Ok(owned.into_iter().filter(|(object, _)| !named.contains(object)).map(|(_, key)| key).collect())
    }
}
