//! Taking an import back: what it made and nobody has touched since is removed, what it changed is set back; the rest stays and is told.

use repti_model::{
    AnimalId,
    exchange::{RevertReport, RowState},
    registry::AnimalFields,
};

use super::ImportRun;
use crate::{Animals, Result, store};

/// Animals removed by one transaction.
const BATCH: i32 = 500;
/// Animals set back by one transaction.
const RESTORE_BATCH: i64 = 200;
/// Kept animals that the report names.
const EXAMPLES: i64 = 20;

impl Animals {
    pub(super) async fn revert_rows(&self, run: &ImportRun) -> Result<()> {
        if let Some(mut tx) = self.batch(run).await? {
            store::import_revert::keep_touched(&mut tx, run.job).await?;
            tx.commit().await?;
        }
        loop {
            let Some(mut tx) = self.batch(run).await? else { return Ok(()) };
            let settled = store::import_revert::remove_some(&mut tx, run.job, BATCH).await?;
            store::import::add_done(&mut tx, run.job, settled).await?;
            tx.commit().await?;
            if settled == 0 {
                break;
            }
        }
        self.restore_rows(run).await?;
        let Some(mut tx) = self.batch(run).await? else { return Ok(()) };
        let report = report(&mut tx, run).await?;
        store::import::set_reverted(&mut tx, run.job, &report).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sets changed animals back to what they were, unless somebody has changed them since.
    async fn restore_rows(&self, run: &ImportRun) -> Result<()> {
        loop {
            let Some(mut tx) = self.batch(run).await? else { return Ok(()) };
            let rows = store::import_write::list_updates(&mut tx, run.job, "updated", RESTORE_BATCH).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in &rows {
                let id = AnimalId(row.animal_id);
                let untouched = store::import_revert::is_untouched(&mut tx, run.job, row.line).await?;
                let before = store::animal::find_animal(&mut tx, id).await?.filter(|_| untouched);
                let fields: Option<AnimalFields> = serde_json::from_value(row.record.clone()).ok();
                let mut state = RowState::Kept;
                if let (Some(before), Some(fields)) = (before, fields)
                    && self.write_fields(&mut tx, run, id, &before, &fields).await.is_ok()
                {
                    state = RowState::Reverted;
                }
                store::import_revert::set_row_state(&mut tx, run.job, row.line, state).await?;
            }
            store::import::add_done(&mut tx, run.job, i32::try_from(rows.len()).unwrap_or(i32::MAX)).await?;
            tx.commit().await?;
        }
    }
}

async fn report(tx: &mut repti_db::Tx, run: &ImportRun) -> Result<RevertReport> {
    let counts = store::import_revert::count_settled(tx, run.job).await?;
    let left = store::import_revert::count_links(tx, run.job).await?;
    let steps = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(RevertReport {
        removed: steps(counts.removed),
        restored: steps(counts.restored),
        links: counts.links.saturating_sub(steps(left)),
        kept: steps(counts.kept),
        kept_examples: store::import_revert::list_kept(tx, run.job, EXAMPLES).await?,
    })
}
