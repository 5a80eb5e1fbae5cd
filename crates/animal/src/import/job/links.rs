//! The second pass: parents. Each link is checked once more against the registry as it is now.

use std::collections::{HashMap, HashSet};

use repti_db::Tx;
use repti_genetics::lineage::{Finding, Subject, TaxonRules, check_parent};
use repti_model::{
    TaxonId,
    animal::ParentSide,
    exchange::{IssueCode, RowIssue, TargetField},
};
use sqlx::Acquire;
use uuid::Uuid;

use super::ImportRun;
use crate::{
    AnimalError, Animals, Result,
    store::{
        self,
        change::NewChange,
        import_row::RowParent,
        import_write::{LinkRow, NewDoubt, NewImportLink},
    },
};

/// Rows linked by one transaction: all writers of lineage wait for it.
const BATCH: i64 = 250;

/// What a batch writes.
#[derive(Default)]
struct Harvest {
    links: Vec<NewImportLink>,
    doubts: Vec<NewDoubt>,
    changes: Vec<NewChange>,
    /// Line of each link, for what the database's fence refuses.
    lines: Vec<(i32, ParentSide)>,
    issues: Vec<(i32, RowIssue)>,
}

impl Animals {
    pub(super) async fn link_rows(&self, run: &ImportRun) -> Result<()> {
        let mut rules: HashMap<TaxonId, TaxonRules> = HashMap::new();
        let taxa = self.taxa().await?;
        let mut tx = self.begin_import(run).await?;
        for taxon in taxa.iter() {
            rules.insert(taxon.id, self.rules(&mut tx, taxon.id).await?);
        }
        drop(tx);
        let mut batches = 0_u32;
        loop {
            // After one batch the tables are no longer empty to the planner; a transaction of its own, so that nobody waits for it.
            if batches == 1 {
                let mut tx = self.begin_import(run).await?;
                store::import_write::refresh_statistics(&mut tx).await?;
                tx.commit().await?;
            }
            batches += 1;
            // First the lock of all lineage, then rows: the same order everywhere.
            let mut tx = self.begin_import(run).await?;
            store::link::lock_lineage(&mut tx).await?;
            let standing =
                store::import::lock_import(&mut tx, run.job).await?.ok_or(AnimalError::NotFound("import"))?;
            if !super::is_due(run.task, standing.state, standing.reverting) {
                return Ok(());
            }
            let rows = store::import_write::list_unlinked(&mut tx, run.job, BATCH).await?;
            if rows.is_empty() {
                return Ok(());
            }
            let harvest = harvest(&mut tx, &rows, &rules).await?;
            write(&mut tx, run, &harvest).await?;
            let lines: Vec<i32> = rows.iter().map(|row| row.line).collect();
            store::import_write::set_linked(&mut tx, run.job, &lines).await?;
            store::import::add_done(&mut tx, run.job, i32::try_from(lines.len()).unwrap_or(i32::MAX)).await?;
            tx.commit().await?;
        }
    }
}

/// Judges the links of a batch.
async fn harvest(tx: &mut Tx, rows: &[LinkRow], rules: &HashMap<TaxonId, TaxonRules>) -> Result<Harvest> {
    let children: Vec<Uuid> = rows.iter().map(|row| row.child).collect();
    let mut ids = children.clone();
    ids.extend(rows.iter().flat_map(|row| row.parents.iter().map(|parent| parent.parent)));
    let people = store::import_write::list_subjects(tx, &ids, rules).await?;
    let taken = store::import_write::list_sides(tx, &children).await?;
    let mut harvest = Harvest::default();
    for row in rows {
        let Some((child, version)) = people.get(&row.child) else { continue };
        for parent in &row.parents {
            judge(&mut harvest, row, parent, child, *version, &people, &taken);
        }
    }
    Ok(harvest)
}

fn judge(
    harvest: &mut Harvest,
    row: &LinkRow,
    named: &RowParent,
    child: &Subject,
    version: i32,
    people: &HashMap<Uuid, (Subject, i32)>,
    taken: &HashSet<(Uuid, ParentSide)>,
) {
    let mut refuse = |code, message: String| harvest.issues.push((row.line, issue(named.side, code, &message)));
    if taken.contains(&(row.child, named.side)) {
        let message = format!("{} has a {} on record already. The file's was not linked.", child.label, named.side);
        return refuse(IssueCode::ParentAlready, message);
    }
    let Some((parent, _)) = people.get(&named.parent) else {
        let message =
            format!("{} was not imported, so it could not be linked.", crate::import::values::shown(&named.text));
        return refuse(IssueCode::ParentNotImported, message);
    };
    let findings = check_parent(child, parent, named.side);
    if let Some(refusal) = findings.iter().find(|finding| finding.is_refusal()) {
        return refuse(IssueCode::ParentDoubtful, refusal.message.clone());
    }
    let id = Uuid::now_v7();
    let doubt = |finding: Finding| NewDoubt {
        link_id: id,
        child_id: row.child,
        code: finding.code.as_str(),
        message: finding.message,
    };
    harvest.doubts.extend(findings.into_iter().map(doubt));
    let chance = if named.of == 1 { "1/1".to_owned() } else { format!("1/{}", named.of) };
    harvest.changes.push(NewChange {
        animal: row.child.into(),
        version,
        field: named.side.as_str().to_owned(),
        old: serde_json::Value::Null,
        new: serde_json::json!({ "parent": parent.label, "id": named.parent, "basis": "declared", "chance": chance }),
    });
    harvest.links.push(NewImportLink {
        id,
        child_id: row.child,
        parent_id: named.parent,
        side: named.side,
        chance_denominator: named.of,
    });
    harvest.lines.push((row.line, named.side));
}

fn issue(side: ParentSide, code: IssueCode, message: &str) -> RowIssue {
    let field = match side {
        ParentSide::Sire => TargetField::Sire,
        ParentSide::Dam => TargetField::Dam,
    };
    RowIssue::conflict(field, code, format!("{}: {message}", field.label()))
}

/// Writes a batch at once; where the database refuses one of its links, one by one.
async fn write(tx: &mut Tx, run: &ImportRun, harvest: &Harvest) -> Result<()> {
    if !harvest.links.is_empty() {
        let all = (0..harvest.links.len()).collect::<Vec<_>>();
        if !try_write(tx, run, harvest, &all).await? {
            for one in all {
                if !try_write(tx, run, harvest, &[one]).await? {
                    let (line, side) = harvest.lines[one];
                    let message = "The registry refused this link: it would make an animal its own ancestor, or the parent is no longer there.";
                    let issue = issue(side, IssueCode::ParentLoop, message);
                    store::import_row::add_issue(tx, run.job, line, &issue, None).await?;
                }
            }
        }
    }
    for (line, issue) in &harvest.issues {
        store::import_row::add_issue(tx, run.job, *line, issue, None).await?;
    }
    Ok(())
}

/// Writes some links of a batch within a savepoint; `false` when the database refused them.
async fn try_write(tx: &mut Tx, run: &ImportRun, harvest: &Harvest, which: &[usize]) -> Result<bool> {
    let links: Vec<NewImportLink> = which.iter().map(|at| harvest.links[*at].clone()).collect();
    let ids: HashSet<Uuid> = links.iter().map(|link| link.id).collect();
    let doubts: Vec<NewDoubt> = harvest.doubts.iter().filter(|doubt| ids.contains(&doubt.link_id)).cloned().collect();
    let changes: Vec<NewChange> = which.iter().map(|at| harvest.changes[*at].clone()).collect();
    let mut point = tx.begin().await?;
    let person = Some(run.person);
    match store::import_write::insert_links(&mut point, run.job, run.vivarium, person, &links, &doubts).await {
        Ok(()) => {}
        Err(error @ (AnimalError::Busy | AnimalError::Db(repti_db::DbError::Unavailable(_)))) => return Err(error),
        Err(_) => {
            point.rollback().await?;
            return Ok(false);
        }
    }
    store::change::insert_changes(&mut point, run.vivarium, person, Some(run.job.0), &changes).await?;
    point.commit().await?;
    Ok(true)
}
