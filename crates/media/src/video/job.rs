//! Prepares a video in a job. As with photographs, files come first and the row last, so it may be cut off anywhere and run again.

use super::{
    BEGINNING, Container, Edits, Unread,
    ffmpeg::{Undone, Workshop},
    format_of, read,
    source::Stored,
};
use crate::{
    LikenessJob, Media, MediaError, PhotoJob, Processed, Result, keys,
    place::apart,
    prepare::{Failed, Prepared, prepare},
    store::{self, result::Made, video::MadeVideo},
};
use bytes::{Bytes, BytesMut};
use repti_db::{Job, NewJob, Scope, enqueue};
use repti_model::{ErrorCode, PhotoId, VivariumId};
use repti_storage::{Key, UploadRef};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::{fs::File, io::AsyncReadExt, runtime::Handle};

/// How videos are made now: another number gives each another mark, and so another address.
const RECIPE: u8 = 1;
/// Bytes that lie in memory at once while a file is copied: at least what a part of an upload has to have.
const PIECE: u64 = 8 << 20;

/// A video whose bytes have arrived. The task `video_prepare`, which has a worker of its own: a minute of video may take as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VideoJob {
    pub vivarium: VivariumId,
    pub photo: PhotoId,
}

impl Job for VideoJob {
    const TASK: &'static str = "video_prepare";
}

impl VideoJob {
    /// One job a video.
    pub(crate) fn key(&self) -> String {
        format!("{}:{}", Self::TASK, self.photo)
    }
}

/// What is copied from one place to another.
#[derive(Debug)]
enum From<'a> {
    /// What was sent, with what tells of its owner overwritten.
    Store(&'a Key, &'a Edits),
    /// What ffmpeg has made.
    Disk(File),
}

impl Media {
    /// Leaves a file to the job for videos, if its bytes say that it is one. `bytes` is its beginning.
    pub(crate) async fn is_video(&self, job: &PhotoJob, bytes: &[u8]) -> Result<bool> {
        if format_of(bytes).is_none() {
            return Ok(false);
        }
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        if store::video::is_one(&mut tx, job.photo).await? {
            let next = VideoJob { vivarium: job.vivarium, photo: job.photo };
            enqueue(&mut tx, &next, NewJob { key: Some(next.key()), run_at: None }).await?;
            tx.commit().await?;
        }
        Ok(true)
    }

    /// The beginning of a file, by which it says whether it is a video.
    pub(crate) async fn beginning(&self, key: &Key) -> Result<Option<Bytes>> {
        Ok(self.objects.get_range(key, 0, BEGINNING).await?)
    }

    /// Makes everything that pages show of a video.
    ///
    /// # Errors
    /// When a store doesn't answer: the job runs again.
    pub async fn process_video(&self, job: &VideoJob) -> Result<Processed> {
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        if store::result::is_waiting(&mut tx, job.photo).await?.is_none() {
            return Ok(Processed::Nothing);
        }
        drop(tx);
        let of = PhotoJob { vivarium: job.vivarium, photo: job.photo };
        let key = keys::original(job.photo)?;
        let Some(size) = self.objects.size(&key).await? else {
            return self.reject(&of, "This video never arrived whole. Send it again.", false).await;
        };
        let container = match self.read_container(&key, size).await? {
            Ok(container) => container,
            Err(refused) => {
                tracing::info!(photo = %job.photo, reason = ?refused, "a video isn't taken");
                return self.reject(&of, &refused.to_string(), false).await;
            }
        };
        let hash = self.hash_of(&key, size).await?;
        let made = match &self.ffmpeg {
            None => self.show_original(&of, &key, size, hash, container).await?,
            Some(ffmpeg) => {
                let workshop = Workshop::open().await.map_err(|error| MediaError::Broken(error.to_string()))?;
                self.bring(&key, size, &workshop).await?;
                match ffmpeg.work(&workshop, &container).await {
                    Ok(_) => self.show_made(&of, &workshop, hash, container).await?,
                    // No fault of the film, and another try would end the same: it plays as without ffmpeg.
                    Err(error @ Undone::Hungry(_)) => {
                        tracing::error!(photo = %job.photo, %error, "a video is shown as it was sent");
                        self.show_original(&of, &key, size, hash, container).await?
                    }
                    Err(error) => {
                        tracing::error!(photo = %job.photo, %error, "a video couldn't be prepared");
                        let words = format!(
                            "This video couldn’t be prepared: {error}. Try again; if it fails again, export it as MP4 with H.264 and send that."
                        );
                        return self.reject(&of, &words, true).await;
                    }
                }
            }
        };
        self.keep_video(&of, made).await
    }

    async fn read_container(&self, key: &Key, size: u64) -> Result<std::result::Result<Container, super::Refused>> {
        let (objects, key, handle) = (self.objects.clone(), key.clone(), Handle::current());
        match apart(move || read(&mut Stored { objects, key, size, handle, window: (0, Bytes::new()) })).await? {
            Ok(container) => Ok(Ok(container)),
            Err(Unread::Refused(refused)) => Ok(Err(refused)),
            Err(Unread::Store(error)) => Err(error.into()),
        }
    }

    async fn hash_of(&self, key: &Key, size: u64) -> Result<[u8; 32]> {
        let (mut hash, mut at) = (Sha256::new(), 0);
        while at < size {
            let piece = self.piece(key, at).await?;
            at += piece.len() as u64;
            hash.update(&piece);
        }
        Ok(hash.finalize().into())
    }

    /// A piece of an object that was there a moment ago.
    async fn piece(&self, key: &Key, at: u64) -> Result<Bytes> {
        let found = self.objects.get_range(key, at, PIECE).await?.filter(|bytes| !bytes.is_empty());
        found.ok_or_else(|| MediaError::Broken(format!("{key} ended at {at}")))
    }

    /// Without ffmpeg: what was sent, with what tells of its owner overwritten.
    async fn show_original(
        &self,
        job: &PhotoJob,
        key: &Key,
        size: u64,
        hash: [u8; 32],
        container: Container,
    ) -> Result<MadeVideo> {
        let made = made_of(&container, hash, size, false);
        let target = keys::video(job.photo, &made.mark, container.format.ending())?;
        self.copy(From::Store(key, &container.edits), size, &target, container.format.mime()).await?;
        Ok(made)
    }

    /// With ffmpeg: what it has made, and the picture that stands for it.
    async fn show_made(
        &self,
        job: &PhotoJob,
        workshop: &Workshop,
        hash: [u8; 32],
        container: Container,
    ) -> Result<MadeVideo> {
        let broken = |error: std::io::Error| MediaError::Broken(error.to_string());
        let file = File::open(workshop.made()).await.map_err(broken)?;
        let size = file.metadata().await.map_err(broken)?.len();
        let container =
            Container { format: super::Format::Mp4, codec: repti_model::media::VideoCodec::H264, ..container };
        let mut made = made_of(&container, hash, size, true);
        let target = keys::video(job.photo, &made.mark, container.format.ending())?;
        self.copy(From::Disk(file), size, &target, container.format.mime()).await?;
        made.poster = match tokio::fs::read(workshop.poster()).await {
            Ok(poster) => self.show_poster(job, poster, &made.mark).await?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(broken(error)),
        };
        Ok(made)
    }

    /// A picture of a video goes through the same as a photograph. One that can't be read is none: the video plays without.
    async fn show_poster(&self, job: &PhotoJob, bytes: Vec<u8>, mark: &str) -> Result<Option<Made>> {
        let Prepared { made, files, .. } = match self.in_a_place(move || prepare(&bytes)).await? {
            Ok(prepared) => prepared,
            Err(error @ (Failed::Refused(_) | Failed::Unwritable(_))) => {
                tracing::error!(photo = %job.photo, %error, "the picture of a video can't be read");
                return Ok(None);
            }
        };
        for file in files {
            let key = keys::picture(job.photo, mark, &file.name)?;
            self.objects.put(&key, file.bytes, file.media_type).await?;
        }
        Ok(Some(made))
    }

    async fn keep_video(&self, job: &PhotoJob, made: MadeVideo) -> Result<Processed> {
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        match store::video::ready(&mut tx, job.photo, &made).await {
            Ok(true) => {
                if made.poster.as_ref().is_some_and(|poster| poster.fingerprints.is_some()) {
                    let compare = LikenessJob { vivarium: job.vivarium, photo: job.photo };
                    enqueue(&mut tx, &compare, NewJob::default()).await?;
                }
                tx.commit().await?;
                Ok(Processed::Ready)
            }
            Ok(false) => Ok(Processed::Nothing),
            Err(MediaError::Problem(problem)) if problem.code == ErrorCode::Conflict => {
                drop(tx);
                let widths: Vec<i32> = made
                    .poster
                    .iter()
                    .flat_map(|made| &made.widths)
                    .filter_map(|width| (*width).try_into().ok())
                    .collect();
                let pictures = keys::pictures(job.photo, &made.mark, &widths)?;
                for key in keys::videos(job.photo, &made.mark)?.into_iter().chain(pictures) {
                    self.objects.delete(&key).await?;
                }
                self.reject(job, "The same video stands with this animal already.", false).await
            }
            Err(error) => Err(error),
        }
    }

    /// Has the file on the disk, where ffmpeg reads it.
    async fn bring(&self, key: &Key, size: u64, workshop: &Workshop) -> Result<()> {
        let broken = |error: std::io::Error| MediaError::Broken(error.to_string());
        let mut file = File::create_new(workshop.sent()).await.map_err(broken)?;
        let mut at = 0;
        while at < size {
            let piece = self.piece(key, at).await?;
            at += piece.len() as u64;
            tokio::io::AsyncWriteExt::write_all(&mut file, &piece).await.map_err(broken)?;
        }
        tokio::io::AsyncWriteExt::flush(&mut file).await.map_err(broken)
    }

    /// Copies a file piece by piece, so that none lies in memory whole. What is begun and doesn't end, a sweep takes away.
    async fn copy(&self, from: From<'_>, size: u64, to: &Key, media_type: &'static str) -> Result<()> {
        let mut from = from;
        if size <= PIECE {
            let bytes = self.next(&mut from, 0, size).await?;
            return Ok(self.objects.put(to, bytes, media_type).await?);
        }
        let upload = self.objects.begin(to, media_type).await?;
        let done = self.copy_parts(&mut from, size, to, &upload).await;
        if done.is_err() {
            self.objects.abandon(to, &upload).await?;
        }
        done
    }

    async fn copy_parts(&self, from: &mut From<'_>, size: u64, to: &Key, upload: &UploadRef) -> Result<()> {
        let mut at = 0;
        for number in 1.. {
            if at >= size {
                break;
            }
            let bytes = self.next(from, at, (size - at).min(PIECE)).await?;
            at += bytes.len() as u64;
            self.objects.put_part(to, upload, number, bytes).await?;
        }
        self.objects.finish(to, upload).await?;
        Ok(())
    }

    /// The next so many bytes.
    async fn next(&self, from: &mut From<'_>, at: u64, len: u64) -> Result<Bytes> {
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let mut bytes = BytesMut::with_capacity(len);
        match from {
            From::Store(key, edits) => {
                while bytes.len() < len {
                    let piece = self.piece(key, at + bytes.len() as u64).await?;
                    bytes.extend_from_slice(piece.get(..piece.len().min(len - bytes.len())).unwrap_or_default());
                }
                edits.apply(at, &mut bytes);
            }
            From::Disk(file) => {
                bytes.resize(len, 0);
                let read = file.read_exact(&mut bytes).await;
                read.map_err(|error| MediaError::Broken(error.to_string()))?;
            }
        }
        Ok(bytes.freeze())
    }
}

fn made_of(container: &Container, hash: [u8; 32], size: u64, coded: bool) -> MadeVideo {
    let mark =
        Sha256::new().chain_update([RECIPE, u8::from(coded)]).chain_update(b"video").chain_update(hash).finalize();
    MadeVideo {
        hash,
        mark: hex::encode(mark.get(..8).unwrap_or_default()),
        width: container.width,
        height: container.height,
        camera_day: container.taken,
        format: container.format,
        codec: container.codec,
        millis: container.millis,
        size,
        poster: None,
    }
}
