//! Vivariums.

use repti_db::Tx;
use repti_model::{
    PersonId, VivariumId,
    vivarium::{VivariumProfile, VivariumSummary},
};
use sqlx::PgPool;

/// How a save against a version ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    Done,
    /// Somebody else saved first.
    Stale,
    SlugTaken,
}

/// False when the slug is taken.
pub(crate) async fn insert(tx: &mut Tx, id: VivariumId, slug: &str, name: &str, zone: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO core.vivarium (id, slug, name, time_zone) VALUES ($1, $2, $3, $4)",
        id.0,
        slug,
        name,
        zone
    )
    .execute(&mut **tx)
    .await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if repti_db::constraint_of(&error) == Some("vivarium_slug") => Ok(false),
        Err(error) => Err(error),
    }
}

/// The vivariums of a person, in a transaction of that person's.
pub(crate) async fn list_mine(tx: &mut Tx, person: PersonId) -> sqlx::Result<Vec<VivariumSummary>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", slug AS "slug!", name AS "name!", role AS "role!", members AS "members!", suspended AS "suspended!"
           FROM core.my_vivariums($1)"#,
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(VivariumSummary {
                id: row.id.into(),
                slug: row.slug,
                name: row.name,
                role: row.role.parse().ok()?,
                members: u32::try_from(row.members).unwrap_or_default(),
                suspended: row.suspended,
            })
        })
        .collect())
}

pub(crate) async fn find_profile(tx: &mut Tx, id: VivariumId) -> sqlx::Result<Option<VivariumProfile>> {
    sqlx::query_as!(
        VivariumProfile,
        "SELECT name, slug, about, location, website, listed, time_zone, code_template, version FROM core.vivarium WHERE id = $1",
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await
}

pub(crate) async fn update_profile(tx: &mut Tx, id: VivariumId, form: &VivariumProfile) -> sqlx::Result<Saved> {
    let done = sqlx::query!(
        "UPDATE core.vivarium SET name = $3, slug = $4, about = $5, location = $6, website = $7, listed = $8, time_zone = $9, code_template = $10
         WHERE id = $1 AND version = $2",
        id.0,
        form.version,
        form.name,
        form.slug,
        form.about,
        form.location,
        form.website,
        form.listed,
        form.time_zone,
        form.code_template,
    )
    .execute(&mut **tx)
    .await;
    match done {
        Ok(done) if done.rows_affected() == 1 => Ok(Saved::Done),
        Ok(_) => Ok(Saved::Stale),
        Err(error) if repti_db::constraint_of(&error) == Some("vivarium_slug") => Ok(Saved::SlugTaken),
        Err(error) => Err(error),
    }
}

/// Holds the vivarium's row, so that changes of its team go one after the other. Doesn't stand in the way of new animals.
pub(crate) async fn lock(tx: &mut Tx, id: VivariumId) -> sqlx::Result<()> {
    sqlx::query!("SELECT id FROM core.vivarium WHERE id = $1 FOR NO KEY UPDATE", id.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn knows_time_zone(pool: &PgPool, zone: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = $1) AS "known!""#, zone)
        .fetch_one(pool)
        .await
}
