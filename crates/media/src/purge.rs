//! Takes away what pages showed of a photograph, a video or a logo that nobody may be shown any more.

use crate::{Media, Result, keys, store};
use repti_db::{Job, Scope};
use repti_model::{LogoId, PhotoId, VivariumId};
use serde::{Deserialize, Serialize};

/// A photograph that was taken down. What was sent stays, so that it can be put back. The task `photo_purge`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PicturePurge {
    pub vivarium: VivariumId,
    pub photo: PhotoId,
}

impl Job for PicturePurge {
    const TASK: &'static str = "photo_purge";
}

/// A logo that was taken down. The task `logo_purge`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoPurge {
    pub vivarium: VivariumId,
    pub logo: LogoId,
}

impl Job for LogoPurge {
    const TASK: &'static str = "logo_purge";
}

impl Media {
    /// Deletes the pictures, unless the photograph was put back meanwhile; how many there were.
    ///
    /// # Errors
    /// When a store doesn't answer: the job runs again.
    pub async fn purge_pictures(&self, job: &PicturePurge) -> Result<usize> {
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        // The row is kept until the files are gone: whoever puts it back waits, and its pictures are made after.
        let Some((mark, widths)) = store::sweep::lock_taken_down(&mut tx, job.photo).await? else { return Ok(0) };
        let files = keys::pictures(job.photo, &mark, &widths)?;
        for key in files.iter().chain(&keys::videos(job.photo, &mark)?) {
            self.objects.delete(key).await?;
        }
        tx.commit().await?;
        Ok(files.len())
    }

    /// Deletes the picture of a logo, unless it is shown; whether it did. No logo is put back, so nobody can begin to show it meanwhile.
    ///
    /// # Errors
    /// When a store doesn't answer: the job runs again.
    pub async fn purge_logo(&self, job: &LogoPurge) -> Result<bool> {
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        let shown = !store::logo::list_existing(&mut tx, &[job.logo.0]).await?.is_empty();
        drop(tx);
        if !shown {
            self.objects.delete(&keys::logo(job.logo)?).await?;
        }
        Ok(!shown)
    }
}
