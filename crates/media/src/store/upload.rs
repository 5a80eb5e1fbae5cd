//! Photographs on their way.

use super::unsigned;
use crate::MediaError;
use repti_model::{AnimalId, PersonId, PhotoId, VivariumId};
use repti_storage::UploadRef;
use sqlx::PgConnection;

/// An upload that goes on.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    pub(crate) upload: UploadRef,
    /// Bytes of the whole file.
    pub(crate) size: u64,
}

/// Uploads of one vivarium are begun one after the other, so that its room and the number of photographs hold.
pub(crate) async fn lock(tx: &mut PgConnection, vivarium: VivariumId) -> Result<(), MediaError> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('media.photo:' || $1::text, 0))", vivarium.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

/// How many photographs an animal has, without those that were removed or not taken.
pub(crate) async fn count(tx: &mut PgConnection, animal: AnimalId) -> Result<usize, MediaError> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM media.photo WHERE animal_id = $1 AND archived_at IS NULL AND state <> 'rejected'"#,
        animal.0
    );
    Ok(usize::try_from(count.fetch_one(tx).await?).unwrap_or(usize::MAX))
}

/// A photograph to come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct New<'a> {
    pub(crate) id: PhotoId,
    pub(crate) vivarium: VivariumId,
    pub(crate) animal: AnimalId,
    pub(crate) name: &'a str,
    pub(crate) size: u64,
    pub(crate) upload: &'a UploadRef,
    pub(crate) by: PersonId,
}

/// Puts it behind the animal's others.
pub(crate) async fn insert(tx: &mut PgConnection, new: &New<'_>) -> Result<(), MediaError> {
    sqlx::query!(
        "INSERT INTO media.photo (id, vivarium_id, animal_id, name, size, upload_ref, created_by, position)
         SELECT $1, $2, $3, $4, $5, $6, $7, coalesce(max(position) + 1, 0) FROM media.photo WHERE animal_id = $3",
        new.id.0,
        new.vivarium.0,
        new.animal.0,
        new.name,
        i64::try_from(new.size).unwrap_or(i64::MAX),
        new.upload.as_str(),
        new.by.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn find_open(tx: &mut PgConnection, id: PhotoId) -> Result<Option<Open>, MediaError> {
    let row = sqlx::query!(
        r#"SELECT upload_ref AS "upload_ref!", size FROM media.photo WHERE id = $1 AND state = 'uploading'"#,
        id.0
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| Open { upload: row.upload_ref.into(), size: unsigned(row.size) }))
}

/// Its bytes are all there: from now on it is prepared. `false` where that was so already.
pub(crate) async fn arrived(tx: &mut PgConnection, id: PhotoId) -> Result<bool, MediaError> {
    let done = sqlx::query!(
        "UPDATE media.photo SET state = 'processing', upload_ref = NULL WHERE id = $1 AND state = 'uploading'",
        id.0
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets an upload that came to nothing.
pub(crate) async fn delete_open(tx: &mut PgConnection, id: PhotoId) -> Result<bool, MediaError> {
    let done = sqlx::query!("DELETE FROM media.photo WHERE id = $1 AND state = 'uploading'", id.0).execute(tx).await?;
    Ok(done.rows_affected() == 1)
}
