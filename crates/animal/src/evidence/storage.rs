//! Where the bytes lie: in the object store, under a name that is never used twice, and those that an earlier version wrote in PostgreSQL until the
//! worker has moved them. Everything else knows a file by its vivarium and its hash.

use crate::{AnimalError, Result, store};
use repti_db::Tx;
use repti_model::{EvidenceId, VivariumId, evidence::EVIDENCE_QUOTA};
use repti_storage::{Key, ObjectStore};
use sha2::{Digest, Sha256};
use store::evidence_body::{Body, Place};
use uuid::Uuid;

/// The folder of all files beside claims. The host of photographs serves nothing of it.
pub(super) const FOLDER: &str = "evidence/";
/// Whoever reads an object past our door gets a file to keep, not a page.
const MEDIA_TYPE: &str = "application/octet-stream";

/// Of the bytes of one row.
pub(super) fn key(object: Uuid) -> Result<Key> {
    Ok(Key::new(format!("{FOLDER}{object}"))?)
}

/// The other way around; `None` for what isn't ours.
pub(super) fn object(key: &Key) -> Option<Uuid> {
    key.as_str().strip_prefix(FOLDER)?.parse().ok()
}

/// Keeps bytes, once a vivarium: the bytes first, the row with the transaction. `Err` is what the vivarium's files take when there is no room for more.
pub(super) async fn put(
    tx: &mut Tx,
    objects: &ObjectStore,
    vivarium: VivariumId,
    hash: &[u8],
    bytes: &[u8],
) -> Result<std::result::Result<(), u64>> {
    let (used, known) = store::evidence_body::sum(tx, vivarium, hash).await?;
    if known {
        return Ok(Ok(()));
    }
    if used + bytes.len() as u64 > EVIDENCE_QUOTA {
        return Ok(Err(used));
    }
    let object = write(objects, bytes.to_vec()).await?;
    let size = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
    store::evidence_body::insert(tx, vivarium, hash, size, object).await?;
    Ok(Ok(()))
}

/// Puts bytes under a new name. Where no row comes to have it, the sweep takes them away.
pub(super) async fn write(objects: &ObjectStore, bytes: Vec<u8>) -> Result<Uuid> {
    let object = Uuid::now_v7();
    objects.put(&key(object)?, bytes.into(), MEDIA_TYPE).await?;
    Ok(object)
}

/// The bytes of a file that whoever asks may read.
pub(crate) async fn get(tx: &mut Tx, objects: &ObjectStore, id: EvidenceId) -> Result<Option<Vec<u8>>> {
    let Some(Body { hash, place }) = store::evidence_body::find(tx, id).await? else { return Ok(None) };
    let object = match place {
        Place::Here(bytes) => return Ok(Some(bytes)),
        Place::Object(object) => object,
    };
    let bytes = objects.get(&key(object)?).await?.ok_or(AnimalError::Damaged(id, "is gone"))?;
    // What stands beside a claim is what was put there, or nothing.
    if Sha256::digest(&bytes)[..] != hash[..] {
        return Err(AnimalError::Damaged(id, "isn't what was put there"));
    }
    Ok(Some(bytes.into()))
}

/// Lets bytes go that no file names any more. The object that [`delete`] takes away once the transaction stands.
pub(super) async fn forget(tx: &mut Tx, vivarium: VivariumId, hash: &[u8]) -> Result<Option<Uuid>> {
    store::evidence_body::delete(tx, vivarium, hash).await
}

/// Takes an object away that no row names. A store that doesn't answer is left to the sweep.
pub(super) async fn delete(objects: &ObjectStore, object: Uuid) -> Result<()> {
    if let Err(error) = objects.delete(&key(object)?).await {
        tracing::warn!(%error, "a file's bytes are left to the sweep");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{key, object};
    use repti_storage::Key;
    use uuid::Uuid;

    #[test]
    fn a_key_leads_back_to_its_row() {
        let id = Uuid::now_v7();
        assert_eq!(object(&key(id).unwrap()), Some(id));
        for strange in ["evidence/x", "originals/0193", "evidence/a/b"] {
            assert_eq!(object(&Key::new(strange).unwrap()), None, "{strange}");
        }
    }
}
