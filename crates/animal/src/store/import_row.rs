//! Rows of imports: written by the preview, read by pages, settled by the commit.

use super::word;
use crate::AnimalError;
use repti_model::{
    AnimalId, ImportJobId, VivariumId,
    animal::ParentSide,
    exchange::{ImportRow, RowFilter, RowIssue, RowState},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

/// A row as the preview writes it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewRow {
    pub(crate) line: i32,
    pub(crate) state: RowState,
    pub(crate) label: String,
    pub(crate) code: String,
    pub(crate) taxon: String,
    pub(crate) external_id: String,
    pub(crate) reading: String,
    pub(crate) record: Option<Value>,
    pub(crate) parents: Option<Vec<RowParent>>,
    pub(crate) issues: Vec<RowIssue>,
    pub(crate) warned: bool,
    pub(crate) conflicted: bool,
    pub(crate) raw: Option<Value>,
    pub(crate) animal_id: Option<Uuid>,
    pub(crate) open_sire: bool,
    pub(crate) open_dam: bool,
}

/// A parent that a row is to get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RowParent {
    pub(crate) side: ParentSide,
    pub(crate) parent: Uuid,
    /// As written.
    pub(crate) text: String,
    /// How many candidates share the side.
    pub(crate) of: i32,
}

/// Forgets an earlier preview.
pub(crate) async fn delete_rows(tx: &mut PgConnection, job: ImportJobId) -> Result<(), AnimalError> {
    sqlx::query!("DELETE FROM animal.import_row WHERE job_id = $1", job.0).execute(tx).await?;
    Ok(())
}

pub(crate) async fn insert_rows(
    tx: &mut PgConnection,
    job: ImportJobId,
    vivarium: VivariumId,
    rows: &[NewRow],
) -> Result<(), AnimalError> {
    sqlx::query!(
        "INSERT INTO animal.import_row (job_id, vivarium_id, line, state, label, code, taxon, external_id, reading, record,
             parents, issues, warned, conflicted, raw, animal_id, open_sire, open_dam)
         SELECT $1, $2, r.line, r.state, r.label, r.code, r.taxon, r.external_id, r.reading, nullif(r.record, 'null'),
             nullif(r.parents, 'null'), r.issues, r.warned, r.conflicted, nullif(r.raw, 'null'), r.animal_id, r.open_sire,
             r.open_dam
         FROM jsonb_to_recordset($3) AS r (line int, state text, label text, code text, taxon text, external_id text,
             reading text, record jsonb, parents jsonb, issues jsonb, warned boolean, conflicted boolean, raw jsonb, animal_id uuid,
             open_sire boolean, open_dam boolean)",
        job.0,
        vivarium.0,
        serde_json::to_value(rows)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Rows for the screen from a line on, errors and all.
pub(crate) async fn list_rows(
    tx: &mut PgConnection,
    job: ImportJobId,
    filter: RowFilter,
    after: Option<i32>,
    before: Option<i32>,
    limit: i64,
) -> Result<Vec<ImportRow>, AnimalError> {
    let mut query: QueryBuilder<Postgres> = QueryBuilder::new(
        "SELECT line, state, label, code, taxon, reading, issues, animal_id FROM animal.import_row WHERE job_id = ",
    );
    query.push_bind(job.0);
    query.push(match filter {
        RowFilter::All => "",
        RowFilter::Errors => " AND state = 'error'",
        RowFilter::Conflicts => " AND conflicted",
        RowFilter::Warnings => " AND warned",
        RowFilter::New => " AND state IN ('create', 'created')",
        RowFilter::Existing => " AND state IN ('skip', 'skipped', 'update', 'updated')",
    });
    // The rows of the file first, then the ancestors that it only names: below zero, counted downwards.
    if let Some(after) = after {
        query.push(" AND (line <= 0, abs(line)) > (").push_bind(after <= 0).push(", ").push_bind(after.abs()).push(")");
    }
    if let Some(before) = before {
        query
            .push(" AND (line <= 0, abs(line)) < (")
            .push_bind(before <= 0)
            .push(", ")
            .push_bind(before.abs())
            .push(")");
    }
    let order = if before.is_some() { " DESC" } else { "" };
    query.push(" ORDER BY (line <= 0)").push(order).push(", abs(line)").push(order).push(" LIMIT ").push_bind(limit);
    let rows: Vec<(i32, String, String, String, String, String, Value, Option<Uuid>)> =
        query.build_query_as().fetch_all(tx).await?;
    rows.into_iter()
        .map(|(line, state, label, code, taxon, reading, issues, animal_id)| {
            let state: RowState = word(&state)?;
            Ok(ImportRow {
                line,
                state,
                label,
                code,
                taxon,
                reading,
                issues: serde_json::from_value(issues)?,
                // Until it is written there is nothing to open.
                animal_id: animal_id
                    .filter(|_| !matches!(state, RowState::Create | RowState::Error | RowState::Reverted))
                    .map(AnimalId),
            })
        })
        .collect()
}

/// Adds an issue to a row, and settles its state if one is given.
pub(crate) async fn add_issue(
    tx: &mut PgConnection,
    job: ImportJobId,
    line: i32,
    issue: &RowIssue,
    state: Option<RowState>,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_row SET issues = issues || $3, conflicted = conflicted OR $4, state = coalesce($5, state)
         WHERE job_id = $1 AND line = $2",
        job.0,
        line,
        serde_json::to_value([issue])?,
        issue.severity >= repti_model::exchange::Severity::Conflict,
        state.map(RowState::as_str)
    )
    .execute(tx)
    .await?;
    Ok(())
}
