//! Brings to an end what was left: uploads that nobody goes on with, photographs removed long ago, preparations that were lost, and objects that no
//! photograph names, as a process leaves them that is killed between two stores.

use crate::{Media, PhotoJob, Result, keys, store};
use jiff::{SignedDuration, Timestamp};
use repti_db::{Job, Scope};
use repti_model::{PhotoId, VivariumId, media::KEPT_DAYS};
use repti_storage::{Key, Listed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::sweep::Loose;

const DAY: f64 = 86_400.0;
/// An upload whose last step is so long ago is given up, in seconds.
const ABANDONED: f64 = DAY;
/// A photograph that waits so long is queued again, in seconds: its job was lost, or lies dead.
const STUCK: f64 = 15.0 * 60.0;
/// Photographs of a kind in one sweep.
const MOST: i32 = 1_000;
/// Objects that are asked for at once.
const PAGE: usize = 1_000;

/// Asks for a sweep. The task `photo_sweep`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepJob {}

impl Job for SweepJob {
    const TASK: &'static str = "photo_sweep";
    const MAX_ATTEMPTS: i32 = 3;
}

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Uploads that nobody went on with.
    pub abandoned: usize,
    /// Photographs that were removed long ago.
    pub purged: usize,
    /// Photographs queued again.
    pub restarted: usize,
    /// Objects that no photograph named.
    pub orphans: usize,
}

impl Media {
    /// Sweeps. An object younger than a day is left alone, for its row may still come.
    ///
    /// # Errors
    /// When a store doesn't answer; what was done by then stays done.
    pub async fn sweep(&self) -> Result<Swept> {
        self.sweep_older(SignedDuration::from_hours(24)).await
    }

    /// The same with another age for objects without a photograph.
    ///
    /// # Errors
    /// As [`Media::sweep`].
    pub async fn sweep_older(&self, orphans: SignedDuration) -> Result<Swept> {
        let mut swept = Swept::default();
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        let kept = f64::from(KEPT_DAYS) * DAY;
        let loose = store::sweep::list_loose(&mut tx, ABANDONED, kept, STUCK, MOST).await?;
        drop(tx);
        for (photo, vivarium, why) in loose {
            match why {
                Loose::Abandoned => swept.abandoned += usize::from(self.abandon(photo, vivarium).await?),
                Loose::Purge => swept.purged += usize::from(self.purge(photo, vivarium, kept).await?),
                Loose::Stuck => swept.restarted += usize::from(self.restart(photo, vivarium).await?),
            }
        }
        let before = Timestamp::now().saturating_sub(orphans).unwrap_or(Timestamp::MIN);
        self.objects.abandon_older(before).await?;
        for folder in [keys::ORIGINALS, keys::PICTURES] {
            swept.orphans += self.sweep_objects(folder, before).await?;
        }
        swept.orphans += self.sweep_logos(before).await?;
        Ok(swept)
    }

    async fn abandon(&self, photo: PhotoId, vivarium: VivariumId) -> Result<bool> {
        let mut tx = self.db.begin(Scope::Worker(Some(vivarium))).await?;
        let Some(open) = store::upload::find_open(&mut tx, photo).await? else { return Ok(false) };
        self.objects.abandon(&keys::original(photo)?, &open.upload).await?;
        let gone = store::upload::delete_open(&mut tx, photo).await?;
        tx.commit().await?;
        Ok(gone)
    }

    /// Objects first, the row last: cut off between, the next sweep goes on.
    async fn purge(&self, photo: PhotoId, vivarium: VivariumId, kept: f64) -> Result<bool> {
        let mut tx = self.db.begin(Scope::Worker(Some(vivarium))).await?;
        let Some((mark, widths)) = store::sweep::lock_purged(&mut tx, photo, kept).await? else { return Ok(false) };
        if let Some(mark) = mark {
            for key in keys::pictures(photo, &mark, &widths)?.into_iter().chain(keys::videos(photo, &mark)?) {
                self.objects.delete(&key).await?;
            }
        }
        self.objects.delete(&keys::original(photo)?).await?;
        store::sweep::delete(&mut tx, photo).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn restart(&self, photo: PhotoId, vivarium: VivariumId) -> Result<bool> {
        let mut tx = self.db.begin(Scope::Worker(Some(vivarium))).await?;
        let job = PhotoJob { vivarium, photo };
        let again = store::change::again(&mut tx, photo).await? && job.queue_again(&mut tx).await?;
        if again {
            tx.commit().await?;
        }
        Ok(again)
    }

    async fn sweep_objects(&self, folder: &str, before: Timestamp) -> Result<usize> {
        let (mut gone, mut after): (usize, Option<Key>) = (0, None);
        loop {
            let page = self.objects.list(folder, after.as_ref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(gone) };
            after = Some(last.key.clone());
            for orphan in self.orphans(page, before).await? {
                self.objects.delete(&orphan).await?;
                gone += 1;
            }
        }
    }

    /// Of these objects those that are old, and that no photograph names.
    async fn orphans(&self, page: Vec<Listed>, before: Timestamp) -> Result<Vec<Key>> {
        let old = page.into_iter().filter(|object| object.modified < before);
        let owned: Vec<_> = old.filter_map(|object| Some((keys::owner(&object.key)?, object.key))).collect();
        let ids: BTreeSet<_> = owned.iter().map(|((photo, _), _)| photo.0).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<_> = ids.into_iter().collect();
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        let marks = store::sweep::list_marks(&mut tx, &ids).await?;
        let lost = owned.into_iter().filter(|((photo, mark), _)| match marks.get(photo) {
            None => true,
            // Pictures of a mark that its row doesn't have, once it has one.
            Some(known) => mark.is_some() && known.is_some() && mark != known,
        });
        Ok(lost.map(|(_, key)| key).collect())
    }
}
