//! Since when the parts of the site are as they are, and which roles live.

use jiff::Timestamp;
use repti_model::status::{Condition, SitePart};
use sqlx::PgPool;

/// A part, how it is, and when this process saw that it changed.
pub(crate) type Seen = (SitePart, Condition, Option<Timestamp>);

/// Notes how the parts are, and gives back since when.
pub(crate) async fn note(pool: &PgPool, parts: &[Seen]) -> sqlx::Result<Vec<(String, Option<Timestamp>)>> {
    let names: Vec<String> = parts.iter().map(|(part, ..)| part.as_str().to_owned()).collect();
    let conditions: Vec<String> = parts.iter().map(|(_, condition, _)| condition.as_str().to_owned()).collect();
    let changed: Vec<Option<jiff_sqlx::Timestamp>> =
        parts.iter().map(|(.., at)| at.map(jiff_sqlx::Timestamp::from)).collect();
    let rows = sqlx::query!(
        r#"SELECT part AS "part!", since FROM ops.note_conditions($1, $2, $3)"#,
        &names,
        &conditions,
        &changed as &[Option<jiff_sqlx::Timestamp>],
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.part, row.since.map(|at| at.to_jiff()))).collect())
}

/// How many seconds ago each role gave its last sign.
pub(crate) async fn roles(pool: &PgPool) -> sqlx::Result<Vec<(String, f64)>> {
    let rows =
        sqlx::query!(r#"SELECT role, extract(epoch FROM now() - at)::double precision AS "age!" FROM ops.role_seen"#)
            .fetch_all(pool)
            .await?;
    Ok(rows.into_iter().map(|row| (row.role, row.age)).collect())
}

pub(crate) async fn sign_of_life(pool: &PgPool, roles: &[String]) -> sqlx::Result<()> {
    sqlx::query!("SELECT ops.sign_of_life($1)", roles).execute(pool).await?;
    Ok(())
}
