//! Families of refresh tokens.

use super::sessions::active;
use crate::{ClientInfo, tokens::TokenHash};
use repti_db::Tx;
use repti_model::{Action, Actor, PersonId, VivariumId};
use sqlx::PgPool;
use uuid::Uuid;

/// What a refresh token turned out to be.
pub(crate) enum Use {
    Good {
        family: Uuid,
        person: PersonId,
    },
    /// It was used before.
    Reused {
        family: Uuid,
        person: PersonId,
    },
    /// Unknown, expired, or of a family that is over.
    Unknown,
}

pub(crate) async fn insert_family(tx: &mut Tx, id: Uuid, person: PersonId, client: &ClientInfo) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.refresh_family (id, person_id, user_agent, address, expires_at) VALUES ($1, $2, $3, $4, now() + interval '90 days')",
        id,
        person.0,
        client.short_user_agent(),
        client.address,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn insert_token(tx: &mut Tx, family: Uuid, hash: &TokenHash) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.refresh_token (token_hash, family_id, expires_at) VALUES ($1, $2, now() + interval '7 days')",
        hash.as_slice(),
        family,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Uses a token up. The row is held, so of two at the same moment the second sees a used one.
pub(crate) async fn spend(tx: &mut Tx, hash: &TokenHash) -> sqlx::Result<Use> {
    let row = sqlx::query!(
        r#"SELECT t.family_id, t.used_at, f.person_id,
                  (t.expires_at > now() AND f.revoked_at IS NULL AND f.expires_at > now() AND p.suspended_at IS NULL) AS "good!"
           FROM core.refresh_token t JOIN core.refresh_family f ON f.id = t.family_id JOIN core.person p ON p.id = f.person_id
           WHERE t.token_hash = $1 FOR UPDATE OF t"#,
        hash.as_slice(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(Use::Unknown) };
    let (family, person) = (row.family_id, PersonId(row.person_id));
    if row.used_at.is_some() {
        return Ok(Use::Reused { family, person });
    }
    if !row.good {
        return Ok(Use::Unknown);
    }
    sqlx::query!("UPDATE core.refresh_token SET used_at = now() WHERE token_hash = $1", hash.as_slice())
        .execute(&mut **tx)
        .await?;
    Ok(Use::Good { family, person })
}

pub(crate) async fn find_family(tx: &mut Tx, hash: &TokenHash) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!("SELECT family_id FROM core.refresh_token WHERE token_hash = $1", hash.as_slice())
        .fetch_optional(&mut **tx)
        .await
}

pub(crate) async fn revoke(tx: &mut Tx, family: Uuid) -> sqlx::Result<()> {
    sqlx::query!("UPDATE core.refresh_family SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL", family)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn revoke_all(tx: &mut Tx, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE core.refresh_family SET revoked_at = now() WHERE person_id = $1 AND revoked_at IS NULL",
        person.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who the bearer of a JWT of this family is in the vivarium of this id or short name, in one round trip.
pub(crate) async fn load_actor(pool: &PgPool, family: Uuid, vivarium: Option<&str>) -> sqlx::Result<Option<Actor>> {
    let id = vivarium.and_then(|wanted| wanted.parse::<VivariumId>().ok());
    let row = sqlx::query!(
        r#"SELECT person_id AS "person_id!", display_name AS "display_name!", vivarium_id, vivarium_slug, vivarium_name, vivarium_role
           FROM core.load_family_actor($1, $2, $3)"#,
        family,
        id.map(|id| id.0),
        vivarium,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Actor {
        person_id: row.person_id.into(),
        session_id: None,
        display_name: row.display_name,
        staff: None,
        vivarium: active(row.vivarium_id, row.vivarium_slug, row.vivarium_name, row.vivarium_role),
        // A program that signed in as a person may in a vivarium what the person may.
        scopes: Some(Action::SCOPES.map(str::to_owned).to_vec()),
    }))
}
