//! Where the bytes of files beside claims lie, and how many a vivarium has.

use crate::AnimalError;
use repti_model::{EvidenceId, VivariumId};
use sqlx::PgConnection;
use uuid::Uuid;

/// What is known of a file's bytes.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) hash: Vec<u8>,
    pub(crate) place: Place,
}

/// Where they are.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// In the row, as the program before wrote them.
    Here(Vec<u8>),
    /// In the object store.
    Object(Uuid),
}

/// Names the object that a vivarium's bytes lie under, whatever names them.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    hash: &[u8],
    size: i32,
    object: Uuid,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "INSERT INTO animal.evidence_body (vivarium_id, hash, size, object) VALUES ($1, $2, $3, $4)",
        vivarium.0,
        hash,
        size,
        object
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Bytes of all files of a vivarium, and whether these are among them.
pub(crate) async fn sum(tx: &mut PgConnection, vivarium: VivariumId, hash: &[u8]) -> Result<(u64, bool), AnimalError> {
    let row = sqlx::query!(
        r#"SELECT coalesce(sum(size), 0)::bigint AS "used!", coalesce(bool_or(hash = $2), false) AS "known!"
           FROM animal.evidence_body WHERE vivarium_id = $1"#,
        vivarium.0,
        hash
    )
    .fetch_one(tx)
    .await?;
    Ok((u64::try_from(row.used).unwrap_or_default(), row.known))
}

/// Takes a row away that no file names any more; the object that lies there without it.
pub(crate) async fn delete(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    hash: &[u8],
) -> Result<Option<Uuid>, AnimalError> {
    let gone = sqlx::query_scalar!(
        "DELETE FROM animal.evidence_body b
         WHERE b.vivarium_id = $1 AND b.hash = $2
           AND NOT EXISTS (SELECT FROM animal.evidence_file f WHERE f.vivarium_id = b.vivarium_id AND f.hash = b.hash)
         RETURNING object",
        vivarium.0,
        hash
    )
    .fetch_optional(tx)
    .await?;
    Ok(gone.flatten())
}

/// Where the bytes of a file lie that whoever asks may read.
pub(crate) async fn find(tx: &mut PgConnection, id: EvidenceId) -> Result<Option<Body>, AnimalError> {
    let row = sqlx::query!(r#"SELECT object, hash AS "hash!", bytes FROM animal.evidence_place($1)"#, id.0)
        .fetch_optional(tx)
        .await?;
    Ok(row.and_then(|row| {
        let place = row.object.map(Place::Object).or(row.bytes.map(Place::Here))?;
        Some(Body { hash: row.hash, place })
    }))
}

/// Some of the bytes that still lie in PostgreSQL, of every vivarium: whose, and their hash. For the worker.
pub(crate) async fn list_unmoved(tx: &mut PgConnection, most: i32) -> Result<Vec<(VivariumId, Vec<u8>)>, AnimalError> {
    let rows =
        sqlx::query!(r#"SELECT vivarium_id AS "vivarium!", hash AS "hash!" FROM animal.evidence_unmoved($1)"#, most)
            .fetch_all(tx)
            .await?;
    Ok(rows.into_iter().map(|row| (row.vivarium.into(), row.hash)).collect())
}

/// Bytes that are to be moved, kept from other writers; `None` where that is done already.
pub(crate) async fn lock_unmoved(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    hash: &[u8],
) -> Result<Option<Vec<u8>>, AnimalError> {
    let bytes = sqlx::query_scalar!(
        r#"SELECT bytes AS "bytes!" FROM animal.evidence_body
           WHERE vivarium_id = $1 AND hash = $2 AND bytes IS NOT NULL FOR UPDATE"#,
        vivarium.0,
        hash
    );
    Ok(bytes.fetch_optional(tx).await?)
}

/// They lie under this object now.
pub(crate) async fn mark_moved(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    hash: &[u8],
    object: Uuid,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.evidence_body SET bytes = NULL, object = $3 WHERE vivarium_id = $1 AND hash = $2 AND bytes IS NOT NULL",
        vivarium.0,
        hash,
        object
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Those of these objects that a row names. For the worker.
pub(crate) async fn list_named(tx: &mut PgConnection, objects: &[Uuid]) -> Result<Vec<Uuid>, AnimalError> {
    let named =
        sqlx::query_scalar!(r#"SELECT object AS "object!" FROM animal.evidence_objects($1) AS object"#, objects);
    Ok(named.fetch_all(tx).await?)
}
