//! One change to many animals, and taking it back.

use crate::{AnimalError, Animals, Result, registry::search_words, store};
use repti_db::Tx;
use repti_model::{
    Action, Actor, FieldErrors,
    registry::{BulkChange, BulkEdit, BulkResult, BulkSelection, MAX_BULK},
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use store::{bulk::BulkRow, change::NewChange};
use uuid::Uuid;

impl Animals {
    /// Makes one change to many animals, all or none. Ids that aren't the vivarium's are not found.
    ///
    /// # Errors
    /// Nothing chosen, too much chosen, or an actor who may not.
    pub async fn bulk_edit(&self, actor: &Actor, edit: &BulkEdit) -> Result<BulkResult> {
        let vivarium = actor.require(needed(&edit.change))?;
        edit.validate()?;
        let mut change = edit.change.clone();
        if let Some(breeder) = &mut change.breeder_of_record {
            *breeder = breeder.trim().to_owned();
        }
        let mut tx = self.db.begin(actor).await?;
        let ids = match &edit.selection {
            BulkSelection::Ids(ids) => {
                let mut ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
                ids.sort_unstable();
                ids.dedup();
                ids
            }
            BulkSelection::Filter(filter) => {
                let words = search_words(&mut tx, &filter.q).await?;
                let bound = i64::try_from(MAX_BULK + 1).unwrap_or(i64::MAX);
                store::list::list_ids(&mut tx, vivarium.id, filter, &words, bound).await?
            }
        };
        if ids.len() > MAX_BULK {
            let message = format!("At most {MAX_BULK} animals at once. Narrow the list first.");
            return Err(AnimalError::field("selection", message));
        }
        let rows = store::bulk::lock_animals(&mut tx, &ids).await?;
        if rows.len() != ids.len() {
            return Err(AnimalError::NotFound("animal"));
        }
        check_deaths(&rows, &change)?;
        let result = apply(&mut tx, actor, &rows, &change).await?;
        tx.commit().await?;
        Ok(result)
    }

    /// Takes a bulk edit back. A field that somebody has changed since keeps its newer value, and its animal counts as unchanged.
    ///
    /// # Errors
    /// When there is no such edit in the actor's vivarium.
    pub async fn undo_bulk(&self, actor: &Actor, undo: Uuid) -> Result<BulkResult> {
        actor.require(Action::EditAnimals)?;
        let mut tx = self.db.begin(actor).await?;
        let changes = store::bulk::list_batch(&mut tx, undo).await?;
        if changes.is_empty() {
            return Err(AnimalError::NotFound("bulk edit"));
        }
        let mut ids: Vec<Uuid> = changes.iter().map(|change| change.animal.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let rows = store::bulk::lock_animals(&mut tx, &ids).await?;
        let places: BTreeMap<_, usize> = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();

        // Animals that go back to the same values are written together.
        let mut back: BTreeMap<usize, Map<String, Value>> = BTreeMap::new();
        for change in changes {
            let Some(&at) = places.get(&change.animal) else { continue };
            if rows[at].fields.get(&change.field) == Some(&change.new) {
                back.entry(at).or_default().insert(change.field, change.old);
            }
        }
        let mut groups: BTreeMap<String, (Map<String, Value>, Vec<BulkRow>)> = BTreeMap::new();
        let mut unchanged = 0;
        for (at, row) in rows.into_iter().enumerate() {
            match back.remove(&at) {
                Some(fields) => {
                    let key = Value::Object(fields.clone()).to_string();
                    groups.entry(key).or_insert_with(|| (fields, Vec::new())).1.push(row);
                }
                None => unchanged += 1,
            }
        }
        let mut changed = 0;
        for (fields, rows) in groups.into_values() {
            let change: BulkChange = serde_json::from_value(Value::Object(fields))?;
            actor.require(needed(&change))?;
            changed += apply(&mut tx, actor, &rows, &change).await?.changed;
        }
        tx.commit().await?;
        Ok(BulkResult { changed, unchanged, undo: None })
    }
}

/// Archiving takes more than editing.
const fn needed(change: &BulkChange) -> Action {
    if change.archived.is_some() { Action::ArchiveImportExport } else { Action::EditAnimals }
}

/// An animal with a date of death can't be set alive in bulk: the date would have to go too.
fn check_deaths(rows: &[BulkRow], change: &BulkChange) -> Result<()> {
    use repti_model::animal::LifeStatus;
    if change.life_status != Some(LifeStatus::Alive) {
        return Ok(());
    }
    let dead = rows.iter().filter(|row| row.died).count();
    if dead == 0 {
        return Ok(());
    }
    let message = format!("{dead} of these have a date of death. Clear it on each before setting them alive.");
    Err(FieldErrors::one("life_status", message).into())
}

/// Writes a change to locked animals, and what it changed into their history under one batch.
async fn apply(tx: &mut Tx, actor: &Actor, rows: &[BulkRow], change: &BulkChange) -> Result<BulkResult> {
    let vivarium = actor.require(Action::EditAnimals)?;
    let wanted = store::bulk::map_of(change)?;
    let mut ids = Vec::new();
    let mut changes = Vec::new();
    for row in rows {
        let before = changes.len();
        for (field, new) in &wanted {
            let old = row.fields.get(field).cloned().unwrap_or_default();
            if old != *new {
                let field = field.clone();
                changes.push(NewChange { animal: row.id, version: row.version + 1, field, old, new: new.clone() });
            }
        }
        if changes.len() > before {
            ids.push(row.id.0);
        }
    }
    let unchanged = (rows.len() - ids.len()) as u64;
    if ids.is_empty() {
        return Ok(BulkResult { changed: 0, unchanged, undo: None });
    }
    let changed = store::bulk::update_animals(tx, &ids, change).await?;
    let batch = Uuid::now_v7();
    store::change::insert_changes(tx, vivarium.id, Some(actor.person_id), Some(batch), &changes).await?;
    Ok(BulkResult { changed, unchanged, undo: Some(batch) })
}
