//! `ops.idempotency`.

use crate::idempotency::Answer;
use repti_db::{DbError, Tx};
use repti_model::PersonId;

/// A request that runs longer than this was cut off: no answer takes more than half a minute.
const FRESH_SECONDS: f64 = 60.0;

pub(crate) struct KeyRow {
    pub request_hash: Vec<u8>,
    pub answer: Option<Answer>,
    pub fresh: bool,
}

/// Whether the key was free.
pub(crate) async fn insert_key(tx: &mut Tx, person: PersonId, key: &str, hash: &[u8; 32]) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "INSERT INTO ops.idempotency (person_id, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        person.0,
        key,
        hash.as_slice()
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn find_key(tx: &mut Tx, person: PersonId, key: &str) -> Result<Option<KeyRow>, DbError> {
    let row = sqlx::query!(
        r#"SELECT request_hash, status, headers, body, created_at > now() - make_interval(secs => $3) AS "fresh!"
           FROM ops.idempotency WHERE person_id = $1 AND key = $2"#,
        person.0,
        key,
        FRESH_SECONDS
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| KeyRow {
        request_hash: row.request_hash,
        answer: row.status.and_then(|status| {
            Some(Answer {
                status: u16::try_from(status).ok()?,
                headers: row.headers.and_then(|headers| serde_json::from_value(headers).ok()).unwrap_or_default(),
                body: row.body.unwrap_or_default(),
            })
        }),
        fresh: row.fresh,
    }))
}

pub(crate) async fn update_answer(tx: &mut Tx, person: PersonId, key: &str, answer: &Answer) -> Result<(), DbError> {
    let headers = serde_json::to_value(&answer.headers).unwrap_or_default();
    sqlx::query!(
        "UPDATE ops.idempotency SET status = $3, headers = $4, body = $5 WHERE person_id = $1 AND key = $2",
        person.0,
        key,
        i32::from(answer.status),
        headers,
        answer.body.as_slice()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete_key(tx: &mut Tx, person: PersonId, key: &str) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM ops.idempotency WHERE person_id = $1 AND key = $2 AND status IS NULL", person.0, key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn delete_old(tx: &mut Tx, seconds: f64) -> Result<u64, DbError> {
    let done =
        sqlx::query!("DELETE FROM ops.idempotency WHERE created_at < now() - make_interval(secs => $1)", seconds)
            .execute(&mut **tx)
            .await?;
    Ok(done.rows_affected())
}
