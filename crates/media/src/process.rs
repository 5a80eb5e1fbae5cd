//! Prepares a photograph in a job. However often it runs, and wherever it is cut off, what comes out is the same: files first, the row last.

use crate::{
    LikenessJob, Media, MediaError, Result, VideoJob, keys,
    prepare::{Failed, Prepared, prepare},
    store,
};
use repti_db::{Job, NewJob, Scope, Tx, enqueue, waits};
use repti_model::{
    ErrorCode, PhotoId, VivariumId,
    media::{MAX_PHOTO_BYTES, MediaKind, NewUpload},
};
use repti_picture::sniff;
use serde::{Deserialize, Serialize};

/// A photograph whose bytes have arrived. The task `photo_prepare`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoJob {
    pub vivarium: VivariumId,
    pub photo: PhotoId,
}

impl Job for PhotoJob {
    const TASK: &'static str = "photo_prepare";
}

impl PhotoJob {
    /// One job a photograph.
    pub(crate) fn key(&self) -> String {
        format!("{}:{}", Self::TASK, self.photo)
    }

    /// Queues it once more, unless it or the video that it turned out to be waits for its turn: that would begin anew, behind all that came since.
    pub(crate) async fn queue_again(&self, tx: &mut Tx) -> Result<bool> {
        let video = VideoJob { vivarium: self.vivarium, photo: self.photo };
        if waits(tx, &self.key()).await? || waits(tx, &video.key()).await? {
            return Ok(false);
        }
        enqueue(tx, self, NewJob { key: Some(self.key()), run_at: None }).await?;
        Ok(true)
    }
}

/// What became of a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Processed {
    /// Pages show it.
    Ready,
    /// It isn't taken; its row says why.
    Rejected,
    /// It is a video, which a job for those prepares.
    Video,
    /// It didn't wait to be prepared (any more).
    Nothing,
}

impl Media {
    /// Makes everything that pages show of a photograph.
    ///
    /// # Errors
    /// When a store doesn't answer: the job runs again.
    pub async fn process(&self, job: &PhotoJob) -> Result<Processed> {
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        let Some(size) = store::result::is_waiting(&mut tx, job.photo).await? else { return Ok(Processed::Nothing) };
        drop(tx);
        let key = keys::original(job.photo)?;
        // What is too large for a photo isn't fetched to find out what it is.
        let large = size > MAX_PHOTO_BYTES;
        let found = if large { self.beginning(&key).await? } else { self.objects.get(&key).await? };
        let Some(bytes) = found else {
            return self.reject(job, "This photo never arrived whole. Send it again.", false).await;
        };
        if self.is_video(job, &bytes).await? {
            return Ok(Processed::Video);
        }
        if large && sniff(&bytes).is_none() {
            let words = "This is neither a photo nor a video that is taken here. Send a video as MP4, MOV or WebM.";
            return self.reject(job, words, false).await;
        }
        if large {
            let announced = NewUpload { kind: MediaKind::Photo, ..NewUpload::of_size(size) }.validate();
            let words = announced.err().and_then(|errors| errors.of("file").first().cloned()).unwrap_or_default();
            return self.reject(job, &words, false).await;
        }
        match self.in_a_place(move || prepare(&bytes)).await? {
            Ok(prepared) => self.keep(job, prepared).await,
            Err(Failed::Refused(refused)) => {
                tracing::info!(photo = %job.photo, reason = refused.code(), "a photo isn't taken");
                self.reject(job, &refused.to_string(), false).await
            }
            Err(Failed::Unwritable(error)) => {
                tracing::error!(photo = %job.photo, %error, "a photo couldn't be prepared");
                let words = "This photo couldn't be prepared, which is our fault. Try again; if it fails again, save it as JPEG and send that.";
                self.reject(job, words, true).await
            }
        }
    }

    async fn keep(&self, job: &PhotoJob, prepared: Prepared) -> Result<Processed> {
        let Prepared { made, files } = prepared;
        let mut keys = Vec::with_capacity(files.len());
        for file in files {
            let key = keys::picture(job.photo, &made.mark, &file.name)?;
            self.objects.put(&key, file.bytes, file.media_type).await?;
            keys.push(key);
        }
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        match store::result::ready(&mut tx, job.photo, &made).await {
            Ok(true) => {
                if made.fingerprints.is_some() {
                    let compare = LikenessJob { vivarium: job.vivarium, photo: job.photo };
                    enqueue(&mut tx, &compare, NewJob::default()).await?;
                }
                self.ask_for_avif(&mut tx).await?;
                tx.commit().await?;
                Ok(Processed::Ready)
            }
            Ok(false) => Ok(Processed::Nothing),
            Err(MediaError::Problem(problem)) if problem.code == ErrorCode::Conflict => {
                drop(tx);
                for key in keys {
                    self.objects.delete(&key).await?;
                }
                self.reject(job, &problem.detail, false).await
            }
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn reject(&self, job: &PhotoJob, refusal: &str, retryable: bool) -> Result<Processed> {
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        store::result::rejected(&mut tx, job.photo, refusal, retryable).await?;
        tx.commit().await?;
        Ok(Processed::Rejected)
    }
}
