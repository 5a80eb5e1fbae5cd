//! Events on their way.

use crate::webhooks::{Outcome, WebhookJob, body};
use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx};
use repti_db::Tx;
use repti_model::{
    VivariumId, WebhookDeliveryId, WebhookId,
    webhook::{WebhookAttempt, WebhookDelivery},
};
use std::collections::HashMap;
use uuid::Uuid;

/// Tries that are shown of a delivery.
const SHOWN: i32 = 10;

/// A delivery that a worker has for itself.
#[derive(Debug, Clone)]
pub(crate) struct Due {
    pub(crate) webhook: WebhookId,
    pub(crate) url: String,
    pub(crate) enabled: bool,
    pub(crate) slow_until: Option<Timestamp>,
    pub(crate) attempts: i32,
    pub(crate) round_start: i32,
    pub(crate) event: Uuid,
    pub(crate) body: String,
}

/// Takes a delivery for this worker, unless it is done, has been tried since, or is another's for now.
pub(crate) async fn claim(tx: &mut Tx, id: WebhookDeliveryId, attempt: i32, seconds: f64) -> sqlx::Result<Option<Due>> {
    let row = sqlx::query!(
        "UPDATE ops.webhook_delivery d SET claimed_until = now() + make_interval(secs => $3)
         FROM ops.webhook_endpoint w, ops.webhook_event e
         WHERE d.id = $1 AND d.attempts = $2 AND d.state = 'pending' AND coalesce(d.claimed_until, '-infinity') < now()
           AND w.id = d.endpoint_id AND e.id = d.event_id
         RETURNING w.id AS webhook_id, w.url, w.enabled, w.slow_until, d.attempts, d.round_start, e.id AS event_id, e.kind, e.data,
                   e.created_at",
        id.0,
        attempt,
        seconds,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Due {
        webhook: row.webhook_id.into(),
        url: row.url,
        enabled: row.enabled,
        slow_until: row.slow_until.map(SqlTimestamp::to_jiff),
        attempts: row.attempts,
        round_start: row.round_start,
        event: row.event_id,
        body: body(row.event_id, &row.kind, row.created_at.to_jiff(), &row.data),
    }))
}

/// Gives it back untried.
pub(crate) async fn unclaim(tx: &mut Tx, id: WebhookDeliveryId, due: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE ops.webhook_delivery SET claimed_until = NULL, due_at = $2 WHERE id = $1 AND state = 'pending'",
        id.0,
        due.to_sqlx() as SqlTimestamp,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What signs now, the newest first: the last secret, and those that were replaced within a day.
pub(crate) async fn list_secrets(tx: &mut Tx, endpoint: WebhookId) -> sqlx::Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!(
        "SELECT secret FROM ops.webhook_secret s
         WHERE endpoint_id = $1 AND NOT EXISTS (
             SELECT FROM ops.webhook_secret n WHERE n.endpoint_id = s.endpoint_id AND n.created_at > s.created_at
               AND n.created_at < now() - interval '1 day')
         ORDER BY created_at DESC LIMIT 3",
        endpoint.0,
    )
    .fetch_all(&mut **tx)
    .await
}

/// One more try is over. `next` is when another comes; without one the delivery has ended. `false` where it isn't the try that was due.
pub(crate) async fn finish(
    tx: &mut Tx,
    job: &WebhookJob,
    delivered: bool,
    next: Option<Timestamp>,
) -> sqlx::Result<bool> {
    let state = match (delivered, next) {
        (true, _) => "delivered",
        (false, None) => "failed",
        (false, Some(_)) => "pending",
    };
    let done = sqlx::query!(
        "UPDATE ops.webhook_delivery SET state = $3, attempts = attempts + 1, claimed_until = NULL, due_at = $4,
                ended_at = CASE WHEN $3 = 'pending' THEN NULL ELSE now() END
         WHERE id = $1 AND attempts = $2 AND state = 'pending'",
        job.delivery.0,
        job.attempt,
        state,
        next.map(ToSqlx::to_sqlx) as Option<SqlTimestamp>,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn insert_attempt(tx: &mut Tx, job: &WebhookJob, outcome: &Outcome) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO ops.webhook_attempt (vivarium_id, delivery_id, number, status, millis, failure, answer)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        job.vivarium.0,
        job.delivery.0,
        job.attempt + 1,
        outcome.status.map(i32::from),
        i32::try_from(outcome.millis).unwrap_or(i32::MAX),
        outcome.failure.map(|failure| failure.as_str()),
        outcome.answer,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Something got through; `rest` says until when nothing more is sent.
pub(crate) async fn set_reached(tx: &mut Tx, endpoint: WebhookId, rest: Option<Timestamp>) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE ops.webhook_endpoint SET failing_since = NULL, slow_until = $2
         WHERE id = $1 AND (failing_since IS NOT NULL OR slow_until IS DISTINCT FROM $2)",
        endpoint.0,
        rest.map(ToSqlx::to_sqlx) as Option<SqlTimestamp>,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Nothing got through; `rest` says until when nothing more is sent.
pub(crate) async fn set_failing(tx: &mut Tx, endpoint: WebhookId, rest: Option<Timestamp>) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE ops.webhook_endpoint SET failing_since = coalesce(failing_since, now()), slow_until = coalesce($2, slow_until)
         WHERE id = $1 AND (failing_since IS NULL OR $2::timestamptz IS NOT NULL)",
        endpoint.0,
        rest.map(ToSqlx::to_sqlx) as Option<SqlTimestamp>,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Switches an endpoint off that nothing has reached for so long. Whether it did.
pub(crate) async fn give_up(tx: &mut Tx, endpoint: WebhookId, seconds: f64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE ops.webhook_endpoint SET enabled = false, gave_up_at = now()
         WHERE id = $1 AND enabled AND failing_since < now() - make_interval(secs => $2)",
        endpoint.0,
        seconds,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A delivery's endpoint and tries, kept from other writers.
pub(crate) async fn lock(tx: &mut Tx, id: WebhookDeliveryId) -> sqlx::Result<Option<(WebhookId, i32)>> {
    let row = sqlx::query!("SELECT endpoint_id, attempts FROM ops.webhook_delivery WHERE id = $1 FOR UPDATE", id.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.map(|row| (row.endpoint_id.into(), row.attempts)))
}

/// Due at once; one that had ended begins another round.
pub(crate) async fn again(tx: &mut Tx, id: WebhookDeliveryId) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE ops.webhook_delivery SET state = 'pending', due_at = now(), ended_at = NULL,
                round_start = CASE WHEN state = 'pending' THEN round_start ELSE attempts END
         WHERE id = $1",
        id.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

macro_rules! delivery {
    ($row:expr) => {{
        let row = $row;
        WebhookDelivery {
            id: row.id.into(),
            webhook_id: row.endpoint_id.into(),
            event_id: row.event_id,
            kind: row.kind.parse().unwrap_or_default(),
            state: row.state.parse().unwrap_or_default(),
            attempts: row.attempts,
            due_at: row.due_at.map(|at| at.to_jiff()),
            created_at: row.created_at.to_jiff(),
            ended_at: row.ended_at.map(|at| at.to_jiff()),
            body: body(row.event_id, &row.kind, row.event_at.to_jiff(), &row.data),
            log: Vec::new(),
        }
    }};
}

/// One with its tries.
pub(crate) async fn find(tx: &mut Tx, id: WebhookDeliveryId) -> sqlx::Result<Option<WebhookDelivery>> {
    let row = sqlx::query!(
        "SELECT d.id, d.endpoint_id, d.event_id, d.state, d.attempts, d.due_at, d.created_at, d.ended_at, e.kind, e.data,
                e.created_at AS event_at
         FROM ops.webhook_delivery d JOIN ops.webhook_event e ON e.id = d.event_id WHERE d.id = $1",
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mut found = [delivery!(row)];
    fill_logs(tx, &mut found).await?;
    let [found] = found;
    Ok(Some(found))
}

/// Those of an endpoint with their places in the list, in the cursor's direction.
pub(crate) async fn list(
    tx: &mut Tx,
    endpoint: WebhookId,
    after: Option<i64>,
    before: Option<i64>,
    limit: i64,
) -> sqlx::Result<Vec<(i64, WebhookDelivery)>> {
    // Each direction by itself goes along the index; of the other one nothing is read.
    let rows = sqlx::query!(
        "WITH page AS (
             (SELECT seq FROM ops.webhook_delivery
              WHERE endpoint_id = $1 AND $3::bigint IS NULL AND seq < coalesce($2, 9223372036854775807) ORDER BY seq DESC LIMIT $4)
             UNION ALL
             (SELECT seq FROM ops.webhook_delivery WHERE endpoint_id = $1 AND seq > $3 ORDER BY seq LIMIT $4))
         SELECT d.seq, d.id, d.endpoint_id, d.event_id, d.state, d.attempts, d.due_at, d.created_at, d.ended_at, e.kind, e.data,
                e.created_at AS event_at
         FROM page JOIN ops.webhook_delivery d USING (seq) JOIN ops.webhook_event e ON e.id = d.event_id
         ORDER BY CASE WHEN $3::bigint IS NULL THEN -d.seq ELSE d.seq END",
        endpoint.0,
        after,
        before,
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.seq, delivery!(row))).collect())
}

/// Gives each its last tries.
pub(crate) async fn fill_logs(tx: &mut Tx, deliveries: &mut [WebhookDelivery]) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = deliveries.iter().map(|delivery| delivery.id.0).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let rows = sqlx::query!(
        "SELECT a.delivery_id, a.number, a.at, a.status, a.millis, a.failure, a.answer
         FROM ops.webhook_attempt a JOIN ops.webhook_delivery d ON d.id = a.delivery_id
         WHERE a.delivery_id = ANY ($1) AND a.number > d.attempts - $2 ORDER BY a.number DESC",
        &ids,
        SHOWN,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut logs: HashMap<Uuid, Vec<WebhookAttempt>> = HashMap::new();
    for row in rows {
        logs.entry(row.delivery_id).or_default().push(WebhookAttempt {
            number: row.number,
            at: row.at.to_jiff(),
            status: row.status,
            millis: row.millis,
            failure: row.failure.and_then(|failure| failure.parse().ok()),
            answer: row.answer,
        });
    }
    for delivery in deliveries {
        delivery.log = logs.remove(&delivery.id.0).unwrap_or_default();
    }
    Ok(())
}

/// Deliveries of every vivarium that are due for so long that their jobs must be lost.
pub(crate) async fn list_lost(tx: &mut Tx, late: f64, most: i32) -> sqlx::Result<Vec<WebhookJob>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", vivarium_id AS "vivarium_id!", attempts AS "attempts!"
           FROM ops.webhook_lost(make_interval(secs => $1), $2)"#,
        late,
        most,
    )
    .fetch_all(&mut **tx)
    .await?;
    let told = rows.into_iter().map(|row| WebhookJob {
        vivarium: VivariumId(row.vivarium_id),
        delivery: row.id.into(),
        attempt: row.attempts,
    });
    Ok(told.collect())
}

/// Takes away what is older. How many events went.
pub(crate) async fn forget(tx: &mut Tx, kept: f64, most: i32) -> sqlx::Result<usize> {
    let gone =
        sqlx::query_scalar!(r#"SELECT ops.webhook_forget(make_interval(secs => $1), $2) AS "gone!""#, kept, most,)
            .fetch_one(&mut **tx)
            .await?;
    Ok(usize::try_from(gone).unwrap_or_default())
}
