//! Where bytes lie that are too many for the database: a folder, or any S3 endpoint (with the feature `s3`), behind one [`ObjectStore`].
//!
//! An object is written whole or not at all, also when the process is killed meanwhile, and never changed: who has other bytes takes another key. Big ones
//! come in parts ([`ObjectStore::begin`], [`ObjectStore::put_part`], [`ObjectStore::finish`]), which an S3 endpoint takes from the browser itself
//! ([`ObjectStore::part_url`]). Nothing here knows who may read what: that is decided before anybody asks.

#[cfg(target_arch = "wasm32")]
compile_error!("the storage is for the server only");

mod error;
mod folder;
mod key;
mod object_store;
#[cfg(feature = "s3")]
mod s3;
#[cfg(feature = "s3")]
mod span;
mod upload;

pub use error::StorageError;
pub use key::Key;
pub use object_store::{Listed, ObjectStore};
#[cfg(feature = "s3")]
pub use s3::{Patience, S3Settings};
pub use upload::{MOST_PARTS, Part, UploadRef};

/// What this crate's functions answer with.
pub type Result<T, E = StorageError> = std::result::Result<T, E>;
