//! The dry run: the plan for the whole file, kept row by row.

use std::collections::HashMap;

use repti_model::{
    Action, Actor, ImportJobId,
    animal::ParentSide,
    exchange::{ImportJob, ImportState, RowState, Severity},
    registry::AnimalKind,
};
use serde_json::Value;
use uuid::Uuid;

use super::{check_mapping, conflict, find, heavy, lock_unchanged};
use crate::{
    Animals, Result,
    import::{
        plan::{Action as Planned, ExternalAncestor, ParentTarget, Plan, PlanInput, PlannedRow, plan},
        record::{NewRecord, reading},
        table::{Table, clip},
        values::taxon::TaxonIndex,
    },
    store::{
        self,
        import_row::{NewRow, RowParent},
    },
};

/// Rows written by one statement.
const CHUNK: usize = 2_000;
/// Characters of a row's name on the screen.
const LABEL_CHARS: usize = 120;

impl Animals {
    /// Plans the import against the registry as it stands, and keeps the plan for the preview. Writes nothing else.
    ///
    /// # Errors
    /// A mapping that can't be used, an import that has begun, or no such import in the actor's vivarium.
    pub async fn preview_import(&self, actor: &Actor, id: ImportJobId) -> Result<ImportJob> {
        let vivarium = actor.require(Action::ArchiveImportExport)?;
        let (bytes, standing) = self.open_file(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let job = find(&mut tx, id).await?;
        if job.summary.state == ImportState::Uploaded {
            // The suggested mapping may be good enough; it has to be usable at least.
            check_mapping(&job.mapping, &job.headers, &job.options)?;
        }
        let registry = store::import_snapshot::registry(&mut tx, vivarium.id).await?;
        let own_name = vivarium.name.clone();
        drop(tx);

        let taxa = TaxonIndex::new(&self.taxa().await?);
        let today = jiff::Zoned::now().date();
        let (mapping, options, format) = (job.mapping, job.options, job.summary.format);
        let sheet = job.sheets.first().cloned();
        let (plan, rows) = heavy(move || {
            let table = crate::import::decode::decode(&bytes, sheet.as_deref())?;
            let input = PlanInput {
                table: &table,
                format,
                mapping: &mapping,
                options: &options,
                taxa: &taxa,
                registry: &registry,
                today,
            };
            let plan = plan(input);
            let rows = rows_of(&plan, &table, &own_name);
            Ok((plan, rows))
        })
        .await?
        .map_err(|error: crate::import::error::FileError| super::refused(&error))?;

        let mut tx = self.db.begin(actor).await?;
        lock_unchanged(&mut tx, id, standing).await?;
        store::import_row::delete_rows(&mut tx, id).await?;
        for chunk in rows.chunks(CHUNK) {
            store::import_row::insert_rows(&mut tx, id, vivarium.id, chunk).await?;
        }
        store::import::set_previewed(&mut tx, id, &plan.counts, &plan.notes).await?;
        let job = find(&mut tx, id).await?;
        if job.summary.state != ImportState::Previewed {
            return Err(conflict("Somebody changed this import just now. Look at it again."));
        }
        tx.commit().await?;
        Ok(job)
    }
}

/// The plan as rows of the database. Animals get their ids here, so that the commit can be run again without doubling any.
fn rows_of(plan: &Plan, table: &Table, own_name: &str) -> Vec<NewRow> {
    let externals: Vec<Uuid> = plan.externals.iter().map(|_| Uuid::now_v7()).collect();
    let mut by_line: HashMap<u32, Uuid> = HashMap::with_capacity(plan.rows.len());
    for row in &plan.rows {
        match row.action {
            Planned::Create => by_line.insert(row.line, Uuid::now_v7()),
            Planned::Skip(id) | Planned::Update(id) => by_line.insert(row.line, id),
            Planned::Error => None,
        };
    }
    let resolve = |target| match target {
        ParentTarget::Row(line) => by_line.get(&line).copied(),
        ParentTarget::Known(id) => Some(id),
        ParentTarget::External(place) => externals.get(place as usize).copied(),
        ParentTarget::Open => None,
    };
    let ancestors =
        plan.externals.iter().zip(&externals).enumerate().map(|(place, (one, id))| ancestor(place, one, *id));
    let rows = plan.rows.iter().zip(&table.rows).map(|(row, cells)| {
        let raw = Value::Object(table.raw(cells));
        new_row(row, raw, by_line.get(&row.line).copied(), &resolve, own_name)
    });
    rows.chain(ancestors).collect()
}

fn new_row(
    row: &PlannedRow,
    raw: Value,
    animal_id: Option<Uuid>,
    resolve: &impl Fn(ParentTarget) -> Option<Uuid>,
    own_name: &str,
) -> NewRow {
    let animal = &row.animal;
    let (state, record) = match row.action {
        Planned::Create => (RowState::Create, serde_json::to_value(NewRecord::of(animal, own_name)).ok()),
        Planned::Update(_) => (RowState::Update, serde_json::to_value(animal).ok()),
        Planned::Skip(_) => (RowState::Skip, None),
        Planned::Error => (RowState::Error, None),
    };
    let of = |side: ParentSide| {
        row.parents.iter().filter(|parent| parent.side == side && parent.target != ParentTarget::Open).count()
    };
    let parents: Vec<RowParent> = row
        .parents
        .iter()
        .filter_map(|parent| {
            let candidates = i32::try_from(of(parent.side)).unwrap_or(1);
            let text = clip(&parent.text, LABEL_CHARS).to_owned();
            Some(RowParent { side: parent.side, parent: resolve(parent.target)?, text, of: candidates })
        })
        .collect();
    let open = |side: ParentSide| row.parents.iter().any(|parent| parent.side == side) && of(side) == 0;
    let has = |severity: Severity| row.issues.iter().any(|issue| issue.severity == severity);
    let label = if animal.name.is_empty() { &animal.external_id } else { &animal.name };
    NewRow {
        line: i32::try_from(row.line).unwrap_or(i32::MAX),
        state,
        label: clip(label, LABEL_CHARS).to_owned(),
        code: animal.code.clone().unwrap_or_default(),
        taxon: animal.taxon.clone(),
        external_id: animal.external_id.clone(),
        reading: reading(animal),
        record,
        parents: (!parents.is_empty()).then_some(parents),
        issues: row.issues.clone(),
        warned: has(Severity::Warning),
        conflicted: has(Severity::Conflict),
        // A skipped row adds nothing to what is kept with the animal already.
        raw: (state != RowState::Skip).then_some(raw),
        animal_id,
        open_sire: open(ParentSide::Sire),
        open_dam: open(ParentSide::Dam),
    }
}

fn ancestor(place: usize, one: &ExternalAncestor, id: Uuid) -> NewRow {
    let record = NewRecord::ancestor(&one.name, &one.taxon, one.side);
    debug_assert_eq!(record.kind(), AnimalKind::External.as_str());
    NewRow {
        line: -i32::try_from(place).unwrap_or(i32::MAX - 1) - 1,
        state: RowState::Create,
        label: clip(&one.name, LABEL_CHARS).to_owned(),
        code: String::new(),
        taxon: one.taxon.clone(),
        external_id: clip(&format!("ancestor | {} | {} | {}", one.name, one.taxon, one.side), 200).to_owned(),
        reading: format!("{} named in the file", one.side.label()),
        record: serde_json::to_value(record).ok(),
        parents: None,
        issues: Vec::new(),
        warned: false,
        conflicted: false,
        raw: None,
        animal_id: Some(id),
        open_sire: false,
        open_dam: false,
    }
}
