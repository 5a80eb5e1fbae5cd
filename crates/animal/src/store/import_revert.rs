//! Taking an import back. What may be deleted is decided by functions of the database's owner.

use crate::AnimalError;
use repti_model::{ImportJobId, exchange::RowState};
use sqlx::PgConnection;

/// Marks the animals that must stay, for somebody has worked with them since.
pub(crate) async fn keep_touched(tx: &mut PgConnection, job: ImportJobId) -> Result<i64, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT animal.import_keep_touched($1) AS "kept!""#, job.0).fetch_one(tx).await?)
}

/// Removes some of the others; 0 when none is left.
pub(crate) async fn remove_some(tx: &mut PgConnection, job: ImportJobId, most: i32) -> Result<i32, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT animal.import_remove($1, $2) AS "settled!""#, job.0, most).fetch_one(tx).await?)
}

/// The links that the import made and that stand.
pub(crate) async fn count_links(tx: &mut PgConnection, job: ImportJobId) -> Result<i64, AnimalError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM animal.parent_link WHERE import_job_id = $1 AND retracted_at IS NULL"#,
        job.0
    )
    .fetch_one(tx)
    .await?)
}

/// Some of the animals that stayed, by what they are called.
pub(crate) async fn list_kept(tx: &mut PgConnection, job: ImportJobId, limit: i64) -> Result<Vec<String>, AnimalError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT CASE WHEN label = code OR code = '' THEN label ELSE label || ' (' || code || ')' END AS "label!"
           FROM animal.import_row WHERE job_id = $1 AND state = 'kept' ORDER BY line LIMIT $2"#,
        job.0,
        limit
    )
    .fetch_all(tx)
    .await?)
}

/// Settles one row.
pub(crate) async fn set_row_state(
    tx: &mut PgConnection,
    job: ImportJobId,
    line: i32,
    state: RowState,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_row SET state = $3 WHERE job_id = $1 AND line = $2",
        job.0,
        line,
        state.as_str()
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Whether nobody has changed a row's animal since the import did.
pub(crate) async fn is_untouched(tx: &mut PgConnection, job: ImportJobId, line: i32) -> Result<bool, AnimalError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM animal.import_row r JOIN animal.animal a ON a.id = r.animal_id
                          WHERE r.job_id = $1 AND r.line = $2 AND a.version = r.animal_version) AS "untouched!""#,
        job.0,
        line
    )
    .fetch_one(tx)
    .await?)
}

/// What became of the rows.
pub(crate) struct Settled {
    pub(crate) removed: i64,
    pub(crate) restored: i64,
    pub(crate) kept: i64,
    /// Links that the import had made.
    pub(crate) links: u32,
}

pub(crate) async fn count_settled(tx: &mut PgConnection, job: ImportJobId) -> Result<Settled, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE r.state = 'reverted' AND r.before IS NULL) AS "removed!",
                  count(*) FILTER (WHERE r.state = 'reverted' AND r.before IS NOT NULL) AS "restored!",
                  count(*) FILTER (WHERE r.state = 'kept') AS "kept!",
                  (SELECT (j.counts ->> 'links')::int FROM animal.import_job j WHERE j.id = $1) AS links
           FROM animal.import_row r WHERE r.job_id = $1"#,
        job.0
    )
    .fetch_one(tx)
    .await?;
    let links = row.links.and_then(|links| u32::try_from(links).ok()).unwrap_or_default();
    Ok(Settled { removed: row.removed, restored: row.restored, kept: row.kept, links })
}
