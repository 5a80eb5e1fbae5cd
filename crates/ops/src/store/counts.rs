//! Counts across vivariums, through a function that gives out nothing else.

use sqlx::PgPool;

pub(crate) async fn house(pool: &PgPool) -> sqlx::Result<Vec<(String, i64)>> {
    let rows =
        sqlx::query!(r#"SELECT what AS "what!", count AS "count!" FROM ops.house_counts()"#).fetch_all(pool).await?;
    Ok(rows.into_iter().map(|row| (row.what, row.count)).collect())
}
