//! New animals: first those with a code of their own, so that no given code is taken by the template before them.

use std::collections::BTreeMap;

use repti_db::{Tx, figures::happened};
use repti_model::{
    exchange::{IssueCode, RowIssue, TargetField},
    registry::AnimalKind,
};

use super::ImportRun;
use crate::{Animals, Result, codes::CodePattern, genes::keep_genes, store};

/// Animals written by one transaction.
const BATCH: i64 = 1_000;

impl Animals {
    pub(super) async fn create_rows(&self, run: &ImportRun) -> Result<()> {
        let taken = RowIssue::conflict(
            TargetField::Code,
            IssueCode::TakenMeanwhile,
            "While the import ran, another animal took this id. The row was skipped.",
        );
        let taken = serde_json::to_value([taken])?;
        loop {
            let Some(mut tx) = self.batch(run).await? else { return Ok(()) };
            let source = store::import::source_of(&mut tx, run.job).await?;
            let write = store::import_write::create_batch;
            let mut made = write(&mut tx, run.job, run.vivarium, Some(run.person), &source, &taken, BATCH).await?;
            if made.created + made.skipped == 0 {
                if !self.give_codes(&mut tx, run).await? {
                    return Ok(());
                }
                made = write(&mut tx, run.job, run.vivarium, Some(run.person), &source, &taken, BATCH).await?;
            }
            keep_genes(&mut tx, run.vivarium, &made.ids).await?;
            let steps = i32::try_from(made.created + made.skipped).unwrap_or(i32::MAX);
            store::import::add_done(&mut tx, run.job, steps).await?;
            tx.commit().await?;
            happened("animal_imported", usize::try_from(made.created).unwrap_or_default());
        }
    }

    /// Gives the next rows without a code one each; `false` when there are none.
    async fn give_codes(&self, tx: &mut Tx, run: &ImportRun) -> Result<bool> {
        let rows = store::import_write::list_codeless(tx, run.job, BATCH).await?;
        if rows.is_empty() {
            return Ok(false);
        }
        let taxa = self.taxa().await?;
        let template = store::code::get_template(tx, run.vivarium).await?;
        let today = jiff::Zoned::now().date();
        let mut wanted: BTreeMap<(String, String), Vec<i32>> = BTreeMap::new();
        for row in rows {
            wanted.entry((row.kind, row.taxon)).or_default().push(row.line);
        }
        for ((kind, taxon), lines) in wanted {
            let prefix = taxa.iter().find(|known| known.slug == taxon).map_or("A", |taxon| taxon.code_prefix.as_str());
            let pattern = match kind.parse::<AnimalKind>()? {
                AnimalKind::Held => CodePattern::new(&template, prefix, today),
                AnimalKind::External => CodePattern::fixed("EXT"),
                AnimalKind::Placeholder => CodePattern::fixed("PH"),
            };
            let codes = store::import_write::take_codes(tx, run.vivarium, &pattern, lines.len()).await?;
            store::import_write::set_codes(tx, run.job, &lines, &codes).await?;
        }
        Ok(true)
    }
}
