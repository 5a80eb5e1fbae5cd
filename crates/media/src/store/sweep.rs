//! What the sweep asks, as the worker.

use crate::MediaError;
use repti_model::{PhotoId, VivariumId};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Why a photograph has to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loose {
    /// Nobody goes on sending it.
    Abandoned,
    /// It was removed long ago.
    Purge,
    /// Nobody prepares it.
    Stuck,
}

/// Photographs of every vivarium that want an end, up to `most` of each kind. Times in seconds.
pub(crate) async fn list_loose(
    tx: &mut PgConnection,
    abandoned: f64,
    kept: f64,
    stuck: f64,
    most: i32,
) -> Result<Vec<(PhotoId, VivariumId, Loose)>, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", vivarium_id AS "vivarium_id!", what AS "what!"
           FROM media.unfinished(make_interval(secs => $1), make_interval(secs => $2), make_interval(secs => $3), $4)"#,
        abandoned,
        kept,
        stuck,
        most
    )
    .fetch_all(tx)
    .await?;
    let told = rows.into_iter().map(|row| {
        let loose = match row.what.as_str() {
            "abandoned" => Loose::Abandoned,
            "purge" => Loose::Purge,
            _ => Loose::Stuck,
        };
        (row.id.into(), row.vivarium_id.into(), loose)
    });
    Ok(told.collect())
}

/// The marks of those of these photographs that exist.
pub(crate) async fn list_marks(
    tx: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<PhotoId, Option<String>>, MediaError> {
    let rows = sqlx::query!(r#"SELECT id AS "id!", mark FROM media.existing($1)"#, ids).fetch_all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.mark)).collect())
}

/// The mark of a removed photograph whose time is over, kept from other writers; `None` where it was brought back meanwhile.
pub(crate) async fn lock_purged(
    tx: &mut PgConnection,
    id: PhotoId,
    kept: f64,
) -> Result<Option<(Option<String>, Vec<i32>)>, MediaError> {
    let row = sqlx::query!(
        "SELECT mark, widths FROM media.photo WHERE id = $1 AND archived_at < now() - make_interval(secs => $2) FOR UPDATE",
        id.0,
        kept
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| (row.mark, row.widths)))
}

/// The mark and the widths of a photograph that is taken down, kept from other writers.
pub(crate) async fn lock_taken_down(
    tx: &mut PgConnection,
    id: PhotoId,
) -> Result<Option<(String, Vec<i32>)>, MediaError> {
    let row = sqlx::query!(
        r#"SELECT mark AS "mark!", widths FROM media.photo
           WHERE id = $1 AND taken_down_at IS NOT NULL AND state = 'rejected' AND mark IS NOT NULL FOR UPDATE"#,
        id.0
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| (row.mark, row.widths)))
}

pub(crate) async fn delete(tx: &mut PgConnection, id: PhotoId) -> Result<(), MediaError> {
    sqlx::query!("DELETE FROM media.photo WHERE id = $1", id.0).execute(tx).await?;
    Ok(())
}
