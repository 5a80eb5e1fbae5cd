//! The job queue, through functions that show counts and errors but no payload.

use repti_db::Tx;
use repti_model::embed::{FailedJob, JobCount};
use sqlx::PgPool;

pub(crate) async fn counts(pool: &PgPool) -> sqlx::Result<Vec<JobCount>> {
    sqlx::query_as!(
        JobCount,
        r#"SELECT task AS "task!", waiting AS "waiting!", running AS "running!", retrying AS "retrying!", failed AS "failed!",
                  oldest_seconds AS "oldest_seconds!" FROM ops.job_counts()"#,
    )
    .fetch_all(pool)
    .await
}

pub(crate) async fn failed(pool: &PgPool, before: Option<i64>, limit: i32) -> sqlx::Result<Vec<FailedJob>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", task AS "task!", attempts AS "attempts!", last_error AS "last_error!", created_at AS "created_at!",
                  failed_at AS "failed_at!" FROM ops.failed_jobs($1, $2)"#,
        before,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FailedJob {
            id: row.id,
            task: row.task,
            attempts: row.attempts,
            last_error: row.last_error,
            created_at: row.created_at.to_jiff(),
            failed_at: row.failed_at.to_jiff(),
        })
        .collect())
}

pub(crate) async fn retry(tx: &mut Tx, id: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"SELECT ops.retry_job($1) AS "found!""#, id).fetch_one(&mut **tx).await
}

pub(crate) async fn ping(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query_scalar!("SELECT 1").fetch_one(pool).await?;
    Ok(())
}
