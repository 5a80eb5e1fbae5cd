//! Animals that are here already and that the person wants changed: through the same checks as a save by hand.

use repti_model::{
    AnimalId, Problem,
    exchange::{IssueCode, RowIssue, RowState},
};

use super::ImportRun;
use crate::{
    AnimalError, Animals, Result,
    genes::keep_genes,
    import::{plan::ImportedAnimal, record::updated},
    registry::bears_on_genes,
    store::{self, change::NewChange, import_write::UpdateRow},
};

/// Animals changed by one transaction.
const BATCH: i64 = 200;

impl Animals {
    pub(super) async fn update_rows(&self, run: &ImportRun) -> Result<()> {
        loop {
            let Some(mut tx) = self.batch(run).await? else { return Ok(()) };
            let rows = store::import_write::list_updates(&mut tx, run.job, "update", BATCH).await?;
            if rows.is_empty() {
                return Ok(());
            }
            let own_name = store::import::vivarium_name(&mut tx, run.vivarium).await?;
            for row in &rows {
                match self.update_row(&mut tx, run, row, &own_name).await {
                    Ok(()) => {}
                    Err(error @ (AnimalError::Db(_) | AnimalError::Busy)) => return Err(error),
                    Err(error) => {
                        let problem = Problem::from(error);
                        let message = format!("The animal was left as it is: {}", problem.detail);
                        let issue = RowIssue::conflict(None, IssueCode::ColumnsDisagree, message);
                        store::import_row::add_issue(&mut tx, run.job, row.line, &issue, Some(RowState::Skipped))
                            .await?;
                    }
                }
            }
            store::import::add_done(&mut tx, run.job, i32::try_from(rows.len()).unwrap_or(i32::MAX)).await?;
            tx.commit().await?;
        }
    }

    async fn update_row(&self, tx: &mut repti_db::Tx, run: &ImportRun, row: &UpdateRow, own_name: &str) -> Result<()> {
        let id = AnimalId(row.animal_id);
        let missing = || AnimalError::NotFound("animal");
        if !store::animal::lock_animal(tx, id).await? {
            return Err(missing());
        }
        let before = store::animal::find_animal(tx, id).await?.ok_or_else(missing)?;
        let imported: ImportedAnimal = serde_json::from_value(row.record.clone())?;
        let mut after = updated(&before.fields, &imported, own_name);
        after.trim();
        after.validate()?;
        let version = self.write_fields(tx, run, id, &before, &after).await?;
        store::import_write::set_updated(tx, run.job, row.line, &serde_json::to_value(&before.fields)?, version).await
    }

    /// Writes an animal's fields with their history, and gives its version.
    pub(super) async fn write_fields(
        &self,
        tx: &mut repti_db::Tx,
        run: &ImportRun,
        id: AnimalId,
        before: &repti_model::registry::AnimalDetail,
        after: &repti_model::registry::AnimalFields,
    ) -> Result<i32> {
        let changed = before.fields.differing(after);
        if changed.is_empty() {
            return Ok(before.version);
        }
        self.recheck(tx, id, after).await?;
        let version = store::animal::update_animal(tx, id, after).await?;
        if bears_on_genes(&before.fields, after) {
            keep_genes(tx, run.vivarium, &[id.0]).await?;
        }
        let changes: Vec<NewChange> =
            changed.into_iter().map(|(field, old, new)| NewChange { animal: id, version, field, old, new }).collect();
        store::change::insert_changes(tx, run.vivarium, Some(run.person), Some(run.job.0), &changes).await?;
        Ok(version)
    }
}
