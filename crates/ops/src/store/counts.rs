//! Counts across vivariums, through a function that gives out nothing else.

use repti_model::{VivariumId, staff::AnimalCounts};
use sqlx::PgPool;

pub(crate) async fn house(pool: &PgPool) -> sqlx::Result<Vec<(String, i64)>> {
    let rows =
        sqlx::query!(r#"SELECT what AS "what!", count AS "count!" FROM ops.house_counts()"#).fetch_all(pool).await?;
    Ok(rows.into_iter().map(|row| (row.what, row.count)).collect())
}

pub(crate) async fn animals_of(pool: &PgPool, id: VivariumId) -> sqlx::Result<AnimalCounts> {
    sqlx::query_as!(
        AnimalCounts,
        r#"SELECT animals AS "animals!", public_animals AS "public!", archived AS "archived!" FROM ops.vivarium_animals($1)"#,
        id.0,
    )
    .fetch_one(pool)
    .await
}
