//! Fingerprints and likenesses, through functions of the database's owner that know who asks.

use super::{photo::ShownRow, unsigned};
use crate::{MediaError, address::Signer, likeness::Owner};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use repti_model::{
    LikenessId, PhotoId, VivariumId,
    lineage::BreederRef,
    media::{Alike, LikenessCase, LikenessSide, LikenessState},
};
use repti_picture::{Fingerprint, Fingerprints};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Those of a photograph that is shown; none where there is nothing on it.
pub(crate) async fn find_fingerprints(tx: &mut PgConnection, id: PhotoId) -> Result<Option<Fingerprints>, MediaError> {
    let row = sqlx::query!(
        r#"SELECT fingerprint AS "plain!", mirrored AS "mirrored!" FROM media.photo
           WHERE id = $1 AND state = 'ready' AND archived_at IS NULL AND num_nulls(fingerprint, mirrored) = 0"#,
        id.0
    )
    .fetch_optional(tx)
    .await?;
    let of = |bits: i64| Fingerprint::from_bits(bits.cast_unsigned());
    Ok(row.map(|row| Fingerprints { plain: of(row.plain), mirrored: of(row.mirrored) }))
}

/// Everybody's fingerprints behind a number, in their order.
pub(crate) async fn list_fingerprints(
    tx: &mut PgConnection,
    after: i64,
    most: i32,
) -> Result<Vec<(Owner, u64)>, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT seq AS "number!", id AS "id!", vivarium_id AS "vivarium!", fingerprint AS "bits!"
           FROM media.fingerprints_since($1, $2)"#,
        after,
        most
    )
    .fetch_all(tx)
    .await?;
    let told = rows.into_iter().map(|row| {
        let owner = Owner { number: row.number, photo: row.id.into(), vivarium: row.vivarium.into() };
        (owner, row.bits.cast_unsigned())
    });
    Ok(told.collect())
}

/// Notes a likeness; whether it is new, and both still stand.
pub(crate) async fn note(
    tx: &mut PgConnection,
    photo: PhotoId,
    other: PhotoId,
    distance: u32,
) -> Result<bool, MediaError> {
    let bits = i32::try_from(distance).unwrap_or(64);
    let new = sqlx::query_scalar!(r#"SELECT media.note_likeness($1, $2, $3) AS "new!""#, photo.0, other.0, bits);
    Ok(new.fetch_one(tx).await?)
}

/// Like whose photographs these own ones look.
pub(crate) async fn list_alike(tx: &mut PgConnection, photos: &[Uuid]) -> Result<HashMap<PhotoId, Alike>, MediaError> {
    let rows = sqlx::query!(r#"SELECT photo_id AS "photo!", breeder, slug FROM media.alike($1)"#, photos)
        .fetch_all(tx)
        .await?;
    let told = rows.into_iter().map(|row| {
        let breeder = row.breeder.zip(row.slug).map(|(name, slug)| BreederRef { slug, name });
        (row.photo.into(), Alike { breeder })
    });
    Ok(told.collect())
}

pub(crate) async fn count_open(tx: &mut PgConnection) -> Result<u64, MediaError> {
    Ok(unsigned(sqlx::query_scalar!(r#"SELECT media.likeness_count() AS "count!""#).fetch_one(tx).await?))
}

/// Cases with both sides, the eldest first; none unless the transaction is staff's.
pub(crate) async fn list_cases(
    tx: &mut PgConnection,
    state: LikenessState,
    most: i32,
    signer: &Signer,
) -> Result<Vec<LikenessCase>, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", distance AS "distance!", noted_at AS "noted_at!: SqlTimestamp", state AS "state!", reason AS "reason!",
                  judged_at AS "judged_at: SqlTimestamp", latter AS "latter!", photo_id AS "photo_id!", photo_state AS "photo_state!", mark,
                  width, height, widths AS "widths!", blur, sent_at AS "sent_at!: SqlTimestamp", vivarium_id AS "vivarium_id!",
                  vivarium AS "vivarium!", animal_id AS "animal_id!", code AS "code!", name AS "name!", public AS "public!",
                  taken_down AS "taken_down!"
           FROM media.likenesses($1, $2)"#,
        state.as_str(),
        most
    )
    .fetch_all(tx)
    .await?;
    let now = Timestamp::now();
    let mut cases: Vec<LikenessCase> = Vec::new();
    let mut later: Option<LikenessSide> = None;
    for row in rows {
        let files = match (row.photo_state.as_str(), row.mark, row.width, row.height) {
            ("ready", Some(mark), Some(width), Some(height)) => {
                // Staff are few, and shown WebP.
                let (widths, avif) = (row.widths, Vec::new());
                let shown = ShownRow { id: row.photo_id, mark, width, height, widths, avif, blur: row.blur };
                Some(signer.private(&shown.into(), now))
            }
            _ => None,
        };
        let side = LikenessSide {
            photo: row.photo_id.into(),
            files,
            sent_at: row.sent_at.to_jiff(),
            vivarium_id: row.vivarium_id.into(),
            vivarium: row.vivarium,
            animal_id: row.animal_id.into(),
            code: row.code,
            name: row.name,
            public: row.public,
            taken_down: row.taken_down,
        };
        // The later side comes first, its other right behind it.
        if row.latter {
            later = Some(side);
        } else if let Some(later) = later.take() {
            cases.push(LikenessCase {
                id: row.id.into(),
                distance: u32::try_from(row.distance).unwrap_or(64),
                noted_at: row.noted_at.to_jiff(),
                state: row.state.parse()?,
                reason: row.reason,
                judged_at: row.judged_at.map(SqlTimestamp::to_jiff),
                later,
                earlier: side,
            });
        }
    }
    Ok(cases)
}

/// How a verdict went: `done`, `gone` where none is open, `stranger` where the copy is none of the two.
pub(crate) async fn judge(
    tx: &mut PgConnection,
    id: LikenessId,
    copy: Option<PhotoId>,
    reason: &str,
) -> Result<String, MediaError> {
    let copy = copy.map(|photo| photo.0);
    let done = sqlx::query_scalar!(
        r#"SELECT media.likeness_judge($1, $2, $3) AS "done!""#,
        id.0,
        copy as Option<Uuid>,
        reason
    );
    Ok(done.fetch_one(tx).await?)
}

/// The vivarium of a photograph that nobody is shown from now on.
pub(crate) async fn take_down(
    tx: &mut PgConnection,
    photo: PhotoId,
    why: &str,
) -> Result<Option<VivariumId>, MediaError> {
    let vivarium = sqlx::query_scalar!("SELECT media.take_down($1, $2)", photo.0, why).fetch_one(tx).await?;
    Ok(vivarium.map(Into::into))
}

/// The vivarium of a photograph that is prepared again.
pub(crate) async fn put_back(tx: &mut PgConnection, photo: PhotoId) -> Result<Option<VivariumId>, MediaError> {
    let vivarium = sqlx::query_scalar!("SELECT media.put_back($1)", photo.0).fetch_one(tx).await?;
    Ok(vivarium.map(Into::into))
}
