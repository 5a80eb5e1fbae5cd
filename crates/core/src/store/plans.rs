//! Plans, and which vivarium has which.

use repti_db::Tx;
use repti_model::{
    VivariumId,
    vivarium::{Plan, PlanChange},
};
use uuid::Uuid;

/// A plan as SQL has it.
struct Row {
    code: String,
    name: String,
    price_cents: i32,
    currency: String,
    listings: Option<i32>,
    members: Option<i32>,
    storage_bytes: i64,
    api: bool,
    white_label: bool,
}

impl From<Row> for Plan {
    fn from(row: Row) -> Self {
        let count = |number: i32| u32::try_from(number).unwrap_or_default();
        Self {
            code: row.code,
            name: row.name,
            price_cents: count(row.price_cents),
            currency: row.currency,
            listings: row.listings.map(count),
            members: row.members.map(count),
            storage: u64::try_from(row.storage_bytes).unwrap_or_default(),
            api: row.api,
            white_label: row.white_label,
        }
    }
}

/// The plans there are, the least first.
pub(crate) async fn list(tx: &mut Tx) -> sqlx::Result<Vec<Plan>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT code, name, price_cents, currency, listings, members, storage_bytes, api, white_label FROM core.plan ORDER BY place"
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Plan::from).collect())
}

/// The plan of a vivarium that the transaction sees.
pub(crate) async fn find_of(tx: &mut Tx, vivarium: VivariumId) -> sqlx::Result<Option<Plan>> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT code AS "code!", name AS "name!", price_cents AS "price_cents!", currency AS "currency!", listings, members,
                  storage_bytes AS "storage_bytes!", api AS "api!", white_label AS "white_label!"
           FROM core.plan_of_vivarium WHERE vivarium_id = $1"#,
        vivarium.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Plan::from))
}

/// Gives a vivarium a plan; answers with the code of the one before. `None` where there is no such vivarium, or the transaction isn't staff's.
pub(crate) async fn set(
    tx: &mut Tx,
    vivarium: VivariumId,
    plan: &str,
    reason: &str,
    change: Uuid,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("SELECT core.set_plan($1, $2, $3, $4)", vivarium.0, plan, reason, change)
        .fetch_one(&mut **tx)
        .await
}

/// What staff changed, the latest first.
pub(crate) async fn list_changes(tx: &mut Tx, vivarium: VivariumId) -> sqlx::Result<Vec<PlanChange>> {
    let rows = sqlx::query!(
        "SELECT c.created_at, b.name AS before, a.name AS after, c.reason, c.staff_id, p.display_name
         FROM core.plan_change c JOIN core.plan b ON b.code = c.before JOIN core.plan a ON a.code = c.after
         JOIN core.person p ON p.id = c.staff_id
         WHERE c.vivarium_id = $1 ORDER BY c.created_at DESC, c.id DESC LIMIT 50",
        vivarium.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PlanChange {
            at: row.created_at.to_jiff(),
            before: row.before,
            after: row.after,
            reason: row.reason,
            staff_id: row.staff_id.into(),
            staff_name: row.display_name,
        })
        .collect())
}
