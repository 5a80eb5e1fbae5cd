//! Saved views, each person's own.

use super::word;
use crate::AnimalError;
use repti_model::{PersonId, SavedViewId, VivariumId, registry::NewSavedView, registry::SavedView};
use sqlx::PgConnection;

pub(crate) async fn list_views(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    person: PersonId,
) -> Result<Vec<SavedView>, AnimalError> {
    let rows = sqlx::query!(
        "SELECT id, name, filter, sort FROM animal.saved_view WHERE vivarium_id = $1 AND person_id = $2 ORDER BY lower(name)",
        vivarium.0,
        person.0
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let filter = serde_json::from_value(row.filter)?;
            Ok(SavedView { id: row.id.into(), name: row.name, filter, sort: word(&row.sort)? })
        })
        .collect()
}

pub(crate) async fn upsert_view(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    person: PersonId,
    view: &NewSavedView,
) -> Result<SavedViewId, AnimalError> {
    let id = sqlx::query_scalar!(
        "INSERT INTO animal.saved_view (id, vivarium_id, person_id, name, filter, sort) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (vivarium_id, person_id, lower(name)) DO UPDATE
             SET name = excluded.name, filter = excluded.filter, sort = excluded.sort
         RETURNING id",
        SavedViewId::new().0,
        vivarium.0,
        person.0,
        view.name,
        serde_json::to_value(&view.filter)?,
        view.sort.as_str()
    )
    .fetch_one(tx)
    .await?;
    Ok(id.into())
}

pub(crate) async fn rename_view(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    person: PersonId,
    id: SavedViewId,
    name: &str,
) -> Result<bool, AnimalError> {
    let done = sqlx::query!(
        "UPDATE animal.saved_view SET name = $4 WHERE id = $1 AND vivarium_id = $2 AND person_id = $3",
        id.0,
        vivarium.0,
        person.0,
        name
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn delete_view(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    person: PersonId,
    id: SavedViewId,
) -> Result<bool, AnimalError> {
    let done = sqlx::query!(
        "DELETE FROM animal.saved_view WHERE id = $1 AND vivarium_id = $2 AND person_id = $3",
        id.0,
        vivarium.0,
        person.0
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}
