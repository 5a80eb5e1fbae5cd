//! What people change about photographs.

use crate::MediaError;
use jiff_sqlx::Date as SqlDate;
use repti_model::{AnimalId, PersonId, PhotoId, media::PhotoForm};
use sqlx::PgConnection;
use uuid::Uuid;

/// Writes what is said of a photograph, if it still has the version that was read. A day equal to the camera's stays the camera's.
pub(crate) async fn update(
    tx: &mut PgConnection,
    id: PhotoId,
    version: i32,
    form: &PhotoForm,
) -> Result<bool, MediaError> {
    let done = sqlx::query!(
        "UPDATE media.photo SET caption = $3, taken_on = nullif($4, camera_day), representative = $5
         WHERE id = $1 AND version = $2 AND archived_at IS NULL",
        id.0,
        version,
        form.caption.trim(),
        form.taken_on.map(SqlDate::from) as Option<SqlDate>,
        form.representative
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Photographs of an animal that stand with it, in their order, kept from other writers.
pub(crate) async fn lock_order(tx: &mut PgConnection, animal: AnimalId) -> Result<Vec<Uuid>, MediaError> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM media.photo WHERE animal_id = $1 AND archived_at IS NULL ORDER BY position, id FOR UPDATE",
        animal.0
    )
    .fetch_all(tx)
    .await?)
}

/// Gives each of these its place in the list.
pub(crate) async fn write_order(tx: &mut PgConnection, ids: &[Uuid]) -> Result<(), MediaError> {
    sqlx::query!(
        "UPDATE media.photo p SET position = o.place::int
         FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, place) WHERE p.id = o.id AND p.position <> o.place::int",
        ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes a photograph from its animal; its bytes stay for a while. `false` where it is gone already.
pub(crate) async fn archive(tx: &mut PgConnection, id: PhotoId, by: PersonId) -> Result<bool, MediaError> {
    let done = sqlx::query!(
        "UPDATE media.photo SET archived_at = now(), archived_by = $2 WHERE id = $1 AND archived_at IS NULL AND state <> 'uploading'",
        id.0,
        by.0
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Brings it back to where it was.
pub(crate) async fn restore(tx: &mut PgConnection, id: PhotoId) -> Result<bool, MediaError> {
    let done = sqlx::query!(
        "UPDATE media.photo SET archived_at = NULL, archived_by = NULL WHERE id = $1 AND archived_at IS NOT NULL",
        id.0
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Has it prepared again: one that failed by no fault of its own, or that nobody has heard of for a while.
pub(crate) async fn again(tx: &mut PgConnection, id: PhotoId) -> Result<bool, MediaError> {
    let done = sqlx::query!(
        "UPDATE media.photo SET state = 'processing', refusal = '', retryable = false
         WHERE id = $1 AND archived_at IS NULL
           AND (state = 'rejected' AND retryable OR state = 'processing' AND updated_at < now() - interval '1 minute')",
        id.0
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
