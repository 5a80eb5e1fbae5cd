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

pub(crate) async fn retry_task(tx: &mut Tx, task: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"SELECT ops.retry_task($1) AS "jobs!""#, task).fetch_one(&mut **tx).await
}

/// The task of the job that is gone now.
pub(crate) async fn drop(tx: &mut Tx, id: i64) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("SELECT ops.drop_job($1) AS task", id).fetch_one(&mut **tx).await
}

/// The version, and how many connections are in use of how many.
pub(crate) async fn postgres(pool: &PgPool) -> sqlx::Result<(String, i64, String)> {
    let row = sqlx::query!(
        r#"SELECT split_part(current_setting('server_version'), ' ', 1) AS "version!",
                  (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS "used!",
                  current_setting('max_connections') AS "most!""#
    )
    .fetch_one(pool)
    .await?;
    Ok((row.version, row.used, row.most))
}
