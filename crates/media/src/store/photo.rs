//! Photographs as their vivarium reads them.

use super::{
    unsigned,
    video::{self, Played},
};
use crate::{MediaError, address::Signer};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use repti_model::{
    AnimalId, PhotoId, VivariumId,
    media::{OwnPhoto, PhotoState},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What of a photograph its addresses are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) id: PhotoId,
    pub(crate) mark: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) widths: Vec<u32>,
    /// Those that there are as AVIF, too.
    pub(crate) avif: Vec<u32>,
    pub(crate) blur: Option<Vec<u8>>,
}

/// Columns of [`Shown`] as SQL has them.
pub(crate) struct ShownRow {
    pub(crate) id: Uuid,
    pub(crate) mark: String,
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) widths: Vec<i32>,
    pub(crate) avif: Vec<i32>,
    pub(crate) blur: Option<Vec<u8>>,
}

impl From<ShownRow> for Shown {
    fn from(row: ShownRow) -> Self {
        let pixels = |number: i32| u32::try_from(number).unwrap_or_default();
        Self {
            id: row.id.into(),
            mark: row.mark,
            width: pixels(row.width),
            height: pixels(row.height),
            widths: row.widths.into_iter().map(pixels).collect(),
            avif: row.avif.into_iter().map(pixels).collect(),
            blur: row.blur,
        }
    }
}

struct Row {
    id: Uuid,
    kind: String,
    animal_id: Uuid,
    state: String,
    name: String,
    size: i64,
    mark: Option<String>,
    width: Option<i32>,
    height: Option<i32>,
    widths: Vec<i32>,
    avif: Option<Vec<i32>>,
    blur: Option<Vec<u8>>,
    caption: String,
    camera_day: Option<SqlDate>,
    taken_on: Option<SqlDate>,
    representative: bool,
    refusal: String,
    retryable: bool,
    taken_down: bool,
    archived_at: Option<SqlTimestamp>,
    created_at: SqlTimestamp,
    version: i32,
}

impl Row {
    fn told(self, signer: &Signer, now: Timestamp, played: &HashMap<PhotoId, Played>) -> Result<OwnPhoto, MediaError> {
        let state: PhotoState = self.state.parse()?;
        let files = match (state, self.mark, self.width, self.height) {
            (PhotoState::Ready, Some(mark), Some(width), Some(height)) => {
                let (widths, avif) = (self.widths, self.avif.unwrap_or_default());
                let row = ShownRow { id: self.id, mark, width, height, widths, avif, blur: self.blur };
                Some(signer.private(&row.into(), now))
            }
            _ => None,
        };
        let video = files.as_ref().zip(played.get(&self.id.into()));
        let video = video.map(|(files, played)| played.told(files.named(&format!("video.{}", played.ending))));
        let camera: Option<Date> = self.camera_day.map(SqlDate::to_jiff);
        let said: Option<Date> = self.taken_on.map(SqlDate::to_jiff);
        Ok(OwnPhoto {
            id: self.id.into(),
            animal_id: self.animal_id.into(),
            kind: self.kind.parse()?,
            state,
            name: self.name,
            size: unsigned(self.size),
            files,
            video,
            caption: self.caption,
            taken_on: said.or(camera),
            taken_by_camera: said.is_none() && camera.is_some(),
            representative: self.representative,
            refusal: self.refusal,
            retryable: self.retryable,
            alike: None,
            taken_down: self.taken_down,
            archived_at: self.archived_at.map(SqlTimestamp::to_jiff),
            created_at: self.created_at.to_jiff(),
            version: self.version,
        })
    }
}

/// The photographs of an animal in their order, those that were removed last.
pub(crate) async fn list(
    tx: &mut PgConnection,
    animal: AnimalId,
    signer: &Signer,
) -> Result<Vec<OwnPhoto>, MediaError> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id, kind, animal_id, state, name, size, mark, width, height, widths, avif, blur, caption, camera_day AS "camera_day: SqlDate",
                  taken_on AS "taken_on: SqlDate", representative, refusal, retryable, taken_down_at IS NOT NULL AS "taken_down!",
                  archived_at AS "archived_at: SqlTimestamp", created_at AS "created_at: SqlTimestamp", version
           FROM media.photo WHERE animal_id = $1
           ORDER BY archived_at IS NOT NULL, position, id LIMIT 500"#,
        animal.0
    )
    .fetch_all(&mut *tx)
    .await?;
    told(tx, rows, signer).await
}

/// One photograph.
pub(crate) async fn find(tx: &mut PgConnection, id: PhotoId, signer: &Signer) -> Result<Option<OwnPhoto>, MediaError> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id, kind, animal_id, state, name, size, mark, width, height, widths, avif, blur, caption, camera_day AS "camera_day: SqlDate",
                  taken_on AS "taken_on: SqlDate", representative, refusal, retryable, taken_down_at IS NOT NULL AS "taken_down!",
                  archived_at AS "archived_at: SqlTimestamp", created_at AS "created_at: SqlTimestamp", version
           FROM media.photo WHERE id = $1"#,
        id.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(told(tx, row.into_iter().collect(), signer).await?.pop())
}

/// Rows with what is played of those that are videos.
async fn told(tx: &mut PgConnection, rows: Vec<Row>, signer: &Signer) -> Result<Vec<OwnPhoto>, MediaError> {
    let videos: Vec<Uuid> = rows.iter().filter(|row| row.kind == "video").map(|row| row.id).collect();
    let played = if videos.is_empty() { HashMap::new() } else { video::list(tx, &videos).await? };
    let now = Timestamp::now();
    rows.into_iter().map(|row| row.told(signer, now, &played)).collect()
}

/// Bytes that a vivarium's photographs take, those on their way as they were announced; none of one that the transaction has no business in.
pub(crate) async fn sum_sizes(tx: &mut PgConnection, vivarium: VivariumId) -> Result<u64, MediaError> {
    let sum = sqlx::query_scalar!(r#"SELECT media.room_taken($1) AS "sum!""#, vivarium.0);
    Ok(unsigned(sum.fetch_one(tx).await?))
}

/// The first photograph that is shown of each of these animals: of the transaction's vivarium, and with `true` public ones of others.
pub(crate) async fn list_covers(
    tx: &mut PgConnection,
    animals: &[Uuid],
) -> Result<Vec<(AnimalId, Shown, bool)>, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (animal_id) animal_id AS "animal_id!", id AS "id!", mark AS "mark!", width AS "width!", height AS "height!",
                  widths AS "widths!", avif AS "avif!", blur, public AS "public!"
           FROM (SELECT animal_id, id, mark, width, height, widths, coalesce(avif, '{}') AS avif, blur, position, false AS public FROM media.photo
                 WHERE animal_id = ANY ($1) AND state = 'ready' AND archived_at IS NULL AND widths <> '{}'
                 UNION ALL
                 SELECT animal_id, id, mark, width, height, widths, avif, blur, position, true FROM media.public_photo
                 WHERE animal_id = ANY ($1) AND widths <> '{}') c
           ORDER BY animal_id, public, position, id"#,
        animals
    )
    .fetch_all(tx)
    .await?;
    let told = rows.into_iter().map(|row| {
        let (animal, public) = (row.animal_id.into(), row.public);
        let shown = ShownRow {
            id: row.id,
            mark: row.mark,
            width: row.width,
            height: row.height,
            widths: row.widths,
            avif: row.avif,
            blur: row.blur,
        };
        (animal, shown.into(), public)
    });
    Ok(told.collect())
}
