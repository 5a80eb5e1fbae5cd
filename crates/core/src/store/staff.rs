//! What staff see of everybody. Transactions have the staff scope; animals stay closed to it.

use repti_db::{Cursor, Tx, keyset_page};
use repti_model::{
    PersonId, StaffRole, VivariumId,
    account::PersonRow,
    audit::{StaffOverview, StaffSearch},
    page::Page,
    vivarium::VivariumRow,
};
use sqlx::{Postgres, QueryBuilder, Row, postgres::PgRow};
use uuid::Uuid;

pub(crate) async fn overview(tx: &mut Tx) -> sqlx::Result<StaffOverview> {
    sqlx::query_as!(
        StaffOverview,
        r#"SELECT p.people AS "people!", p.people_today AS "people_today!", p.people_this_week AS "people_this_week!", p.people_suspended AS "people_suspended!", p.staff AS "staff!",
                  v.vivariums AS "vivariums!", v.vivariums_this_week AS "vivariums_this_week!", v.vivariums_suspended AS "vivariums_suspended!",
                  s.sessions AS "sessions!", s.staff_sessions AS "staff_sessions!"
           FROM (SELECT count(*) AS sessions, count(*) FILTER (WHERE portal = 'admin') AS staff_sessions FROM core.session
                 WHERE revoked_at IS NULL AND expires_at > now() AND last_seen_at > now() - make_interval(secs => idle_seconds)) s,
                (SELECT count(*) AS people,
                        count(*) FILTER (WHERE created_at >= date_trunc('day', now(), 'UTC')) AS people_today, count(*) FILTER (WHERE created_at > now() - interval '7 days') AS people_this_week,
                        count(suspended_at) AS people_suspended, count(staff_role) AS staff FROM core.person) p,
                (SELECT count(*) AS vivariums, count(*) FILTER (WHERE created_at > now() - interval '7 days') AS vivariums_this_week,
                        count(suspended_at) AS vivariums_suspended FROM core.vivarium) v"#,
    )
    .fetch_one(&mut **tx)
    .await
}

const PERSON: &str =
    "SELECT p.id, p.email, p.display_name, p.staff_role, p.suspended_at, p.suspended_reason, p.created_at,
    (SELECT count(*) FROM core.membership m WHERE m.person_id = p.id AND m.status = 'active') AS vivariums,
    (SELECT max(s.last_seen_at) FROM core.session s WHERE s.person_id = p.id) AS last_seen_at
    FROM core.person p WHERE true";

pub(crate) async fn search_people(tx: &mut Tx, search: &StaffSearch, limit: usize) -> sqlx::Result<Page<PersonRow>> {
    let cursor: Option<Cursor<Uuid>> = search.cursor.as_deref().and_then(Cursor::decode);
    let mut sql: QueryBuilder<Postgres> = QueryBuilder::new(PERSON);
    if let Some(wanted) = Wanted::from(&search.text) {
        match wanted {
            Wanted::Id(id) => sql.push(" AND p.id = ").push_bind(id),
            Wanted::Like(pattern) => sql
                .push(" AND (lower(p.email) LIKE ")
                .push_bind(pattern.clone())
                .push(" OR lower(p.display_name) LIKE ")
                .push_bind(pattern)
                .push(")"),
        };
    }
    if search.suspended {
        sql.push(" AND p.suspended_at IS NOT NULL");
    }
    if search.staff {
        sql.push(" AND p.staff_role IS NOT NULL");
    }
    push_page(&mut sql, "p.id", cursor.as_ref(), limit);
    let rows = sql.build().fetch_all(&mut **tx).await?;
    let rows = rows.iter().map(person).collect::<sqlx::Result<Vec<_>>>()?;
    Ok(keyset_page(rows, limit, cursor.as_ref(), |row| row.id.0))
}

pub(crate) async fn find_person(tx: &mut Tx, id: PersonId) -> sqlx::Result<Option<PersonRow>> {
    let mut sql: QueryBuilder<Postgres> = QueryBuilder::new(PERSON);
    sql.push(" AND p.id = ").push_bind(id.0);
    sql.build().fetch_optional(&mut **tx).await?.as_ref().map(person).transpose()
}

const VIVARIUM: &str = "SELECT v.id, v.slug, v.name, v.listed, v.suspended_at, v.suspended_reason, v.created_at,
    (SELECT count(*) FROM core.membership m WHERE m.vivarium_id = v.id AND m.status = 'active') AS members, o.name AS plan
    FROM core.vivarium v JOIN core.plan_of_vivarium o ON o.vivarium_id = v.id WHERE true";

pub(crate) async fn find_vivarium(tx: &mut Tx, id: VivariumId) -> sqlx::Result<Option<VivariumRow>> {
    let mut sql: QueryBuilder<Postgres> = QueryBuilder::new(VIVARIUM);
    sql.push(" AND v.id = ").push_bind(id.0);
    sql.build().fetch_optional(&mut **tx).await?.as_ref().map(vivarium).transpose()
}

pub(crate) async fn search_vivariums(
    tx: &mut Tx,
    search: &StaffSearch,
    limit: usize,
) -> sqlx::Result<Page<VivariumRow>> {
    let cursor: Option<Cursor<Uuid>> = search.cursor.as_deref().and_then(Cursor::decode);
    let mut sql: QueryBuilder<Postgres> = QueryBuilder::new(VIVARIUM);
    if let Some(wanted) = Wanted::from(&search.text) {
        match wanted {
            Wanted::Id(id) => sql.push(" AND v.id = ").push_bind(id),
            Wanted::Like(pattern) => sql
                .push(" AND (v.slug LIKE ")
                .push_bind(pattern.clone())
                .push(" OR lower(v.name) LIKE ")
                .push_bind(pattern)
                .push(")"),
        };
    }
    if search.suspended {
        sql.push(" AND v.suspended_at IS NOT NULL");
    }
    if !search.plan.is_empty() {
        // PostgreSQL's texts hold no zero.
        sql.push(" AND o.code = ").push_bind(search.plan.replace('\0', ""));
    }
    push_page(&mut sql, "v.id", cursor.as_ref(), limit);
    let rows = sql.build().fetch_all(&mut **tx).await?;
    let rows = rows.iter().map(vivarium).collect::<sqlx::Result<Vec<_>>>()?;
    Ok(keyset_page(rows, limit, cursor.as_ref(), |row| row.id.0))
}

pub(crate) async fn suspend_person(tx: &mut Tx, id: PersonId, reason: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE core.person SET suspended_at = now(), suspended_reason = $2 WHERE id = $1 AND suspended_at IS NULL",
        id.0,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn reinstate_person(tx: &mut Tx, id: PersonId) -> sqlx::Result<bool> {
    let done = sqlx::query!("UPDATE core.person SET suspended_at = NULL, suspended_reason = NULL WHERE id = $1 AND suspended_at IS NOT NULL", id.0)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Suspends with a reason, reinstates without. `None` when there is no such vivarium, else whether anything changed.
pub(crate) async fn suspend_vivarium(tx: &mut Tx, id: VivariumId, reason: Option<&str>) -> sqlx::Result<Option<bool>> {
    let before = sqlx::query_scalar!(
        r#"SELECT suspended_at IS NOT NULL AS "suspended!" FROM core.vivarium WHERE id = $1 FOR NO KEY UPDATE"#,
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(before) = before else { return Ok(None) };
    if before == reason.is_some() {
        return Ok(Some(false));
    }
    sqlx::query!(
        "UPDATE core.vivarium SET suspended_at = CASE WHEN $2::text IS NOT NULL THEN now() END, suspended_reason = $2 WHERE id = $1",
        id.0,
        reason,
    )
    .execute(&mut **tx)
    .await?;
    Ok(Some(true))
}

pub(crate) async fn update_role(tx: &mut Tx, id: PersonId, role: Option<StaffRole>) -> sqlx::Result<()> {
    sqlx::query!("UPDATE core.person SET staff_role = $2 WHERE id = $1", id.0, role.map(StaffRole::as_str))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What a search text asks for.
enum Wanted {
    Id(Uuid),
    /// A pattern for LIKE in lower case.
    Like(String),
}

impl Wanted {
    fn from(text: &str) -> Option<Self> {
        if let Ok(id) = Uuid::parse_str(text.trim()) {
            return Some(Self::Id(id));
        }
        like(text).map(Self::Like)
    }
}

/// A pattern for LIKE in lower case that finds `text` anywhere; nothing for an empty one.
pub(super) fn like(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| *c != '\0').take(120).collect();
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return None;
    }
    Some(format!("%{}%", text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")))
}

/// The newest first; ids carry the time.
fn push_page(sql: &mut QueryBuilder<Postgres>, id: &str, cursor: Option<&Cursor<Uuid>>, limit: usize) {
    match cursor {
        Some(Cursor::After(at)) => {
            sql.push(format!(" AND {id} < ")).push_bind(*at).push(format!(" ORDER BY {id} DESC"))
        }
        Some(Cursor::Before(at)) => sql.push(format!(" AND {id} > ")).push_bind(*at).push(format!(" ORDER BY {id}")),
        None => sql.push(format!(" ORDER BY {id} DESC")),
    };
    sql.push(" LIMIT ").push_bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
}

fn at(row: &PgRow, column: &str) -> sqlx::Result<Option<jiff::Timestamp>> {
    Ok(row.try_get::<Option<jiff_sqlx::Timestamp>, _>(column)?.map(|at| at.to_jiff()))
}

fn person(row: &PgRow) -> sqlx::Result<PersonRow> {
    Ok(PersonRow {
        id: row.try_get::<Uuid, _>("id")?.into(),
        email: row.try_get("email")?,
        display_name: row.try_get("display_name")?,
        staff: row.try_get::<Option<String>, _>("staff_role")?.and_then(|role| role.parse().ok()),
        vivariums: u32::try_from(row.try_get::<i64, _>("vivariums")?).unwrap_or_default(),
        suspended_at: at(row, "suspended_at")?,
        suspended_reason: row.try_get("suspended_reason")?,
        created_at: row.try_get::<jiff_sqlx::Timestamp, _>("created_at")?.to_jiff(),
        last_seen_at: at(row, "last_seen_at")?,
    })
}

fn vivarium(row: &PgRow) -> sqlx::Result<VivariumRow> {
    Ok(VivariumRow {
        id: row.try_get::<Uuid, _>("id")?.into(),
        slug: row.try_get("slug")?,
        name: row.try_get("name")?,
        members: u32::try_from(row.try_get::<i64, _>("members")?).unwrap_or_default(),
        plan: row.try_get("plan")?,
        listed: row.try_get("listed")?,
        suspended_at: at(row, "suspended_at")?,
        suspended_reason: row.try_get("suspended_reason")?,
        created_at: row.try_get::<jiff_sqlx::Timestamp, _>("created_at")?.to_jiff(),
    })
}
