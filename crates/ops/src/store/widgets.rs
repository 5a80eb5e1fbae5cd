//! Widgets.

use repti_db::{Tx, constraint_of};
use repti_model::{
    EmbedWidgetId, PersonId, VivariumId,
    embed::{Widget, WidgetForm, WidgetRow},
};
use sqlx::PgPool;

/// How a save ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    Done,
    /// Another version stands there, or nothing that this vivarium may see.
    Stale,
    NoSuchAnimal,
}

fn saved(result: sqlx::Result<sqlx::postgres::PgQueryResult>) -> sqlx::Result<Saved> {
    match result {
        Ok(done) if done.rows_affected() == 1 => Ok(Saved::Done),
        Ok(_) => Ok(Saved::Stale),
        Err(error) if constraint_of(&error) == Some("embed_widget_vivarium_id_animal_id_fkey") => {
            Ok(Saved::NoSuchAnimal)
        }
        Err(error) => Err(error),
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: EmbedWidgetId,
    vivarium: VivariumId,
    by: PersonId,
    key: &str,
    form: &WidgetForm,
) -> sqlx::Result<Saved> {
    let done = sqlx::query!(
        "INSERT INTO ops.embed_widget (id, vivarium_id, key, kind, animal_id, theme, accent, allowed_origins, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0,
        vivarium.0,
        key,
        form.kind.as_str(),
        form.animal_id.map(|id| id.0),
        form.theme.as_str(),
        form.accent.as_str(),
        &form.normal_origins(),
        by.0,
    )
    .execute(&mut **tx)
    .await;
    saved(done)
}

pub(crate) async fn update(tx: &mut Tx, id: EmbedWidgetId, version: i32, form: &WidgetForm) -> sqlx::Result<Saved> {
    let done = sqlx::query!(
        "UPDATE ops.embed_widget SET kind = $3, animal_id = $4, theme = $5, accent = $6, allowed_origins = $7
         WHERE id = $1 AND version = $2 AND disabled_at IS NULL",
        id.0,
        version,
        form.kind.as_str(),
        form.animal_id.map(|id| id.0),
        form.theme.as_str(),
        form.accent.as_str(),
        &form.normal_origins(),
    )
    .execute(&mut **tx)
    .await;
    saved(done)
}

macro_rules! widget_row {
    ($row:expr) => {{
        let row = $row;
        WidgetRow {
            id: row.id.into(),
            key: row.key,
            kind: row.kind.parse().unwrap_or_default(),
            animal_id: row.animal_id.map(Into::into),
            theme: row.theme.parse().unwrap_or_default(),
            accent: row.accent.parse().unwrap_or_default(),
            allowed_origins: row.allowed_origins,
            created_at: row.created_at.to_jiff(),
            version: row.version,
        }
    }};
}

pub(crate) async fn find(tx: &mut Tx, id: EmbedWidgetId) -> sqlx::Result<Option<WidgetRow>> {
    let row = sqlx::query!(
        "SELECT id, key, kind, animal_id, theme, accent, allowed_origins, created_at, version FROM ops.embed_widget
         WHERE id = $1 AND disabled_at IS NULL",
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| widget_row!(row)))
}

pub(crate) async fn list(tx: &mut Tx) -> sqlx::Result<Vec<WidgetRow>> {
    let rows = sqlx::query!(
        "SELECT id, key, kind, animal_id, theme, accent, allowed_origins, created_at, version FROM ops.embed_widget
         WHERE disabled_at IS NULL ORDER BY id DESC LIMIT 500",
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| widget_row!(row)).collect())
}

pub(crate) async fn disable(tx: &mut Tx, id: EmbedWidgetId) -> sqlx::Result<bool> {
    let done =
        sqlx::query!("UPDATE ops.embed_widget SET disabled_at = now() WHERE id = $1 AND disabled_at IS NULL", id.0)
            .execute(&mut **tx)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a [`disable`] back.
pub(crate) async fn enable(tx: &mut Tx, id: EmbedWidgetId) -> sqlx::Result<bool> {
    let done =
        sqlx::query!("UPDATE ops.embed_widget SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL", id.0)
            .execute(&mut **tx)
            .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn find_by_key(pool: &PgPool, key: &str) -> sqlx::Result<Option<Widget>> {
    let row = sqlx::query!(
        r#"SELECT id AS "id!", vivarium_id AS "vivarium_id!", kind AS "kind!", animal_id, theme AS "theme!",
             accent AS "accent!", allowed_origins AS "allowed_origins!"
           FROM ops.find_widget($1)"#,
        key,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Widget {
        id: row.id.into(),
        key: key.to_owned(),
        vivarium_id: row.vivarium_id.into(),
        kind: row.kind.parse().unwrap_or_default(),
        animal_id: row.animal_id.map(Into::into),
        theme: row.theme.parse().unwrap_or_default(),
        accent: row.accent.parse().unwrap_or_default(),
        allowed_origins: row.allowed_origins,
    }))
}
