//! Videos: the file that is played, beside the row of the photograph that it is.

use super::{result::Made, unsigned};
use crate::{MediaError, video::Format};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use repti_model::{
    PhotoId,
    media::{VideoCodec, VideoFile},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What was made of a video.
#[derive(Debug, Clone)]
pub(crate) struct MadeVideo {
    pub(crate) hash: [u8; 32],
    pub(crate) mark: String,
    /// As it is seen.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) camera_day: Option<Date>,
    pub(crate) format: Format,
    pub(crate) codec: VideoCodec,
    pub(crate) millis: u64,
    /// Bytes of the file that is played.
    pub(crate) size: u64,
    /// Of the picture that stands for it, where there is one.
    pub(crate) poster: Option<Made>,
}

/// What is played, without its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Played {
    pub(crate) ending: String,
    codec: VideoCodec,
    millis: i32,
    size: u64,
    added_at: Timestamp,
}

impl Played {
    pub(crate) fn told(&self, url: String) -> VideoFile {
        VideoFile {
            url,
            media_type: format!("video/{}", self.ending),
            codec: self.codec,
            seconds: ((u32::try_from(self.millis).unwrap_or_default() + 500) / 1000).max(1),
            bytes: self.size,
            added_at: self.added_at,
        }
    }
}

/// That a file is a video, which its bytes have said. `false` where it no longer waits.
pub(crate) async fn is_one(tx: &mut PgConnection, id: PhotoId) -> Result<bool, MediaError> {
    let done = sqlx::query!("UPDATE media.photo SET kind = 'video' WHERE id = $1 AND state = 'processing'", id.0);
    Ok(done.execute(tx).await?.rows_affected() == 1)
}

/// From now on it is shown. `false` where it no longer waits.
pub(crate) async fn ready(tx: &mut PgConnection, id: PhotoId, made: &MadeVideo) -> Result<bool, MediaError> {
    let pixels = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let bytes = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let poster = made.poster.as_ref();
    let widths: Vec<i32> = poster.map(|made| made.widths.iter().copied().map(pixels).collect()).unwrap_or_default();
    let prints = poster.and_then(|made| made.fingerprints);
    // The picture's own size, which its addresses go by; without one that of the film.
    let (width, height) = poster.map_or((made.width, made.height), |made| (made.width, made.height));
    let done = sqlx::query!(
        "WITH shown AS (
             UPDATE media.photo SET state = 'ready', kind = 'video', hash = $2, mark = $3, width = $4, height = $5, widths = $6, made = $7,
                    thumbhash = $8, blur = $9, colour = $10, fingerprint = $11, mirrored = $12, camera_day = $13
             WHERE id = $1 AND state = 'processing' RETURNING id, vivarium_id)
         INSERT INTO media.video (photo_id, vivarium_id, ending, codec, millis, size)
         SELECT id, vivarium_id, $14, $15, $16, $17 FROM shown
         ON CONFLICT (photo_id) DO UPDATE
             SET ending = excluded.ending, codec = excluded.codec, millis = excluded.millis, size = excluded.size",
        id.0,
        made.hash.as_slice(),
        made.mark,
        pixels(width),
        pixels(height),
        &widths,
        bytes(made.size + poster.map_or(0, |made| made.bytes)),
        poster.map(|made| made.thumbhash.as_slice()) as Option<&[u8]>,
        poster.and_then(|made| made.blur.as_deref()) as Option<&[u8]>,
        poster.map(|made| made.colour) as Option<i32>,
        prints.map(|both| both.0) as Option<i64>,
        prints.map(|both| both.1) as Option<i64>,
        made.camera_day.map(SqlDate::from) as Option<SqlDate>,
        made.format.ending(),
        made.codec.as_str(),
        i32::try_from(made.millis).unwrap_or(i32::MAX),
        bytes(made.size)
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What is played of those of these that are videos of the transaction's vivarium, or of any to staff.
pub(crate) async fn list(tx: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<PhotoId, Played>, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT photo_id, ending, codec, millis, size, created_at AS "created_at: SqlTimestamp" FROM media.video WHERE photo_id = ANY ($1)"#,
        ids
    );
    let mut found = HashMap::new();
    for row in rows.fetch_all(tx).await? {
        let (codec, added_at) = (row.codec.parse()?, row.created_at.to_jiff());
        let played = Played { ending: row.ending, codec, millis: row.millis, size: unsigned(row.size), added_at };
        found.insert(row.photo_id.into(), played);
    }
    Ok(found)
}

/// The same of public ones, for anybody.
pub(crate) async fn list_public(pool: &sqlx::PgPool, ids: &[Uuid]) -> Result<HashMap<PhotoId, Played>, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT photo_id AS "photo_id!", ending AS "ending!", codec AS "codec!", millis AS "millis!", size AS "size!",
                  created_at AS "created_at!: SqlTimestamp"
           FROM media.public_video WHERE photo_id = ANY ($1)"#,
        ids
    );
    let mut found = HashMap::new();
    for row in rows.fetch_all(pool).await? {
        let (codec, added_at) = (row.codec.parse()?, row.created_at.to_jiff());
        let played = Played { ending: row.ending, codec, millis: row.millis, size: unsigned(row.size), added_at };
        found.insert(row.photo_id.into(), played);
    }
    Ok(found)
}
