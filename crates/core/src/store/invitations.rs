//! Invitations.

use crate::tokens::TokenHash;
use repti_db::Tx;
use repti_model::{
    InvitationId, PersonId, Role, VivariumId,
    vivarium::{InvitationOffer, InvitationRow},
};

pub(crate) async fn insert(
    tx: &mut Tx,
    id: InvitationId,
    vivarium: VivariumId,
    email: &str,
    role: Role,
    hash: &TokenHash,
    by: PersonId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.invitation (id, vivarium_id, email, role, token_hash, invited_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, now() + interval '14 days')",
        id.0,
        vivarium.0,
        email,
        role.as_str(),
        hash.as_slice(),
        by.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn list_open(tx: &mut Tx) -> sqlx::Result<Vec<InvitationRow>> {
    let rows = sqlx::query!(
        "SELECT i.id, i.email, i.role, p.display_name, i.created_at, i.expires_at
         FROM core.invitation i JOIN core.person p ON p.id = i.invited_by
         WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now() ORDER BY i.id DESC",
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(InvitationRow {
                id: row.id.into(),
                email: row.email,
                role: row.role.parse().ok()?,
                invited_by: row.display_name,
                created_at: row.created_at.to_jiff(),
                expires_at: row.expires_at.to_jiff(),
            })
        })
        .collect())
}

/// The role that an open invitation of the transaction's vivarium offers.
pub(crate) async fn find_open(tx: &mut Tx, id: InvitationId) -> sqlx::Result<Option<Role>> {
    let role = sqlx::query_scalar!(
        "SELECT role FROM core.invitation WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL FOR UPDATE",
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(role.and_then(|role| role.parse().ok()))
}

pub(crate) async fn revoke(tx: &mut Tx, id: InvitationId) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE core.invitation SET revoked_at = now() WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL",
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes back what is open for an address.
pub(crate) async fn revoke_open(tx: &mut Tx, email: &str) -> sqlx::Result<()> {
    sqlx::query!("UPDATE core.invitation SET revoked_at = now() WHERE lower(email) = lower($1) AND accepted_at IS NULL AND revoked_at IS NULL", email)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Answers an invitation once, also for two at the same moment.
pub(crate) async fn accept(tx: &mut Tx, id: InvitationId, person: PersonId) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE core.invitation SET accepted_at = now(), accepted_by = $2
         WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()",
        id.0,
        person.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

macro_rules! offer {
    ($row:expr) => {{
        let row = $row;
        row.role.parse().ok().map(|role| {
            let offer = InvitationOffer {
                id: row.id.into(),
                vivarium_name: row.vivarium_name,
                email: row.email,
                role,
                invited_by: row.invited_by,
                expires_at: row.expires_at.to_jiff(),
            };
            (VivariumId::from(row.vivarium_id), offer)
        })
    }};
}

/// What a link offers, and whose it is.
pub(crate) async fn find_offer(tx: &mut Tx, hash: &TokenHash) -> sqlx::Result<Option<(VivariumId, InvitationOffer)>> {
    let row = sqlx::query!(
        r#"SELECT id AS "id!", vivarium_id AS "vivarium_id!", vivarium_name AS "vivarium_name!", email AS "email!", role AS "role!",
                  invited_by AS "invited_by!", expires_at AS "expires_at!" FROM core.find_invitation($1)"#,
        hash.as_slice(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.and_then(|row| offer!(row)))
}

/// What is offered to a person's proven address.
pub(crate) async fn list_to(tx: &mut Tx, person: PersonId) -> sqlx::Result<Vec<(VivariumId, InvitationOffer)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", vivarium_id AS "vivarium_id!", vivarium_name AS "vivarium_name!", email AS "email!", role AS "role!",
                  invited_by AS "invited_by!", expires_at AS "expires_at!" FROM core.invitations_to($1)"#,
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().filter_map(|row| offer!(row)).collect())
}
