//! Endpoints and their secrets.

use repti_db::Tx;
use repti_model::{
    PersonId, VivariumId, WebhookDeliveryId, WebhookId,
    webhook::{Webhook, WebhookEvent, WebhookForm, WebhookKind},
};
use serde_json::Value;
use uuid::Uuid;

/// How a save ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    Done,
    /// Another version stands there, or nothing that this vivarium may see.
    Stale,
}

/// Keeps other changes of the number of endpoints and tests of this vivarium waiting.
pub(crate) async fn lock(tx: &mut Tx, vivarium: VivariumId) -> sqlx::Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('ops.webhook:' || $1::text, 0))", vivarium.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn count(tx: &mut Tx) -> sqlx::Result<usize> {
    let count =
        sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM ops.webhook_endpoint"#).fetch_one(&mut **tx).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

fn words(events: &[WebhookEvent]) -> Vec<String> {
    events.iter().map(|event| event.as_str().to_owned()).collect()
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: WebhookId,
    vivarium: VivariumId,
    by: PersonId,
    form: &WebhookForm,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO ops.webhook_endpoint (id, vivarium_id, url, description, events, enabled, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        vivarium.0,
        form.url,
        form.description,
        &words(&form.events),
        form.enabled,
        by.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn insert_secret(
    tx: &mut Tx,
    endpoint: WebhookId,
    vivarium: VivariumId,
    secret: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO ops.webhook_secret (vivarium_id, endpoint_id, secret) VALUES ($1, $2, $3)",
        vivarium.0,
        endpoint.0,
        secret,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Switched on again, an endpoint has no past.
pub(crate) async fn update(tx: &mut Tx, id: WebhookId, version: i32, form: &WebhookForm) -> sqlx::Result<Saved> {
    let done = sqlx::query!(
        "UPDATE ops.webhook_endpoint SET url = $3, description = $4, events = $5, enabled = $6,
                gave_up_at = CASE WHEN $6 THEN NULL ELSE gave_up_at END,
                failing_since = CASE WHEN $6 AND (NOT enabled OR url <> $3) THEN NULL ELSE failing_since END,
                slow_until = CASE WHEN url <> $3 THEN NULL ELSE slow_until END
         WHERE id = $1 AND version = $2",
        id.0,
        version,
        form.url,
        form.description,
        &words(&form.events),
        form.enabled,
    )
    .execute(&mut **tx)
    .await?;
    Ok(if done.rows_affected() == 1 { Saved::Done } else { Saved::Stale })
}

macro_rules! webhook {
    ($row:expr) => {{
        let row = $row;
        Webhook {
            id: row.id.into(),
            url: row.url,
            description: row.description,
            events: row.events.iter().filter_map(|event| event.parse().ok()).collect(),
            enabled: row.enabled,
            gave_up_at: row.gave_up_at.map(|at| at.to_jiff()),
            failing_since: row.failing_since.map(|at| at.to_jiff()),
            rolled_at: row.rolled_at.map(|at| at.to_jiff()),
            created_at: row.created_at.to_jiff(),
            version: row.version,
        }
    }};
}

pub(crate) async fn find(tx: &mut Tx, id: WebhookId) -> sqlx::Result<Option<Webhook>> {
    let row = sqlx::query!(
        "SELECT id, url, description, events, enabled, gave_up_at, failing_since, rolled_at, created_at, version
         FROM ops.webhook_endpoint WHERE id = $1",
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| webhook!(row)))
}

pub(crate) async fn list(tx: &mut Tx) -> sqlx::Result<Vec<Webhook>> {
    let rows = sqlx::query!(
        "SELECT id, url, description, events, enabled, gave_up_at, failing_since, rolled_at, created_at, version
         FROM ops.webhook_endpoint ORDER BY id DESC",
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| webhook!(row)).collect())
}

pub(crate) async fn delete(tx: &mut Tx, id: WebhookId) -> sqlx::Result<bool> {
    let done = sqlx::query!("DELETE FROM ops.webhook_endpoint WHERE id = $1", id.0).execute(&mut **tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the secret is replaced; `false` where that was a moment ago, or there is no such endpoint.
pub(crate) async fn roll(tx: &mut Tx, id: WebhookId, pause: f64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE ops.webhook_endpoint SET rolled_at = now()
         WHERE id = $1 AND coalesce(rolled_at, '-infinity') < now() - make_interval(secs => $2)",
        id.0,
        pause,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Tests of the last minute.
pub(crate) async fn count_tests(tx: &mut Tx, id: WebhookId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!"
           FROM (SELECT event_id, created_at FROM ops.webhook_delivery WHERE endpoint_id = $1 ORDER BY seq DESC LIMIT 1000) d
           JOIN ops.webhook_event e ON e.id = d.event_id
           WHERE e.kind = 'webhook.test' AND d.created_at > now() - interval '1 minute'"#,
        id.0,
    )
    .fetch_one(&mut **tx)
    .await
}

pub(crate) async fn insert_event(
    tx: &mut Tx,
    id: Uuid,
    vivarium: VivariumId,
    kind: WebhookKind,
    data: &Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO ops.webhook_event (id, vivarium_id, kind, data) VALUES ($1, $2, $3, $4)",
        id,
        vivarium.0,
        kind.as_str(),
        data,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn insert_delivery(
    tx: &mut Tx,
    id: WebhookDeliveryId,
    vivarium: VivariumId,
    endpoint: WebhookId,
    event: Uuid,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO ops.webhook_delivery (id, vivarium_id, endpoint_id, event_id) VALUES ($1, $2, $3, $4)",
        id.0,
        vivarium.0,
        endpoint.0,
        event,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
