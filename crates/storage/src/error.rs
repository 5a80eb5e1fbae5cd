//! What can go wrong here.

use crate::{Key, MOST_PARTS};

/// An error of the store. None of its texts is for a page: they name files, buckets and hosts.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The store can't be reached, is full, is overloaded or doesn't let us in. Nothing is wrong with the request: trying again later may do.
    #[error("the object store is unavailable: {0}")]
    Unavailable(String),
    /// This can't name an object.
    #[error("not a key of an object: {0:?}")]
    Key(String),
    /// The key of another object is a folder of this one's or the other way around, which a folder can't hold.
    #[error("another object's key is in the way of {0}")]
    InTheWay(Key),
    /// There is no such upload (any more), or it is another object's.
    #[error("there is no such upload")]
    UploadGone,
    /// Parts are numbered from 1 to [`MOST_PARTS`].
    #[error("a part's number is from 1 to {MOST_PARTS}, not {0}")]
    PartNumber(u32),
    /// No part has arrived, or one before the last hasn't.
    #[error("parts of the upload are missing")]
    PartsMissing,
    /// A part before the last is smaller than [`crate::ObjectStore::min_part_size`].
    #[error("a part before the last is too small")]
    PartTooSmall,
    /// The settings can't be meant so.
    #[error("the settings of the object store can't be used: {0}")]
    Settings(String),
    /// The store refused for good: trying again won't help.
    #[error("the object store refused: {0}")]
    Refused(String),
}
