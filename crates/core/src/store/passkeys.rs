//! Passkeys and the ceremonies around them.

use repti_db::Tx;
use repti_model::{PersonId, account::PasskeyRow};
use serde_json::Value;
use uuid::Uuid;

/// The two ceremonies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ceremony {
    Register,
    Authenticate,
}

impl Ceremony {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Authenticate => "authenticate",
        }
    }
}

/// Keeps the server's half for five minutes.
pub(crate) async fn begin_ceremony(tx: &mut Tx, person: PersonId, kind: Ceremony, state: &Value) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.passkey_ceremony (person_id, kind, state, expires_at) VALUES ($1, $2, $3, now() + interval '5 minutes')
         ON CONFLICT (person_id, kind) DO UPDATE SET state = EXCLUDED.state, expires_at = EXCLUDED.expires_at",
        person.0,
        kind.as_str(),
        state,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes the server's half away: a challenge is answered once.
pub(crate) async fn end_ceremony(tx: &mut Tx, person: PersonId, kind: Ceremony) -> sqlx::Result<Option<Value>> {
    let row = sqlx::query!(
        r#"DELETE FROM core.passkey_ceremony WHERE person_id = $1 AND kind = $2 RETURNING state, expires_at > now() AS "good!""#,
        person.0,
        kind.as_str(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.filter(|row| row.good).map(|row| row.state))
}

pub(crate) async fn list(tx: &mut Tx, person: PersonId) -> sqlx::Result<Vec<PasskeyRow>> {
    let rows = sqlx::query!(
        "SELECT id, name, created_at, last_used_at FROM core.passkey WHERE person_id = $1 ORDER BY id",
        person.0
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PasskeyRow {
            id: row.id,
            name: row.name,
            created_at: row.created_at.to_jiff(),
            last_used_at: row.last_used_at.map(|at| at.to_jiff()),
        })
        .collect())
}

pub(crate) async fn list_credentials(tx: &mut Tx, person: PersonId) -> sqlx::Result<Vec<Value>> {
    sqlx::query_scalar!("SELECT credential FROM core.passkey WHERE person_id = $1 ORDER BY id FOR UPDATE", person.0)
        .fetch_all(&mut **tx)
        .await
}

/// False when the credential is registered already, with whomever.
pub(crate) async fn insert(
    tx: &mut Tx,
    person: PersonId,
    name: &str,
    credential_id: &[u8],
    credential: &Value,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO core.passkey (id, person_id, credential_id, name, credential) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (credential_id) DO NOTHING",
        Uuid::now_v7(),
        person.0,
        credential_id,
        name,
        credential,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes a use, with the new counter if there is one.
pub(crate) async fn mark_used(
    tx: &mut Tx,
    person: PersonId,
    credential_id: &[u8],
    credential: &Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE core.passkey SET last_used_at = now(), credential = $3 WHERE person_id = $1 AND credential_id = $2",
        person.0,
        credential_id,
        credential,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, person: PersonId, id: Uuid) -> sqlx::Result<bool> {
    let done = sqlx::query!("DELETE FROM core.passkey WHERE person_id = $1 AND id = $2", person.0, id)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}
