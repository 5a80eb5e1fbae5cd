//! Demo widgets, written by the owner of the tables.

use jiff::Timestamp;
use repti_db::DbError;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// A widget as it is stored.
#[derive(Debug, Clone, Serialize)]
pub struct SeedWidget {
    pub id: Uuid,
    pub vivarium_id: Uuid,
    pub key: String,
    pub kind: String,
    pub animal_id: Option<Uuid>,
    pub allowed_origins: Vec<String>,
    pub created_by: Uuid,
    pub created_at: Timestamp,
}

/// Writes widgets.
///
/// # Errors
/// When the database refuses.
pub async fn insert_widgets(connection: &mut PgConnection, rows: &[SeedWidget]) -> Result<(), DbError> {
    let rows = serde_json::to_value(rows).unwrap_or_default();
    sqlx::query!(
        "INSERT INTO ops.embed_widget (id, vivarium_id, key, kind, animal_id, allowed_origins, created_by, created_at, updated_at)
         SELECT r.id, r.vivarium_id, r.key, r.kind, r.animal_id, r.allowed_origins, r.created_by, r.created_at, r.created_at
         FROM jsonb_to_recordset($1) AS r (id uuid, vivarium_id uuid, key text, kind text, animal_id uuid,
             allowed_origins text[], created_by uuid, created_at timestamptz)",
        rows,
    )
    .execute(connection)
    .await?;
    Ok(())
}
