//! Drafts of forms, each person's own.

use crate::AnimalError;
use jiff_sqlx::Timestamp;
use repti_model::{PersonId, VivariumId, registry::Draft};
use serde_json::Value;
use sqlx::PgConnection;

pub(crate) async fn upsert_draft(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    person: PersonId,
    subject: &str,
    body: &Value,
) -> Result<jiff::Timestamp, AnimalError> {
    let at: Timestamp = sqlx::query_scalar!(
        "INSERT INTO animal.draft (vivarium_id, person_id, subject, body) VALUES ($1, $2, $3, $4)
         ON CONFLICT (vivarium_id, person_id, subject) DO UPDATE SET body = excluded.body, updated_at = now()
         RETURNING updated_at",
        vivarium.0,
        person.0,
        subject,
        body
    )
    .fetch_one(tx)
    .await?;
    Ok(at.to_jiff())
}

pub(crate) async fn find_draft(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    person: PersonId,
    subject: &str,
) -> Result<Option<Draft>, AnimalError> {
    let row = sqlx::query!(
        "SELECT body, updated_at FROM animal.draft WHERE vivarium_id = $1 AND person_id = $2 AND subject = $3",
        vivarium.0,
        person.0,
        subject
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| Draft { body: row.body, updated_at: row.updated_at.to_jiff() }))
}

pub(crate) async fn delete_draft(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    person: PersonId,
    subject: &str,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "DELETE FROM animal.draft WHERE vivarium_id = $1 AND person_id = $2 AND subject = $3",
        vivarium.0,
        person.0,
        subject
    )
    .execute(tx)
    .await?;
    Ok(())
}
