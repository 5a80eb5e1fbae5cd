//! Why staff suspended and reinstated.

use repti_db::Tx;
use repti_model::{PersonId, staff::SuspensionRow};
use uuid::Uuid;

/// Keeps the reason; answers with the id that the audit log names.
pub(crate) async fn insert(
    tx: &mut Tx,
    object: (&str, Uuid),
    suspended: bool,
    reason: &str,
    staff: PersonId,
) -> sqlx::Result<Uuid> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "INSERT INTO core.suspension (id, object_kind, object_id, action, reason, staff_id) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        object.0,
        object.1,
        if suspended { "suspended" } else { "reinstated" },
        reason,
        staff.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// The latest first.
pub(crate) async fn list(tx: &mut Tx, object: Uuid) -> sqlx::Result<Vec<SuspensionRow>> {
    let rows = sqlx::query!(
        "SELECT s.created_at, s.action, s.reason, s.staff_id, p.display_name
         FROM core.suspension s JOIN core.person p ON p.id = s.staff_id
         WHERE s.object_id = $1 ORDER BY s.created_at DESC, s.id DESC LIMIT 50",
        object,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SuspensionRow {
            at: row.created_at.to_jiff(),
            suspended: row.action == "suspended",
            reason: row.reason,
            staff_id: row.staff_id.into(),
            staff_name: row.display_name,
        })
        .collect())
}
