//! What preparing a photograph came to.

use super::unsigned;
use crate::MediaError;
use jiff::civil::Date;
use jiff_sqlx::Date as SqlDate;
use repti_model::PhotoId;
use sqlx::PgConnection;

/// The bytes of a photograph that waits to be prepared.
pub(crate) async fn is_waiting(tx: &mut PgConnection, id: PhotoId) -> Result<Option<u64>, MediaError> {
    let row = sqlx::query_scalar!(
        "SELECT size FROM media.photo WHERE id = $1 AND state = 'processing' AND archived_at IS NULL",
        id.0
    );
    Ok(row.fetch_optional(tx).await?.map(unsigned))
}

/// What was made of a photograph, without the files.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) hash: [u8; 32],
    pub(crate) mark: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) widths: Vec<u32>,
    /// Bytes of all files.
    pub(crate) bytes: u64,
    pub(crate) thumbhash: Vec<u8>,
    pub(crate) blur: Option<Vec<u8>>,
    pub(crate) colour: i32,
    /// As it is, and mirrored.
    pub(crate) fingerprints: Option<(i64, i64)>,
    pub(crate) camera_day: Option<Date>,
}

/// From now on it is shown. `false` where it no longer waits.
pub(crate) async fn ready(tx: &mut PgConnection, id: PhotoId, made: &Made) -> Result<bool, MediaError> {
    let pixels = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let widths: Vec<i32> = made.widths.iter().copied().map(pixels).collect();
    let done = sqlx::query!(
        "UPDATE media.photo SET state = 'ready', hash = $2, mark = $3, width = $4, height = $5, widths = $6, made = $7, thumbhash = $8,
                blur = $9, colour = $10, fingerprint = $11, mirrored = $12, camera_day = $13,
                avif = NULL, avif_tries = 0, avif_tried_at = NULL
         WHERE id = $1 AND state = 'processing'",
        id.0,
        made.hash.as_slice(),
        made.mark,
        pixels(made.width),
        pixels(made.height),
        &widths,
        i64::try_from(made.bytes).unwrap_or(i64::MAX),
        made.thumbhash,
        made.blur.as_deref(),
        made.colour,
        made.fingerprints.map(|both| both.0),
        made.fingerprints.map(|both| both.1),
        made.camera_day.map(SqlDate::from) as Option<SqlDate>
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// It isn't taken, and why.
pub(crate) async fn rejected(
    tx: &mut PgConnection,
    id: PhotoId,
    refusal: &str,
    retryable: bool,
) -> Result<(), MediaError> {
    sqlx::query!(
        "UPDATE media.photo SET state = 'rejected', refusal = left($2, 500), retryable = $3 WHERE id = $1 AND state = 'processing'",
        id.0,
        refusal,
        retryable
    )
    .execute(tx)
    .await?;
    Ok(())
}
