//! Many animals at once.

use super::word;
use crate::AnimalError;
use repti_model::{AnimalId, registry::BulkChange};
use serde_json::{Map, Value};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

/// The fields that a bulk edit may change, as an animal holds them now.
pub(crate) struct BulkRow {
    pub(crate) id: AnimalId,
    pub(crate) version: i32,
    /// There is a date of death.
    pub(crate) died: bool,
    pub(crate) fields: Map<String, Value>,
}

/// Locks animals of the transaction's vivarium, in the order of their ids so that two bulk edits don't wait for each other in a ring.
pub(crate) async fn lock_animals(tx: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<BulkRow>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT id, version, life_status, custody, role, care_state, visibility, open_to_pairings, origin,
                  breeder_of_record, archived_at IS NOT NULL AS "archived!", died_on IS NOT NULL AS "died!"
           FROM animal.animal WHERE id = ANY ($1) ORDER BY id FOR UPDATE"#,
        ids
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let change = BulkChange {
                life_status: Some(word(&row.life_status)?),
                custody: Some(word(&row.custody)?),
                role: Some(word(&row.role)?),
                care_state: Some(word(&row.care_state)?),
                visibility: Some(word(&row.visibility)?),
                open_to_pairings: Some(row.open_to_pairings),
                origin: Some(word(&row.origin)?),
                breeder_of_record: Some(row.breeder_of_record),
                archived: Some(row.archived),
            };
            Ok(BulkRow { id: AnimalId(row.id), version: row.version, died: row.died, fields: map_of(&change)? })
        })
        .collect()
}

/// The fields that a change names, with their values.
pub(crate) fn map_of(change: &BulkChange) -> Result<Map<String, Value>, AnimalError> {
    Ok(match serde_json::to_value(change)? {
        Value::Object(map) => map,
        _ => Map::new(),
    })
}

/// Writes a change to animals that are locked.
pub(crate) async fn update_animals(
    tx: &mut PgConnection,
    ids: &[Uuid],
    change: &BulkChange,
) -> Result<u64, AnimalError> {
    let mut query: QueryBuilder<Postgres> = QueryBuilder::new("UPDATE animal.animal SET ");
    let words = [
        ("life_status", change.life_status.map(|word| word.as_str())),
        ("custody", change.custody.map(|word| word.as_str())),
        ("role", change.role.map(|word| word.as_str())),
        ("care_state", change.care_state.map(|word| word.as_str())),
        ("visibility", change.visibility.map(|word| word.as_str())),
        ("origin", change.origin.map(|word| word.as_str())),
        ("breeder_of_record", change.breeder_of_record.as_deref()),
    ];
    let mut set = query.separated(", ");
    for (column, word) in words {
        if let Some(word) = word {
            set.push(column).push_unseparated(" = ").push_bind_unseparated(word.to_owned());
        }
    }
    if let Some(open) = change.open_to_pairings {
        set.push("open_to_pairings = ").push_bind_unseparated(open);
    }
    if let Some(archived) = change.archived {
        set.push(if archived { "archived_at = now()" } else { "archived_at = NULL" });
    }
    query.push(" WHERE id = ANY (").push_bind(ids.to_vec()).push(")");
    Ok(query.build().execute(tx).await?.rows_affected())
}

/// One change of a bulk edit, to be undone.
pub(crate) struct BatchChange {
    pub(crate) animal: AnimalId,
    pub(crate) field: String,
    pub(crate) old: Value,
    pub(crate) new: Value,
}

/// The changes that a bulk edit of the transaction's vivarium made.
pub(crate) async fn list_batch(tx: &mut PgConnection, batch: Uuid) -> Result<Vec<BatchChange>, AnimalError> {
    let rows = sqlx::query!(
        "SELECT animal_id, field, old, new FROM animal.animal_change WHERE batch_id = $1 ORDER BY id",
        batch
    )
    .fetch_all(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| BatchChange {
            animal: row.animal_id.into(),
            field: row.field,
            old: row.old.unwrap_or_default(),
            new: row.new.unwrap_or_default(),
        })
        .collect())
}
