//! Demo photographs: what `reptidex seed` writes of this context.

pub use crate::store::seed::{SeedPhoto, Sitter, list_sitters};

use crate::{PhotoJob, Result, keys, store};
use bytes::Bytes;
use repti_db::{NewJob, Tx, enqueue};
use repti_storage::ObjectStore;

/// Puts a photograph where an upload would have put it. The worker does the rest.
///
/// # Errors
/// When a store doesn't answer.
pub async fn insert_photo(tx: &mut Tx, objects: &ObjectStore, photo: &SeedPhoto<'_>, bytes: Bytes) -> Result<()> {
    objects.put(&keys::original(photo.id)?, bytes, "application/octet-stream").await?;
    store::seed::insert_photo(tx, photo).await?;
    let job = PhotoJob { vivarium: photo.sitter.vivarium, photo: photo.id };
    Ok(enqueue(tx, &job, NewJob { key: Some(job.key()), run_at: None }).await?)
}
