//! Memberships, always inside a vivarium's transaction.

use repti_db::Tx;
use repti_model::{MembershipId, PersonId, Role, VivariumId, vivarium::MemberRow};

/// A member, as rules look at them.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) id: MembershipId,
    pub(crate) person: PersonId,
    pub(crate) role: Role,
}

/// Lets a transaction that began as nobody's see what is this person's own.
pub(crate) async fn show_to(tx: &mut Tx, person: PersonId) -> sqlx::Result<()> {
    sqlx::query_scalar!("SELECT set_config('app.person_id', $1, true)", person.to_string())
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

/// Joins, or joins again with a new role after leaving. A member of higher role keeps it.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: MembershipId,
    vivarium: VivariumId,
    person: PersonId,
    role: Role,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.membership (id, vivarium_id, person_id, role) VALUES ($1, $2, $3, $4)
         ON CONFLICT (vivarium_id, person_id) DO UPDATE SET role = EXCLUDED.role, status = 'active'
         WHERE core.membership.status <> 'active'",
        id.0,
        vivarium.0,
        person.0,
        role.as_str(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn list(tx: &mut Tx, me: PersonId) -> sqlx::Result<Vec<MemberRow>> {
    let rows = sqlx::query!(
        "SELECT m.id, m.person_id, p.display_name, p.email, m.role, m.created_at
         FROM core.membership m JOIN core.person p ON p.id = m.person_id
         WHERE m.status = 'active' AND m.vivarium_id = core.current_vivarium() ORDER BY lower(p.display_name), m.id",
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(MemberRow {
                id: row.id.into(),
                person_id: row.person_id.into(),
                display_name: row.display_name,
                email: row.email,
                role: row.role.parse().ok()?,
                since: row.created_at.to_jiff(),
                me: row.person_id == me.0,
            })
        })
        .collect())
}

/// The active members of the transaction's vivarium. The person's memberships elsewhere, which they may see too, are left out.
pub(crate) async fn list_active(tx: &mut Tx) -> sqlx::Result<Vec<Member>> {
    let rows = sqlx::query!(
        "SELECT id, person_id, role FROM core.membership
         WHERE status = 'active' AND vivarium_id = core.current_vivarium() ORDER BY id FOR UPDATE",
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Member { id: row.id.into(), person: row.person_id.into(), role: row.role.parse().ok()? })
        })
        .collect())
}

pub(crate) async fn update_role(tx: &mut Tx, id: MembershipId, role: Role) -> sqlx::Result<()> {
    sqlx::query!("UPDATE core.membership SET role = $2 WHERE id = $1", id.0, role.as_str()).execute(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn remove(tx: &mut Tx, id: MembershipId) -> sqlx::Result<()> {
    sqlx::query!("UPDATE core.membership SET status = 'removed' WHERE id = $1", id.0).execute(&mut **tx).await?;
    Ok(())
}
