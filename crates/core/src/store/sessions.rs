//! Sessions.

use crate::{ActorIn, ClientInfo, Portal};
use repti_db::Tx;
use repti_model::{ActiveVivarium, Actor, PersonId, SessionId, VivariumId, account::SessionRow};
use sqlx::PgPool;

/// A session begins where the person last worked, else in their first vivarium.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: SessionId,
    person: PersonId,
    portal: Portal,
    client: &ClientInfo,
    second_factor: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.session (id, person_id, portal, second_factor_at, user_agent, address, idle_seconds, expires_at, active_vivarium_id)
         VALUES ($1, $2, $3, CASE WHEN $4 THEN now() END, $5, $6, $7, now() + make_interval(secs => $8),
                 CASE WHEN $3 = 'breeder' THEN (
                     SELECT m.vivarium_id FROM core.membership m
                     WHERE m.person_id = $2 AND m.status = 'active'
                     ORDER BY m.vivarium_id = (SELECT s.active_vivarium_id FROM core.session s
                                               WHERE s.person_id = $2 AND s.active_vivarium_id IS NOT NULL
                                               ORDER BY s.last_seen_at DESC LIMIT 1) DESC NULLS LAST, m.created_at
                     LIMIT 1) END)",
        id.0,
        person.0,
        portal.as_str(),
        second_factor,
        client.short_user_agent(),
        client.address,
        portal.idle_seconds(),
        portal.absolute_seconds(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who a session is, in one round trip: in `vivarium`, or else in the one that it has chosen.
pub(crate) async fn load_actor(
    pool: &PgPool,
    session: SessionId,
    vivarium: Option<VivariumId>,
) -> sqlx::Result<Option<ActorIn>> {
    let row = sqlx::query!(
        r#"SELECT person_id AS "person_id!", display_name AS "display_name!", staff_role,
                  vivarium_id, vivarium_slug, vivarium_name, vivarium_role, chosen AS "chosen!"
           FROM core.load_actor(session => $1, vivarium => $2)"#,
        session.0,
        vivarium.map(|vivarium| vivarium.0),
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| ActorIn {
        actor: Actor {
            person_id: row.person_id.into(),
            session_id: Some(session),
            display_name: row.display_name,
            staff: row.staff_role.and_then(|role| role.parse().ok()),
            vivarium: active(row.vivarium_id, row.vivarium_slug, row.vivarium_name, row.vivarium_role),
            scopes: None,
        },
        chosen: row.chosen,
    }))
}

/// The active vivarium, when every part of it was found.
pub(crate) fn active(
    id: Option<uuid::Uuid>,
    slug: Option<String>,
    name: Option<String>,
    role: Option<String>,
) -> Option<ActiveVivarium> {
    Some(ActiveVivarium { id: id?.into(), slug: slug?, name: name?, role: role?.parse().ok()? })
}

pub(crate) async fn list(tx: &mut Tx, person: PersonId, current: Option<SessionId>) -> sqlx::Result<Vec<SessionRow>> {
    let rows = sqlx::query!(
        "SELECT id, portal, user_agent, address, created_at, last_seen_at FROM core.session
         WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > now() AND last_seen_at > now() - make_interval(secs => idle_seconds)
         ORDER BY last_seen_at DESC, id DESC LIMIT 100",
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionRow {
            id: row.id.into(),
            portal: row.portal,
            user_agent: row.user_agent,
            address: row.address,
            created_at: row.created_at.to_jiff(),
            last_seen_at: row.last_seen_at.to_jiff(),
            current: current.is_some_and(|session| session.0 == row.id),
        })
        .collect())
}

/// Ends one session of a person. Whoever listens on `session_revoked` closes its live connections.
pub(crate) async fn revoke(tx: &mut Tx, person: PersonId, session: SessionId) -> sqlx::Result<bool> {
    let row = sqlx::query!(
        "WITH ended AS (UPDATE core.session SET revoked_at = now() WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL RETURNING id)
         SELECT pg_notify('session_revoked', id::text) FROM ended",
        session.0,
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.is_some())
}

/// Ends all sessions of a person but one; says how many.
pub(crate) async fn revoke_all(tx: &mut Tx, person: PersonId, except: Option<SessionId>) -> sqlx::Result<usize> {
    let rows = sqlx::query!(
        "WITH ended AS (UPDATE core.session SET revoked_at = now()
                        WHERE person_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2 RETURNING id)
         SELECT pg_notify('session_revoked', id::text) FROM ended",
        person.0,
        except.map(|id| id.0),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.len())
}

/// Whether the password was given in this session within the last ten minutes.
pub(crate) async fn is_fresh(tx: &mut Tx, session: SessionId, person: PersonId) -> sqlx::Result<bool> {
    let fresh = sqlx::query_scalar!(
        r#"SELECT authenticated_at > now() - interval '10 minutes' AS "fresh!" FROM core.session
           WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL"#,
        session.0,
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(fresh.unwrap_or_default())
}

pub(crate) async fn mark_fresh(tx: &mut Tx, session: SessionId, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE core.session SET authenticated_at = now() WHERE id = $1 AND person_id = $2",
        session.0,
        person.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether the person signed in from this address in the last ninety days.
pub(crate) async fn address_known(tx: &mut Tx, person: PersonId, address: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM core.session WHERE person_id = $1 AND address = $2 AND created_at > now() - interval '90 days') AS "known!""#,
        person.0,
        address,
    )
    .fetch_one(&mut **tx)
    .await
}

pub(crate) async fn update_vivarium(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
    vivarium: Option<VivariumId>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE core.session SET active_vivarium_id = $3 WHERE id = $1 AND person_id = $2",
        session.0,
        person.0,
        vivarium.map(|id| id.0),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
