//! The audit log.

use jiff_sqlx::ToSqlx;
use repti_db::{Cursor, Tx, keyset_page};
use repti_model::{
    audit::{AuditQuery, AuditRow},
    page::Page,
};
use sqlx::{Postgres, QueryBuilder, Row};
use uuid::Uuid;

/// A line as it is checked.
pub(crate) struct StoredLine {
    pub(crate) seq: i64,
    pub(crate) line: String,
    pub(crate) prev_hash: Vec<u8>,
    pub(crate) hash: Vec<u8>,
    /// Whether the columns beside the line say the same as it.
    pub(crate) columns_agree: bool,
}

/// What the log ends with.
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: Vec<u8>,
}

pub(crate) async fn append(tx: &mut Tx, line: &str) -> sqlx::Result<()> {
    sqlx::query_scalar!("SELECT core.append_audit($1)", line).fetch_one(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn freeze_head(tx: &mut Tx) -> sqlx::Result<Head> {
    let row = sqlx::query!("SELECT seq, hash FROM core.audit_head").fetch_one(&mut **tx).await?;
    Ok(Head { seq: row.seq, hash: row.hash })
}

pub(crate) async fn read(tx: &mut Tx, after: i64, to: i64, limit: i64) -> sqlx::Result<Vec<StoredLine>> {
    sqlx::query_as!(
        StoredLine,
        r#"SELECT seq, line, prev_hash, hash,
                  (id, at, actor_kind, action, object_kind) IS NOT DISTINCT FROM
                  ((line::jsonb ->> 'id')::uuid, (line::jsonb ->> 'at')::timestamptz, line::jsonb ->> 'actor_kind',
                   line::jsonb ->> 'action', line::jsonb ->> 'object_kind')
                  AND actor_id IS NOT DISTINCT FROM (line::jsonb ->> 'actor_id')::uuid
                  AND vivarium_id IS NOT DISTINCT FROM (line::jsonb ->> 'vivarium_id')::uuid
                  AND object_id IS NOT DISTINCT FROM (line::jsonb ->> 'object_id')::uuid AS "columns_agree!"
           FROM core.audit_event WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3"#,
        after,
        to,
        limit,
    )
    .fetch_all(&mut **tx)
    .await
}

pub(crate) async fn hash_of(tx: &mut Tx, seq: i64) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("SELECT hash FROM core.audit_event WHERE seq = $1", seq).fetch_optional(&mut **tx).await
}

pub(crate) async fn search(tx: &mut Tx, query: &AuditQuery, limit: usize) -> sqlx::Result<Page<AuditRow>> {
    let cursor: Option<Cursor<i64>> = query.cursor.as_deref().and_then(Cursor::decode);
    let mut sql: QueryBuilder<Postgres> = QueryBuilder::new(
        "SELECT e.seq, e.id, e.at, e.actor_kind, e.actor_id, p.display_name, e.vivarium_id, e.action, e.object_kind, e.object_id,
                coalesce(o.display_name, v.name) AS object_name, coalesce(e.line::jsonb -> 'detail', '{}') AS detail, e.hash
         FROM core.audit_event e LEFT JOIN core.person p ON p.id = e.actor_id
         LEFT JOIN core.person o ON o.id = e.object_id LEFT JOIN core.vivarium v ON v.id = e.object_id WHERE true",
    );
    if let Some(actor) = query.actor {
        sql.push(" AND e.actor_id = ").push_bind(actor.0);
    }
    if let Some(object) = query.object {
        sql.push(" AND (e.object_id = ").push_bind(object).push(" OR e.vivarium_id = ").push_bind(object).push(")");
    }
    if let Some(pattern) = query.actor_text.as_deref().and_then(super::staff::like) {
        sql.push(" AND e.actor_id IN (SELECT id FROM core.person WHERE lower(email) LIKE ").push_bind(pattern.clone());
        sql.push(" OR lower(display_name) LIKE ").push_bind(pattern).push(")");
    }
    if let Some(pattern) = query.object_text.as_deref().and_then(super::staff::like) {
        sql.push(" AND e.object_id IN (SELECT id FROM core.person WHERE lower(email) LIKE ").push_bind(pattern.clone());
        sql.push(" OR lower(display_name) LIKE ").push_bind(pattern.clone());
        sql.push(" UNION ALL SELECT id FROM core.vivarium WHERE slug LIKE ").push_bind(pattern.clone());
        sql.push(" OR lower(name) LIKE ").push_bind(pattern).push(")");
    }
    if let Some(action) = query.action.as_deref().filter(|action| !action.is_empty()) {
        sql.push(" AND starts_with(e.action, ").push_bind(action.to_owned()).push(")");
    }
    if let Some(since) = query.since {
        sql.push(" AND e.at >= ").push_bind(since.to_sqlx());
    }
    if let Some(until) = query.until {
        sql.push(" AND e.at < ").push_bind(until.to_sqlx());
    }
    match &cursor {
        Some(Cursor::After(seq)) => sql.push(" AND e.seq < ").push_bind(*seq).push(" ORDER BY e.seq DESC"),
        Some(Cursor::Before(seq)) => sql.push(" AND e.seq > ").push_bind(*seq).push(" ORDER BY e.seq"),
        None => sql.push(" ORDER BY e.seq DESC"),
    };
    sql.push(" LIMIT ").push_bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
    let rows = sql.build().fetch_all(&mut **tx).await?;
    let rows = rows.iter().map(from_row).collect::<sqlx::Result<Vec<_>>>()?;
    Ok(keyset_page(rows, limit, cursor.as_ref(), |row| row.seq))
}

fn from_row(row: &sqlx::postgres::PgRow) -> sqlx::Result<AuditRow> {
    Ok(AuditRow {
        seq: row.try_get("seq")?,
        id: row.try_get::<Uuid, _>("id")?.into(),
        at: row.try_get::<jiff_sqlx::Timestamp, _>("at")?.to_jiff(),
        actor_kind: row.try_get("actor_kind")?,
        actor_id: row.try_get::<Option<Uuid>, _>("actor_id")?.map(Into::into),
        actor_name: row.try_get("display_name")?,
        vivarium_id: row.try_get::<Option<Uuid>, _>("vivarium_id")?.map(Into::into),
        action: row.try_get("action")?,
        object_kind: row.try_get("object_kind")?,
        object_id: row.try_get("object_id")?,
        object_name: row.try_get("object_name")?,
        detail: row.try_get("detail")?,
        hash: hex::encode(row.try_get::<Vec<u8>, _>("hash")?),
    })
}
