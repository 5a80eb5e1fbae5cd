//! All photographs and logos for staff, through functions of the database's owner that know who asks.

use super::{photo::ShownRow, unsigned, video};
use crate::{MediaError, address::Signer};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use repti_db::{Cursor, keyset_page};
use repti_model::{
    LogoId, VivariumId,
    media::{LogoFile, PhotoSearch, PhotoState, StaffLogo, StaffPhoto, StorageUse, StoredBytes, VivariumStorage},
    page::Page,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What comes before or after which page goes on.
type Place = (Timestamp, Uuid);

/// The cursor of a search, the place that it names, and the text.
fn asked(search: &PhotoSearch) -> (Option<Cursor<Place>>, Option<Place>, String) {
    let cursor: Option<Cursor<Place>> = search.cursor.as_deref().and_then(Cursor::decode);
    let place = cursor.as_ref().map(|cursor| match cursor {
        Cursor::After(key) | Cursor::Before(key) => *key,
    });
    // PostgreSQL's texts hold no zero.
    (cursor, place, search.text.trim().replace('\0', ""))
}

/// The page of the newest first that a cursor names; empty unless the transaction is staff's.
pub(crate) async fn list(
    tx: &mut PgConnection,
    search: &PhotoSearch,
    limit: usize,
    signer: &Signer,
) -> Result<Page<StaffPhoto>, MediaError> {
    let (cursor, place, text) = asked(search);
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", state AS "state!", name AS "name!", size AS "size!", made AS "made!", mark, width, height, widths AS "widths!",
                  blur, caption AS "caption!", refusal AS "refusal!", retryable AS "retryable!", created_at AS "created_at!: SqlTimestamp",
                  taken_down_at AS "taken_down_at: SqlTimestamp", taken_down_by, archived_at AS "archived_at: SqlTimestamp",
                  vivarium_id AS "vivarium_id!", vivarium AS "vivarium!", animal_id AS "animal_id!", code AS "code!", animal AS "animal!",
                  public AS "public!"
           FROM media.staff_photos($1, $2, $3, $4, $5, $6)"#,
        search.show.as_str(),
        text,
        place.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        place.map(|(_, id)| id) as Option<Uuid>,
        cursor.as_ref().is_some_and(Cursor::is_backwards),
        i32::try_from(limit + 1).unwrap_or(i32::MAX)
    )
    .fetch_all(&mut *tx)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let played = if ids.is_empty() { HashMap::new() } else { video::list(tx, &ids).await? };
    let now = Timestamp::now();
    let mut photos = Vec::with_capacity(rows.len());
    for row in rows {
        let state: PhotoState = row.state.parse()?;
        let files = match (state, row.mark, row.width, row.height) {
            (PhotoState::Ready, Some(mark), Some(width), Some(height)) => {
                // Staff are few, and shown WebP.
                let (widths, avif) = (row.widths, Vec::new());
                let shown = ShownRow { id: row.id, mark, width, height, widths, avif, blur: row.blur };
                Some(signer.private(&shown.into(), now))
            }
            _ => None,
        };
        photos.push(StaffPhoto {
            id: row.id.into(),
            state,
            video: files
                .as_ref()
                .zip(played.get(&row.id.into()))
                .map(|(files, played)| played.told(files.named(&format!("video.{}", played.ending)))),
            files,
            name: row.name,
            size: unsigned(row.size),
            made: unsigned(row.made),
            caption: row.caption,
            refusal: row.refusal,
            retryable: row.retryable,
            sent_at: row.created_at.to_jiff(),
            taken_down_at: row.taken_down_at.map(SqlTimestamp::to_jiff),
            taken_down_by: row.taken_down_by,
            archived_at: row.archived_at.map(SqlTimestamp::to_jiff),
            vivarium_id: row.vivarium_id.into(),
            vivarium: row.vivarium,
            animal_id: row.animal_id.into(),
            code: row.code,
            animal: row.animal,
            public: row.public,
        });
    }
    Ok(keyset_page(photos, limit, cursor.as_ref(), |photo| (photo.sent_at, photo.id.0)))
}

/// The page of logos that a cursor names, the newest first; empty unless the transaction is staff's.
pub(crate) async fn list_logos(
    tx: &mut PgConnection,
    search: &PhotoSearch,
    limit: usize,
    signer: &Signer,
) -> Result<Page<StaffLogo>, MediaError> {
    let (cursor, place, text) = asked(search);
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", size AS "size!", width AS "width!", height AS "height!", refusal AS "refusal!",
                  created_at AS "created_at!: SqlTimestamp", taken_down_at AS "taken_down_at: SqlTimestamp", taken_down_by,
                  vivarium_id AS "vivarium_id!", vivarium AS "vivarium!", plan AS "plan!", allowed AS "allowed!", public AS "public!"
           FROM media.staff_logos($1, $2, $3, $4, $5, $6)"#,
        search.show.as_str(),
        text,
        place.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        place.map(|(_, id)| id) as Option<Uuid>,
        cursor.as_ref().is_some_and(Cursor::is_backwards),
        i32::try_from(limit + 1).unwrap_or(i32::MAX)
    )
    .fetch_all(tx)
    .await?;
    let now = Timestamp::now();
    let pixels = |number: i32| u32::try_from(number).unwrap_or_default();
    let logos = rows.into_iter().map(|row| StaffLogo {
        id: row.id.into(),
        file: row.taken_down_at.is_none().then(|| LogoFile {
            url: signer.private_logo(row.id.into(), now),
            width: pixels(row.width),
            height: pixels(row.height),
        }),
        size: unsigned(row.size.into()),
        refusal: row.refusal,
        sent_at: row.created_at.to_jiff(),
        taken_down_at: row.taken_down_at.map(SqlTimestamp::to_jiff),
        taken_down_by: row.taken_down_by,
        vivarium_id: row.vivarium_id.into(),
        vivarium: row.vivarium,
        plan: row.plan,
        allowed: row.allowed,
        public: row.public,
    });
    Ok(keyset_page(logos.collect(), limit, cursor.as_ref(), |logo| (logo.sent_at, logo.id.0)))
}

/// Takes a logo down. The vivarium whose it was; `None` where it isn't there (any more), or the transaction isn't staff's.
pub(crate) async fn take_logo_down(
    tx: &mut PgConnection,
    logo: LogoId,
    why: &str,
) -> Result<Option<VivariumId>, MediaError> {
    let of = sqlx::query_scalar!("SELECT media.take_logo_down($1, $2)", logo.0, why).fetch_one(tx).await?;
    Ok(of.map(VivariumId::from))
}

/// What vivariums have in the object store, whoever has most first; nothing unless the transaction is staff's.
pub(crate) async fn sum_stored(tx: &mut PgConnection, most: i32) -> Result<StorageUse, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT vivarium_id AS "vivarium_id!", vivarium AS "vivarium!", photos AS "photos!", originals AS "originals!", pictures AS "pictures!",
                  files AS "files!", file_bytes AS "file_bytes!", logo_bytes AS "logo_bytes!", plan AS "plan!", room AS "room!", vivariums AS "vivariums!", all_photos AS "all_photos!",
                  all_originals AS "all_originals!", all_pictures AS "all_pictures!", all_files AS "all_files!",
                  all_file_bytes AS "all_file_bytes!", all_logo_bytes AS "all_logo_bytes!"
           FROM media.storage_by_vivarium($1)"#,
        most
    )
    .fetch_all(tx)
    .await?;
    let Some(first) = rows.first() else { return Ok(StorageUse::default()) };
    let all = StoredBytes {
        photos: unsigned(first.all_photos),
        originals: unsigned(first.all_originals),
        pictures: unsigned(first.all_pictures),
        files: unsigned(first.all_files),
        file_bytes: unsigned(first.all_file_bytes),
        logo_bytes: unsigned(first.all_logo_bytes),
    };
    let vivariums = unsigned(first.vivariums);
    let rows = rows.into_iter().map(|row| VivariumStorage {
        vivarium_id: row.vivarium_id.into(),
        vivarium: row.vivarium,
        stored: StoredBytes {
            photos: unsigned(row.photos),
            originals: unsigned(row.originals),
            pictures: unsigned(row.pictures),
            files: unsigned(row.files),
            file_bytes: unsigned(row.file_bytes),
            logo_bytes: unsigned(row.logo_bytes),
        },
        plan: row.plan,
        room: unsigned(row.room),
    });
    Ok(StorageUse { rows: rows.collect(), vivariums, all })
}
