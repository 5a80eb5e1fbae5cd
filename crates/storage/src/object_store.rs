//! The seam: what can be done with objects, wherever they lie.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;

use crate::folder::Folder;
#[cfg(feature = "s3")]
use crate::s3::{S3, S3Settings};
use crate::upload::check_number;
use crate::{Key, Part, Result, UploadRef};

/// Where objects lie. Clones share it.
#[derive(Debug, Clone)]
pub struct ObjectStore(Place);

#[derive(Debug, Clone)]
enum Place {
    Folder(Arc<Folder>),
    #[cfg(feature = "s3")]
    S3(Arc<S3>),
}

/// An object as [`ObjectStore::list`] names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub key: Key,
    /// Its bytes.
    pub size: u64,
    /// When it was last written.
    pub modified: Timestamp,
}

/// The same question to whichever store it is; one that goes to a bucket is told of in traces, unless it is said to stay here.
macro_rules! ask {
    ($store:expr, $place:ident => $answer:expr) => {
        match &$store.0 {
            Place::Folder($place) => $answer,
            #[cfg(feature = "s3")]
            Place::S3($place) => crate::span::told(stringify!($answer), async { $answer }).await,
        }
    };
    ($store:expr, here $place:ident => $answer:expr) => {
        match &$store.0 {
            Place::Folder($place) => $answer,
            #[cfg(feature = "s3")]
            Place::S3($place) => $answer,
        }
    };
}

impl ObjectStore {
    /// A folder of this machine, made when something is first put into it. No key may be a folder of another's there: after `a/b`, neither `a` nor `a/b/c`.
    pub fn folder(root: impl Into<PathBuf>) -> Self {
        Self(Place::Folder(Arc::new(Folder::new(root.into()))))
    }

    /// A bucket of an S3 endpoint. Connects to nothing yet.
    ///
    /// # Errors
    /// [`crate::StorageError::Settings`] for what can't be meant.
    #[cfg(feature = "s3")]
    pub fn s3(settings: S3Settings) -> Result<Self> {
        Ok(Self(Place::S3(Arc::new(S3::new(settings)?))))
    }

    /// Puts an object there, whole or not at all. The same again is fine.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn put(&self, key: &Key, bytes: Bytes, media_type: &'static str) -> Result<()> {
        ask!(self, place => place.put(key, bytes, media_type).await)
    }

    /// The object's bytes; `None` if there is none.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn get(&self, key: &Key) -> Result<Option<Bytes>> {
        ask!(self, place => place.get(key).await)
    }

    /// At most `len` of the object's bytes from `start` on: fewer where it ends, none behind its end; `None` if there is no such object.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn get_range(&self, key: &Key, start: u64, len: u64) -> Result<Option<Bytes>> {
        ask!(self, place => place.get_range(key, start, len).await)
    }

    /// How many bytes the object has; `None` if there is none.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn size(&self, key: &Key) -> Result<Option<u64>> {
        ask!(self, place => place.size(key).await)
    }

    /// Takes the object away. None there is fine.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn delete(&self, key: &Key) -> Result<()> {
        ask!(self, place => place.delete(key).await)
    }

    /// At most `limit` objects whose keys begin so and come after the given one, by the bytes of their keys.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn list(&self, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Listed>> {
        ask!(self, place => place.list(prefix, after, limit).await)
    }

    /// Begins an object that comes in parts. It is there once [`Self::finish`] has joined them.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn begin(&self, key: &Key, media_type: &'static str) -> Result<UploadRef> {
        ask!(self, place => place.begin(key, media_type).await)
    }

    /// The address to which a browser may `PUT` this part while it is valid (a week at most), instead of sending it through us; `None` for a folder.
    ///
    /// It doesn't limit how many bytes are sent: look at [`Self::parts`] before [`Self::finish`], and at [`Self::size`] before [`Self::get`].
    ///
    /// # Errors
    /// [`crate::StorageError::PartNumber`]; [`crate::StorageError::UploadGone`] for what can't be an upload's name. Whether there is such an upload isn't
    /// asked: who uses the address hears it. [`crate::StorageError::Unavailable`] if there is no key to sign with.
    pub async fn part_url(
        &self,
        key: &Key,
        upload: &UploadRef,
        number: u32,
        valid: Duration,
    ) -> Result<Option<String>> {
        check_number(number)?;
        ask!(self, here place => place.part_url(key, upload, number, valid).await)
    }

    /// Takes a part. The same number again replaces it.
    ///
    /// # Errors
    /// [`crate::StorageError::UploadGone`], [`crate::StorageError::PartNumber`], [`crate::StorageError::Unavailable`].
    pub async fn put_part(&self, key: &Key, upload: &UploadRef, number: u32, bytes: Bytes) -> Result<()> {
        check_number(number)?;
        ask!(self, place => place.put_part(key, upload, number, bytes).await)
    }

    /// The parts that have arrived, by number; `None` if there is no such upload (any more).
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn parts(&self, key: &Key, upload: &UploadRef) -> Result<Option<Vec<Part>>> {
        ask!(self, place => place.parts(key, upload).await)
    }

    /// Joins the parts by their numbers to the object, and says how many bytes it has. If that has been done before, only the latter: so a caller that
    /// didn't hear the answer asks again. Whether the last part is the last is the caller's to know: compare the size.
    ///
    /// # Errors
    /// [`crate::StorageError::PartsMissing`], [`crate::StorageError::PartTooSmall`], [`crate::StorageError::UploadGone`],
    /// [`crate::StorageError::Unavailable`].
    pub async fn finish(&self, key: &Key, upload: &UploadRef) -> Result<u64> {
        ask!(self, place => place.finish(key, upload).await)
    }

    /// Forgets the upload and its parts. None there is fine, and a finished object stays.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn abandon(&self, key: &Key, upload: &UploadRef) -> Result<()> {
        ask!(self, place => place.abandon(key, upload).await)
    }

    /// Forgets what was begun before and never finished, and says how many uploads that were. A folder is rid of files that a killed process left half
    /// written, too.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn abandon_older(&self, than: Timestamp) -> Result<usize> {
        ask!(self, place => place.abandon_older(than).await)
    }

    /// The fewest bytes that a part before the last may have.
    #[must_use]
    pub const fn min_part_size(&self) -> u64 {
        match &self.0 {
            Place::Folder(_) => 1,
            #[cfg(feature = "s3")]
            Place::S3(_) => 5 * 1024 * 1024,
        }
    }

    /// Whether the store can be reached and lets us in. An endpoint that hangs is waited for as long as for anything else.
    ///
    /// # Errors
    /// [`crate::StorageError::Unavailable`].
    pub async fn check(&self) -> Result<()> {
        ask!(self, place => place.check().await)
    }
}
