//! Authenticator apps and recovery codes.

use crate::tokens::TokenHash;
use repti_db::Tx;
use repti_model::PersonId;

/// What second factors a person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Factors {
    pub(crate) totp: bool,
    pub(crate) passkeys: i64,
    pub(crate) recovery_codes: i64,
}

impl Factors {
    pub(crate) const fn any(self) -> bool {
        self.totp || self.passkeys > 0
    }

    pub(crate) fn count(self) -> i64 {
        self.passkeys + i64::from(self.totp)
    }
}

pub(crate) async fn get(tx: &mut Tx, person: PersonId) -> sqlx::Result<Factors> {
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT FROM core.totp WHERE person_id = $1 AND confirmed_at IS NOT NULL) AS "totp!",
                  (SELECT count(*) FROM core.passkey WHERE person_id = $1) AS "passkeys!",
                  (SELECT count(*) FROM core.recovery_code WHERE person_id = $1 AND used_at IS NULL) AS "recovery_codes!""#,
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Factors { totp: row.totp, passkeys: row.passkeys, recovery_codes: row.recovery_codes })
}

/// Keeps a secret until its first code proves that the app has it. A confirmed one is never overwritten.
pub(crate) async fn insert_totp(tx: &mut Tx, person: PersonId, secret: &[u8]) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO core.totp (person_id, secret) VALUES ($1, $2)
         ON CONFLICT (person_id) DO UPDATE SET secret = EXCLUDED.secret, last_step = 0, created_at = now()
         WHERE core.totp.confirmed_at IS NULL",
        person.0,
        secret,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The secret, and whether it was confirmed.
pub(crate) async fn find_totp(tx: &mut Tx, person: PersonId) -> sqlx::Result<Option<(Vec<u8>, bool)>> {
    let row = sqlx::query!("SELECT secret, confirmed_at FROM core.totp WHERE person_id = $1", person.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.map(|row| (row.secret, row.confirmed_at.is_some())))
}

/// Uses a time step up. False when it, or a later one, was used before: a code works once, also for two at the same moment.
pub(crate) async fn spend_step(tx: &mut Tx, person: PersonId, step: i64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE core.totp SET last_step = $2, confirmed_at = coalesce(confirmed_at, now()) WHERE person_id = $1 AND last_step < $2",
        person.0,
        step,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn delete_totp(tx: &mut Tx, person: PersonId) -> sqlx::Result<bool> {
    let done = sqlx::query!("DELETE FROM core.totp WHERE person_id = $1", person.0).execute(&mut **tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Puts new codes in the place of all old ones.
pub(crate) async fn replace_recovery_codes(tx: &mut Tx, person: PersonId, hashes: &[TokenHash]) -> sqlx::Result<()> {
    let hashes: Vec<Vec<u8>> = hashes.iter().map(|hash| hash.to_vec()).collect();
    sqlx::query!("DELETE FROM core.recovery_code WHERE person_id = $1", person.0).execute(&mut **tx).await?;
    sqlx::query!(
        "INSERT INTO core.recovery_code (person_id, code_hash) SELECT $1, hash FROM unnest($2::bytea[]) AS hash",
        person.0,
        &hashes
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn spend_recovery_code(tx: &mut Tx, person: PersonId, hash: &TokenHash) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE core.recovery_code SET used_at = now() WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL",
        person.0,
        hash.as_slice(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
