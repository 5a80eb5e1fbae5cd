//! API tokens.

use super::sessions::active;
use crate::tokens::TokenHash;
use repti_db::Tx;
use repti_model::{Actor, ApiTokenId, PersonId, VivariumId, account::ApiTokenRow};
use sqlx::PgPool;

/// A token to be kept.
pub(crate) struct NewRow {
    pub(crate) id: ApiTokenId,
    pub(crate) vivarium: VivariumId,
    pub(crate) created_by: PersonId,
    pub(crate) name: String,
    pub(crate) hint: String,
    pub(crate) hash: TokenHash,
    pub(crate) scopes: Vec<String>,
    pub(crate) days: i32,
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewRow) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.api_token (id, vivarium_id, created_by, name, hint, token_hash, scopes, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))",
        new.id.0,
        new.vivarium.0,
        new.created_by.0,
        new.name,
        new.hint,
        new.hash.as_slice(),
        &new.scopes,
        new.days,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn list(tx: &mut Tx) -> sqlx::Result<Vec<ApiTokenRow>> {
    let rows = sqlx::query!(
        "SELECT t.id, t.name, t.hint, t.scopes, p.display_name, t.created_at, t.last_used_at, t.expires_at
         FROM core.api_token t JOIN core.person p ON p.id = t.created_by
         WHERE t.revoked_at IS NULL AND t.expires_at > now() ORDER BY t.id DESC",
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ApiTokenRow {
            id: row.id.into(),
            name: row.name,
            hint: row.hint,
            scopes: row.scopes,
            created_by: row.display_name,
            created_at: row.created_at.to_jiff(),
            last_used_at: row.last_used_at.map(|at| at.to_jiff()),
            expires_at: row.expires_at.to_jiff(),
        })
        .collect())
}

pub(crate) async fn revoke(tx: &mut Tx, id: ApiTokenId) -> sqlx::Result<bool> {
    let done = sqlx::query!("UPDATE core.api_token SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL", id.0)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Who a token is, in one round trip.
pub(crate) async fn load_actor(pool: &PgPool, hash: &TokenHash) -> sqlx::Result<Option<Actor>> {
    let row = sqlx::query!(
        r#"SELECT person_id AS "person_id!", display_name AS "display_name!", scopes AS "scopes!",
                  vivarium_id, vivarium_slug, vivarium_name, vivarium_role
           FROM core.load_token_actor($1)"#,
        hash.as_slice(),
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Actor {
        person_id: row.person_id.into(),
        session_id: None,
        display_name: row.display_name,
        staff: None,
        vivarium: active(row.vivarium_id, row.vivarium_slug, row.vivarium_name, row.vivarium_role),
        scopes: Some(row.scopes),
    }))
}
