//! Import jobs: the file, its mapping and where it stands.

use super::word;
use crate::AnimalError;
use jiff_sqlx::Timestamp;
use repti_model::{
    ImportJobId, PersonId, VivariumId,
    exchange::{
        ImportCounts, ImportFormat, ImportJob, ImportOptions, ImportState, ImportSummary, Mapping, RevertReport,
    },
};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the decoded file says about itself.
#[derive(Debug, Clone)]
pub(crate) struct FileFacts {
    pub(crate) format: ImportFormat,
    pub(crate) headers: Vec<String>,
    pub(crate) sample: Vec<Vec<String>>,
    pub(crate) sheets: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) mapping: Mapping,
    pub(crate) rows: u32,
}

/// A file to be kept.
#[derive(Debug)]
pub(crate) struct NewImport<'a> {
    pub(crate) id: ImportJobId,
    pub(crate) vivarium: VivariumId,
    pub(crate) person: PersonId,
    pub(crate) file_name: &'a str,
    pub(crate) bytes: &'a [u8],
    pub(crate) hash: [u8; 32],
    pub(crate) facts: &'a FileFacts,
}

/// Where a job stands, with its row locked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub(crate) state: ImportState,
    pub(crate) reverting: bool,
    pub(crate) version: i32,
}

struct JobRow {
    id: Uuid,
    version: i32,
    file_name: String,
    file_size: i64,
    format: String,
    state: String,
    reverting: bool,
    headers: Vec<String>,
    sample: Value,
    sheets: Vec<String>,
    mapping: Value,
    options: Value,
    notes: Vec<String>,
    counts: Value,
    done: i32,
    total: i32,
    failure: Option<String>,
    revert: Option<Value>,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
    by: Option<String>,
    same_as: Option<Uuid>,
}

pub(crate) async fn insert_import(tx: &mut PgConnection, new: &NewImport<'_>) -> Result<(), AnimalError> {
    let facts = new.facts;
    let counts = ImportCounts { rows: facts.rows, ..ImportCounts::default() };
    sqlx::query!(
        "INSERT INTO animal.import_job (id, vivarium_id, created_by, file_name, file_size, file_hash, file, format, headers,
             sample, sheets, mapping, options, notes, counts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        new.id.0,
        new.vivarium.0,
        new.person.0,
        new.file_name,
        i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
        &new.hash[..],
        new.bytes,
        facts.format.as_str(),
        &facts.headers,
        serde_json::to_value(&facts.sample)?,
        &facts.sheets,
        serde_json::to_value(&facts.mapping)?,
        serde_json::to_value(ImportOptions::default())?,
        &facts.notes,
        serde_json::to_value(counts)?,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes another sheet of the same file. The mapping starts anew.
pub(crate) async fn set_facts(tx: &mut PgConnection, id: ImportJobId, facts: &FileFacts) -> Result<(), AnimalError> {
    let counts = ImportCounts { rows: facts.rows, ..ImportCounts::default() };
    sqlx::query!(
        "UPDATE animal.import_job SET state = 'uploaded', format = $2, headers = $3, sample = $4, sheets = $5, mapping = $6,
             notes = $7, counts = $8, failure = NULL
         WHERE id = $1",
        id.0,
        facts.format.as_str(),
        &facts.headers,
        serde_json::to_value(&facts.sample)?,
        &facts.sheets,
        serde_json::to_value(&facts.mapping)?,
        &facts.notes,
        serde_json::to_value(counts)?,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// One job of the transaction's vivarium.
pub(crate) async fn find_import(tx: &mut PgConnection, id: ImportJobId) -> Result<Option<ImportJob>, AnimalError> {
    sqlx::query_as!(
        JobRow,
        r#"SELECT j.id, j.version, j.file_name, j.file_size, j.format, j.state, j.reverting, j.headers, j.sample, j.sheets,
                  j.mapping, j.options, j.notes, j.counts, j.done, j.total, j.failure, j.revert, j.created_at,
                  j.finished_at, p.display_name AS "by?",
                  (SELECT o.id FROM animal.import_job o
                   WHERE o.vivarium_id = j.vivarium_id AND o.file_hash = j.file_hash AND o.id < j.id
                     AND o.state = 'committed'
                   ORDER BY o.id DESC LIMIT 1) AS same_as
           FROM animal.import_job j LEFT JOIN core.person p ON p.id = j.created_by
           WHERE j.id = $1"#,
        id.0
    )
    .fetch_optional(tx)
    .await?
    .map(JobRow::into_job)
    .transpose()
}

/// The newest jobs before `before`, or the oldest after `after`.
pub(crate) async fn list_imports(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    before: Option<Uuid>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<ImportSummary>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT j.id, j.file_name, j.format, j.state, j.reverting, j.counts, j.created_at, j.finished_at,
                  p.display_name AS "by?"
           FROM animal.import_job j LEFT JOIN core.person p ON p.id = j.created_by
           WHERE j.vivarium_id = $1 AND ($2::uuid IS NULL OR j.id < $2) AND ($3::uuid IS NULL OR j.id > $3)
           ORDER BY CASE WHEN $3::uuid IS NULL THEN j.id END DESC, j.id
           LIMIT $4"#,
        vivarium.0,
        before,
        after,
        limit
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let finished_at: Option<Timestamp> = row.finished_at;
            Ok(ImportSummary {
                id: row.id.into(),
                file_name: row.file_name,
                format: word(&row.format)?,
                state: word(&row.state)?,
                reverting: row.reverting,
                counts: serde_json::from_value(row.counts)?,
                by: row.by,
                created_at: row.created_at.to_jiff(),
                finished_at: finished_at.map(Timestamp::to_jiff),
            })
        })
        .collect()
}

/// Where a job stands. Its row stays locked until the transaction ends.
pub(crate) async fn lock_import(tx: &mut PgConnection, id: ImportJobId) -> Result<Option<Standing>, AnimalError> {
    let row = sqlx::query!("SELECT state, reverting, version FROM animal.import_job WHERE id = $1 FOR UPDATE", id.0)
        .fetch_optional(tx)
        .await?;
    row.map(|row| Ok(Standing { state: word(&row.state)?, reverting: row.reverting, version: row.version })).transpose()
}

/// The bytes, while they are kept.
pub(crate) async fn find_file(tx: &mut PgConnection, id: ImportJobId) -> Result<Option<Vec<u8>>, AnimalError> {
    let file = sqlx::query_scalar!("SELECT file FROM animal.import_job WHERE id = $1", id.0).fetch_optional(tx).await?;
    Ok(file.flatten())
}

pub(crate) async fn set_mapping(
    tx: &mut PgConnection,
    id: ImportJobId,
    mapping: &Mapping,
    options: &ImportOptions,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_job SET state = 'mapped', mapping = $2, options = $3 WHERE id = $1",
        id.0,
        serde_json::to_value(mapping)?,
        serde_json::to_value(options)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn set_previewed(
    tx: &mut PgConnection,
    id: ImportJobId,
    counts: &ImportCounts,
    notes: &[String],
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_job SET state = 'previewed', counts = $2, notes = $3 WHERE id = $1",
        id.0,
        serde_json::to_value(counts)?,
        notes
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Starts the import; `total` steps lie ahead.
pub(crate) async fn set_committing(tx: &mut PgConnection, id: ImportJobId) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_job SET state = 'committing', failure = NULL, attempts = 0, total = done + (
             SELECT count(*) FILTER (WHERE r.state IN ('create', 'update')) + count(r.parents)
             FROM animal.import_row r WHERE r.job_id = $1)::int
         WHERE id = $1",
        id.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn add_done(tx: &mut PgConnection, id: ImportJobId, steps: i32) -> Result<(), AnimalError> {
    sqlx::query!("UPDATE animal.import_job SET done = done + $2 WHERE id = $1", id.0, steps).execute(tx).await?;
    Ok(())
}

/// Counts a start of the job; answers how many there were.
pub(crate) async fn add_attempt(tx: &mut PgConnection, id: ImportJobId) -> Result<i32, AnimalError> {
    Ok(sqlx::query_scalar!(
        "UPDATE animal.import_job SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts",
        id.0
    )
    .fetch_one(tx)
    .await?)
}

/// Everything is written: the bytes go, what was done stays.
pub(crate) async fn set_committed(tx: &mut PgConnection, id: ImportJobId) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_job SET state = 'committed', file = NULL, done = total, finished_at = now(),
             counts = counts || (SELECT jsonb_build_object(
                 'create', count(*) FILTER (WHERE r.state = 'created' AND r.line > 0),
                 'externals', count(*) FILTER (WHERE r.state = 'created' AND r.line < 0),
                 'update', count(*) FILTER (WHERE r.state = 'updated'),
                 'skip', count(*) FILTER (WHERE r.state IN ('skip', 'skipped') AND r.line > 0),
                 'conflicts', count(*) FILTER (WHERE r.conflicted),
                 'open_parents', count(*) FILTER (WHERE r.open_sire) + count(*) FILTER (WHERE r.open_dam),
                 'links', (SELECT count(*) FROM animal.parent_link l WHERE l.import_job_id = $1))
                 FROM animal.import_row r WHERE r.job_id = $1)
         WHERE id = $1",
        id.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn set_failed(tx: &mut PgConnection, id: ImportJobId, why: &str) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_job SET state = CASE WHEN reverting THEN state ELSE 'failed' END, reverting = false,
             failure = left($2, 500)
         WHERE id = $1",
        id.0,
        why
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Starts the revert.
pub(crate) async fn set_reverting(tx: &mut PgConnection, id: ImportJobId) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_job SET reverting = true, failure = NULL, attempts = 0, done = 0, total = (
             SELECT count(*) FROM animal.import_row r WHERE r.job_id = $1 AND r.state IN ('created', 'updated'))
         WHERE id = $1",
        id.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn set_reverted(
    tx: &mut PgConnection,
    id: ImportJobId,
    report: &RevertReport,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_job SET state = 'reverted', reverting = false, done = total, revert = $2, finished_at = now()
         WHERE id = $1",
        id.0,
        serde_json::to_value(report)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Throws away a job that has written nothing.
pub(crate) async fn delete_import(tx: &mut PgConnection, id: ImportJobId) -> Result<(), AnimalError> {
    sqlx::query!("DELETE FROM animal.import_job WHERE id = $1", id.0).execute(tx).await?;
    Ok(())
}

/// Throws away uploads that nobody went on with for a week; answers how many are left.
pub(crate) async fn sweep_open(tx: &mut PgConnection, vivarium: VivariumId) -> Result<i64, AnimalError> {
    sqlx::query!(
        "DELETE FROM animal.import_job WHERE vivarium_id = $1 AND state IN ('uploaded', 'mapped', 'previewed')
             AND updated_at < now() - interval '7 days'",
        vivarium.0
    )
    .execute(&mut *tx)
    .await?;
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM animal.import_job
           WHERE vivarium_id = $1 AND state IN ('uploaded', 'mapped', 'previewed')"#,
        vivarium.0
    )
    .fetch_one(tx)
    .await?)
}

impl JobRow {
    fn into_job(self) -> Result<ImportJob, AnimalError> {
        let steps = |count: i32| u32::try_from(count).unwrap_or_default();
        Ok(ImportJob {
            summary: ImportSummary {
                id: self.id.into(),
                file_name: self.file_name,
                format: word(&self.format)?,
                state: word(&self.state)?,
                reverting: self.reverting,
                counts: serde_json::from_value(self.counts)?,
                by: self.by,
                created_at: self.created_at.to_jiff(),
                finished_at: self.finished_at.map(Timestamp::to_jiff),
            },
            version: self.version,
            size: self.file_size,
            headers: self.headers,
            sample: serde_json::from_value(self.sample)?,
            mapping: serde_json::from_value(self.mapping)?,
            options: serde_json::from_value(self.options)?,
            notes: self.notes,
            sheets: self.sheets,
            done: steps(self.done),
            total: steps(self.total),
            failure: self.failure,
            same_as: self.same_as.map(ImportJobId),
            revert: self.revert.map(serde_json::from_value).transpose()?,
        })
    }
}

/// The system that the file comes from.
pub(crate) async fn source_of(tx: &mut PgConnection, id: ImportJobId) -> Result<String, AnimalError> {
    let format = sqlx::query_scalar!("SELECT format FROM animal.import_job WHERE id = $1", id.0).fetch_one(tx).await?;
    Ok(word::<ImportFormat>(&format)?.source().to_owned())
}

/// What the vivarium calls itself.
pub(crate) async fn vivarium_name(tx: &mut PgConnection, id: VivariumId) -> Result<String, AnimalError> {
    Ok(sqlx::query_scalar!("SELECT name FROM core.vivarium WHERE id = $1", id.0).fetch_one(tx).await?)
}
