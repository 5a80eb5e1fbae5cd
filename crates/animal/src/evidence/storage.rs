//! Where the bytes lie: for now in PostgreSQL, in a table of their own. Whoever moves them to another store changes this file; everything else
//! knows a file by its vivarium and its hash.

use crate::{Result, store};
use repti_db::Tx;
use repti_model::{EvidenceId, VivariumId, evidence::EVIDENCE_QUOTA};

/// Keeps bytes, once a vivarium. `Err` is what the vivarium's files take when there is no room for more.
pub(super) async fn put(
    tx: &mut Tx,
    vivarium: VivariumId,
    hash: &[u8],
    bytes: &[u8],
) -> Result<std::result::Result<(), u64>> {
    let (used, known) = store::evidence::sum_bodies(tx, vivarium, hash).await?;
    if known {
        return Ok(Ok(()));
    }
    if used + bytes.len() as u64 > EVIDENCE_QUOTA {
        return Ok(Err(used));
    }
    let size = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
    store::evidence::insert_body(tx, vivarium, hash, size, bytes).await?;
    Ok(Ok(()))
}

/// The bytes of a file that whoever asks may read.
pub(super) async fn get(tx: &mut Tx, id: EvidenceId) -> Result<Option<Vec<u8>>> {
    store::evidence::find_bytes(tx, id).await
}

/// Lets bytes go that no file names any more.
pub(super) async fn forget(tx: &mut Tx, vivarium: VivariumId, hash: &[u8]) -> Result<()> {
    store::evidence::delete_body(tx, vivarium, hash).await
}
