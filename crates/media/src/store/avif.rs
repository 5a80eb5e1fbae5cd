//! What the job of AVIF asks and notes.

use crate::MediaError;
use repti_model::{PhotoId, VivariumId};
use sqlx::PgConnection;

/// A photograph that lacks AVIF, for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claimed {
    pub(crate) photo: PhotoId,
    pub(crate) vivarium: VivariumId,
    pub(crate) mark: String,
    /// Of its files, in pixels.
    pub(crate) widths: Vec<u32>,
}

/// Queues the job `photo_avif`, unless it waits already.
pub(crate) async fn ask(tx: &mut PgConnection) -> Result<(), MediaError> {
    sqlx::query!("SELECT media.ask_for_avif()").execute(tx).await?;
    Ok(())
}

/// Takes up the newest of any vivarium. One that came to no end is taken up again after so many seconds, and then after more.
pub(crate) async fn claim(tx: &mut PgConnection, pause: f64) -> Result<Option<Claimed>, MediaError> {
    let row = sqlx::query!(
        r#"SELECT id AS "id!", vivarium_id AS "vivarium_id!", mark AS "mark!", widths AS "widths!"
           FROM media.claim_avif(make_interval(secs => $1))"#,
        pause
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| Claimed {
        photo: row.id.into(),
        vivarium: row.vivarium_id.into(),
        mark: row.mark,
        widths: row.widths.into_iter().filter_map(|width| width.try_into().ok()).collect(),
    }))
}

/// Whether a photograph still waits for it. If so, nobody takes it down or removes it until the transaction has ended.
pub(crate) async fn lock(tx: &mut PgConnection, id: PhotoId, mark: &str) -> Result<bool, MediaError> {
    let row = sqlx::query_scalar!(
        "SELECT id FROM media.photo WHERE id = $1 AND mark = $2 AND state = 'ready' AND avif IS NULL FOR UPDATE",
        id.0,
        mark
    );
    Ok(row.fetch_optional(tx).await?.is_some())
}

/// From now on pages show these widths as AVIF.
pub(crate) async fn note(tx: &mut PgConnection, id: PhotoId, widths: &[u32], bytes: u64) -> Result<(), MediaError> {
    let widths: Vec<i32> = widths.iter().filter_map(|width| (*width).try_into().ok()).collect();
    sqlx::query!(
        "UPDATE media.photo SET avif = $2, made = made + $3 WHERE id = $1",
        id.0,
        &widths,
        i64::try_from(bytes).unwrap_or_default()
    )
    .execute(tx)
    .await?;
    Ok(())
}
