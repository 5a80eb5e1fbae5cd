//! A vivarium's logo: one row, which names an object.

use crate::MediaError;
use repti_model::{LogoId, PersonId, VivariumId, media::LogoSeen};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// A logo as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) id: LogoId,
    /// SHA-256 of the picture.
    pub(crate) hash: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Why staff took it down, and its bytes are gone; empty otherwise.
    pub(crate) refusal: String,
}

struct Row {
    id: Uuid,
    hash: Vec<u8>,
    width: i32,
    height: i32,
    refusal: String,
}

impl From<Row> for Kept {
    fn from(row: Row) -> Self {
        let pixels = |number: i32| u32::try_from(number).unwrap_or_default();
        let (width, height) = (pixels(row.width), pixels(row.height));
        Self { id: row.id.into(), hash: row.hash, width, height, refusal: row.refusal }
    }
}

/// The logo of a vivarium that the transaction may see, whatever its plan, and also where it was taken down.
pub(crate) async fn find(tx: &mut PgConnection, vivarium: VivariumId) -> Result<Option<Kept>, MediaError> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, hash, width, height, refusal FROM media.logo WHERE vivarium_id = $1",
        vivarium.0
    );
    Ok(row.fetch_optional(tx).await?.map(Kept::from))
}

/// What there is, which stays as it is until the transaction ends: others who would change it wait, also where there is none yet.
pub(crate) async fn hold(tx: &mut PgConnection, vivarium: VivariumId) -> Result<LogoSeen, MediaError> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('media.logo:' || $1::text, 0))", vivarium.to_string())
        .execute(&mut *tx)
        .await?;
    // Staff, who take one down, wait for the row alone.
    let row = sqlx::query!(
        r#"SELECT id, refusal <> '' AS "taken_down!" FROM media.logo WHERE vivarium_id = $1 FOR UPDATE"#,
        vivarium.0
    );
    let row = row.fetch_optional(tx).await?;
    let taken_down = row.as_ref().is_some_and(|row| row.taken_down);
    Ok(LogoSeen { vivarium, logo: row.map(|row| row.id.into()), taken_down })
}

/// Puts a logo in the place of the one before, whose object is named. Under [`hold`]: of two that came at once, neither would be named.
pub(crate) async fn put(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    logo: &Kept,
    size: usize,
    by: PersonId,
) -> Result<Option<LogoId>, MediaError> {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let before = sqlx::query_scalar!(
        r#"WITH before AS (SELECT id FROM media.logo WHERE vivarium_id = $1)
           INSERT INTO media.logo (vivarium_id, id, hash, size, width, height, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (vivarium_id) DO UPDATE SET id = excluded.id, hash = excluded.hash, size = excluded.size, width = excluded.width,
               height = excluded.height, created_by = excluded.created_by, created_at = now()
           RETURNING (SELECT id FROM before) AS "before: Uuid""#,
        vivarium.0,
        logo.id.0,
        logo.hash,
        i32::try_from(size).unwrap_or(i32::MAX),
        number(logo.width),
        number(logo.height),
        by.0
    )
    .fetch_one(tx)
    .await?;
    Ok(before.map(LogoId::from))
}

/// Takes the logo away; its object is named. One that was taken down is none any more, and its reason stays.
pub(crate) async fn delete(tx: &mut PgConnection, vivarium: VivariumId) -> Result<Option<LogoId>, MediaError> {
    let gone = sqlx::query_scalar!(
        "DELETE FROM media.logo WHERE vivarium_id = $1 AND taken_down_at IS NULL RETURNING id",
        vivarium.0
    );
    Ok(gone.fetch_optional(tx).await?.map(LogoId::from))
}

/// The logo that anybody may see of a vivarium.
pub(crate) async fn find_public(pool: &PgPool, slug: &str) -> Result<Option<Kept>, MediaError> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", hash AS "hash!", width AS "width!", height AS "height!", '' AS "refusal!" FROM media.public_logo WHERE slug = $1"#,
        slug
    );
    Ok(row.fetch_optional(pool).await?.map(Kept::from))
}

/// Whether anybody may see this logo.
pub(crate) async fn is_public(pool: &PgPool, id: LogoId) -> Result<bool, MediaError> {
    let found = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM media.public_logo WHERE id = $1) AS "found!""#, id.0);
    Ok(found.fetch_one(pool).await?)
}

/// Those of these logos that a row names, for the worker; what was taken down isn't.
pub(crate) async fn list_existing(tx: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Uuid>, MediaError> {
    Ok(sqlx::query_scalar!(r#"SELECT * FROM media.existing_logos($1) AS "id!""#, ids).fetch_all(tx).await?)
}
