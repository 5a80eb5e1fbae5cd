//! The history of changes. Append-only.

use crate::AnimalError;
use jiff_sqlx::Timestamp;
use repti_model::{AnimalId, PersonId, VivariumId, registry::AnimalChange};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// One change to be written down.
#[derive(Debug, Clone)]
pub(crate) struct NewChange {
    pub(crate) animal: AnimalId,
    pub(crate) version: i32,
    pub(crate) field: String,
    pub(crate) old: Value,
    pub(crate) new: Value,
}

/// Writes changes down, in one statement however many.
pub(crate) async fn insert_changes(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    person: Option<PersonId>,
    batch: Option<Uuid>,
    changes: &[NewChange],
) -> Result<(), AnimalError> {
    if changes.is_empty() {
        return Ok(());
    }
    let animals: Vec<Uuid> = changes.iter().map(|change| change.animal.0).collect();
    let versions: Vec<i32> = changes.iter().map(|change| change.version).collect();
    let fields: Vec<String> = changes.iter().map(|change| change.field.clone()).collect();
    let olds: Vec<Value> = changes.iter().map(|change| change.old.clone()).collect();
    let news: Vec<Value> = changes.iter().map(|change| change.new.clone()).collect();
    sqlx::query!(
        "INSERT INTO animal.animal_change (vivarium_id, person_id, batch_id, animal_id, version, field, old, new)
         SELECT $1, $2, $3, c.animal_id, c.version, c.field, c.old, c.new
         FROM unnest($4::uuid[], $5::int[], $6::text[], $7::jsonb[], $8::jsonb[]) AS c (animal_id, version, field, old, new)",
        vivarium.0,
        person.map(|person| person.0),
        batch,
        &animals,
        &versions,
        &fields,
        &olds,
        &news
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The changes of an animal, newest first, below `before`; with the key of each.
pub(crate) async fn list_changes(
    tx: &mut PgConnection,
    animal: AnimalId,
    after: Option<i64>,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<(i64, AnimalChange)>, AnimalError> {
    // Forwards in the page is back in time: `after` a change come the older ones.
    let rows = sqlx::query!(
        r#"SELECT c.id, c.at, c.field, c.old, c.new, c.version, p.display_name AS "by?"
           FROM animal.animal_change c LEFT JOIN core.person p ON p.id = c.person_id
           WHERE c.animal_id = $1 AND ($2::int8 IS NULL OR c.id < $2) AND ($3::int8 IS NULL OR c.id > $3)
           ORDER BY CASE WHEN $3::int8 IS NULL THEN -c.id ELSE c.id END
           LIMIT $4"#,
        animal.0,
        after,
        before,
        limit
    )
    .fetch_all(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let at: Timestamp = row.at;
            let (old, new) = (row.old.unwrap_or_default(), row.new.unwrap_or_default());
            (row.id, AnimalChange { by: row.by, at: at.to_jiff(), field: row.field, old, new, version: row.version })
        })
        .collect())
}

/// Who changed an animal last.
pub(crate) async fn find_last_editor(tx: &mut PgConnection, animal: AnimalId) -> Result<Option<String>, AnimalError> {
    Ok(sqlx::query_scalar!(
        "SELECT p.display_name FROM animal.animal_change c JOIN core.person p ON p.id = c.person_id
         WHERE c.animal_id = $1 ORDER BY c.id DESC LIMIT 1",
        animal.0
    )
    .fetch_optional(tx)
    .await?)
}
