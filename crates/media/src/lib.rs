//! Photographs and videos of animals: sent in parts, prepared in a job, shown by address, found again when they are taken from somebody else.
//!
//! Every verb of [`Media`] takes the actor first and decides itself what they may; another vivarium's id is not found. Public verbs take no actor and
//! read only [`media.public_photo`](../../../migrations/20261127100000_media.sql).

#[cfg(target_arch = "wasm32")]
compile_error!("the media context is for the server only");

mod address;
mod arrange;
mod avif;
mod desk;
mod error;
mod foreground;
mod keys;
pub mod likeness;
mod logo;
mod place;
mod prepare;
mod process;
mod public;
mod purge;
mod room;
pub mod seed;
mod serve;
mod store;
mod sweep;
mod upload;
mod verbs;
mod video;

pub use avif::{AvifJob, AvifMade};
pub use error::MediaError;
pub use foreground::{Entered, Foreground};
pub use likeness::LikenessJob;
pub use logo::PaperLogo;
pub use process::{PhotoJob, Processed};
pub use purge::{LogoPurge, PicturePurge};
pub use serve::{Asked, Served, Streamed};
pub use sweep::{SweepJob, Swept};
pub use video::{Ffmpeg, VideoJob};

use address::Signer;
use repti_db::Db;
use repti_storage::ObjectStore;
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};

/// What every verb answers.
pub type Result<T> = std::result::Result<T, MediaError>;

/// What the context is made of.
#[derive(Debug)]
pub struct MediaParts {
    pub db: Db,
    /// Where originals and pictures lie.
    pub objects: ObjectStore,
    /// The origin of the host that serves them, such as `https://media.reptidex.example`.
    pub origin: String,
    /// By what addresses of private pictures are signed: the same in every process.
    pub key: [u8; 32],
    /// Photographs that are decoded at the same time; each takes up to [`repti_picture::Limits::memory`] bytes.
    pub places: usize,
    /// What makes pictures of videos, and files of them that every browser plays. Without it the original is shown, once what tells of its owner was overwritten.
    pub ffmpeg: Option<Ffmpeg>,
    /// Whether photographs get AVIF, too, where the build has an encoder (the feature `avif`).
    pub avif: bool,
}

/// The media context. Clones share the places for decoding.
#[derive(Debug, Clone)]
pub struct Media {
    db: Db,
    objects: ObjectStore,
    signer: Arc<Signer>,
    places: Arc<Semaphore>,
    ffmpeg: Option<Ffmpeg>,
    avif: bool,
    foreground: Foreground,
    /// Everybody's fingerprints, in a process that compares.
    index: Arc<Mutex<likeness::Index>>,
}

impl Media {
    /// Puts the parts together; connects to nothing.
    #[must_use]
    pub fn new(parts: MediaParts) -> Self {
        let MediaParts { db, objects, origin, key, places, ffmpeg, avif } = parts;
        Self {
            db,
            objects,
            signer: Arc::new(Signer::new(origin, &key)),
            places: Arc::new(Semaphore::new(places.max(1))),
            ffmpeg,
            avif,
            foreground: Foreground::default(),
            index: Arc::default(),
        }
    }

    /// The jobs of this process that somebody waits for: whoever runs one enters it here.
    #[must_use]
    pub const fn foreground(&self) -> &Foreground {
        &self.foreground
    }

    /// Whether the store of the bytes answers.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn check(&self) -> Result<()> {
        Ok(self.objects.check().await?)
    }
}
