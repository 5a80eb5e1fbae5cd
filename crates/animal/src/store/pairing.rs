//! Pairings of the transaction's vivarium.

use super::{birth, node::find_nodes, word};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_db::Cursor;
use repti_model::{
    AnimalId, PairingId, PersonId, VivariumId,
    lineage::Relative,
    pairing::{Pairing, PairingFields, PairingFilter, PlannedFor},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

/// A row's place in the list: the latest season first, in it the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PairingKey {
    pub(crate) season: i32,
    pub(crate) id: Uuid,
}

struct PairingRow {
    id: Uuid,
    version: i32,
    sire_id: Uuid,
    dam_id: Uuid,
    season: i32,
    planned_on: Option<Date>,
    planned_precision: String,
    wish: String,
    note: String,
    hybrid: bool,
    state: String,
    cancelled_at: Option<Timestamp>,
    cancel_reason: String,
    created_by: Option<String>,
    created_at: Timestamp,
    updated_by: Option<String>,
    updated_at: Timestamp,
}

/// A pairing to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewRow<'a> {
    pub(crate) id: PairingId,
    pub(crate) vivarium: VivariumId,
    pub(crate) sire: AnimalId,
    pub(crate) dam: AnimalId,
    pub(crate) fields: &'a PairingFields,
    pub(crate) hybrid: bool,
    pub(crate) by: PersonId,
}

/// One pairing.
pub(crate) async fn find_pairing(tx: &mut PgConnection, id: PairingId) -> Result<Option<Pairing>, AnimalError> {
    let row = sqlx::query_as!(
        PairingRow,
        r#"SELECT p.id, p.version, p.sire_id, p.dam_id, p.season, p.planned_on AS "planned_on: Date", p.planned_precision,
                  p.wish, p.note, p.hybrid, p.state, p.cancelled_at AS "cancelled_at: Timestamp", p.cancel_reason,
                  c.display_name AS "created_by?", p.created_at AS "created_at: Timestamp",
                  u.display_name AS "updated_by?", p.updated_at AS "updated_at: Timestamp"
           FROM animal.pairing p
           LEFT JOIN core.person c ON c.id = p.created_by
           LEFT JOIN core.person u ON u.id = p.updated_by
           WHERE p.id = $1"#,
        id.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(named(tx, vec![row]).await?.pop())
}

/// Holds the pairing's row until the end of the transaction: nobody else saves it meanwhile.
pub(crate) async fn lock_pairing(tx: &mut PgConnection, id: PairingId) -> Result<bool, AnimalError> {
    let row = sqlx::query_scalar!("SELECT version FROM animal.pairing WHERE id = $1 FOR UPDATE", id.0)
        .fetch_optional(tx)
        .await?;
    Ok(row.is_some())
}

/// The pairing that is planned for the same two in a season, whichever stands as the sire; but for `except`.
pub(crate) async fn find_same(
    tx: &mut PgConnection,
    [one, other]: [AnimalId; 2],
    season: i32,
    except: Option<PairingId>,
) -> Result<Option<PairingId>, AnimalError> {
    let found = sqlx::query_scalar!(
        "SELECT p.id FROM animal.pairing p
         WHERE p.state = 'planned' AND p.season = $3
           AND (p.sire_id = $1 AND p.dam_id = $2 OR p.sire_id = $2 AND p.dam_id = $1)
           AND ($4::uuid IS NULL OR p.id <> $4)",
        one.0,
        other.0,
        season,
        except.map(|id| id.0)
    )
    .fetch_optional(tx)
    .await?;
    Ok(found.map(PairingId))
}

/// Up to `limit` pairings in the cursor's direction.
pub(crate) async fn list_pairings(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    filter: &PairingFilter,
    cursor: Option<&Cursor<PairingKey>>,
    limit: i64,
) -> Result<Vec<Pairing>, AnimalError> {
    let (after, before) = match cursor {
        Some(Cursor::After(key)) => (Some(*key), None),
        Some(Cursor::Before(key)) => (None, Some(*key)),
        None => (None, None),
    };
    let rows = sqlx::query_as!(
        PairingRow,
        r#"SELECT p.id, p.version, p.sire_id, p.dam_id, p.season, p.planned_on AS "planned_on: Date", p.planned_precision,
                  p.wish, p.note, p.hybrid, p.state, p.cancelled_at AS "cancelled_at: Timestamp", p.cancel_reason,
                  c.display_name AS "created_by?", p.created_at AS "created_at: Timestamp",
                  u.display_name AS "updated_by?", p.updated_at AS "updated_at: Timestamp"
           FROM animal.pairing p
           LEFT JOIN core.person c ON c.id = p.created_by
           LEFT JOIN core.person u ON u.id = p.updated_by
           WHERE p.vivarium_id = $1
             AND ($2::text IS NULL OR p.state = $2)
             AND ($3::int4 IS NULL OR p.season = $3)
             AND ($4::uuid IS NULL OR p.sire_id = $4 OR p.dam_id = $4)
             AND ($5::int4 IS NULL OR (p.season, p.id) < ($5, $6::uuid))
             AND ($7::int4 IS NULL OR (p.season, p.id) > ($7, $8::uuid))
           ORDER BY CASE WHEN $7::int4 IS NULL THEN p.season END DESC, CASE WHEN $7::int4 IS NULL THEN p.id END DESC,
                    p.season, p.id
           LIMIT $9"#,
        vivarium.0,
        filter.state.map(|state| state.as_str()),
        filter.season,
        filter.animal.map(|id| id.0),
        after.map(|key| key.season),
        after.map(|key| key.id),
        before.map(|key| key.season),
        before.map(|key| key.id),
        limit
    )
    .fetch_all(&mut *tx)
    .await?;
    named(tx, rows).await
}

pub(crate) async fn insert_pairing(tx: &mut PgConnection, new: &NewRow<'_>) -> Result<(), AnimalError> {
    let (planned_on, precision) = planned_columns(new.fields.planned);
    sqlx::query!(
        "INSERT INTO animal.pairing (id, vivarium_id, sire_id, dam_id, season, planned_on, planned_precision, wish, note, hybrid,
             created_by, updated_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        new.id.0,
        new.vivarium.0,
        new.sire.0,
        new.dam.0,
        new.fields.season,
        planned_on as Option<Date>,
        precision,
        new.fields.wish,
        new.fields.note,
        new.hybrid,
        new.by.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn update_pairing(
    tx: &mut PgConnection,
    id: PairingId,
    fields: &PairingFields,
    by: PersonId,
) -> Result<(), AnimalError> {
    let (planned_on, precision) = planned_columns(fields.planned);
    sqlx::query!(
        "UPDATE animal.pairing
         SET season = $2, planned_on = $3, planned_precision = $4, wish = $5, note = $6, updated_by = $7
         WHERE id = $1",
        id.0,
        fields.season,
        planned_on as Option<Date>,
        precision,
        fields.wish,
        fields.note,
        by.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Gives a pairing up.
pub(crate) async fn cancel_pairing(
    tx: &mut PgConnection,
    id: PairingId,
    reason: &str,
    by: PersonId,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.pairing SET state = 'cancelled', cancelled_at = now(), cancel_reason = $2, updated_by = $3 WHERE id = $1",
        id.0,
        reason,
        by.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Plans a pairing again that was given up.
pub(crate) async fn restore_pairing(tx: &mut PgConnection, id: PairingId, by: PersonId) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.pairing SET state = 'planned', cancelled_at = NULL, cancel_reason = '', updated_by = $2 WHERE id = $1",
        id.0,
        by.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn planned_columns(planned: Option<PlannedFor>) -> (Option<Date>, &'static str) {
    let precision = planned.map_or("day", |planned| planned.precision().as_str());
    (planned.map(|planned| planned.date().into()), precision)
}

/// The rows with their animals as they are called now.
async fn named(tx: &mut PgConnection, rows: Vec<PairingRow>) -> Result<Vec<Pairing>, AnimalError> {
    let ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.sire_id, row.dam_id]).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let nodes = find_nodes(tx, &ids).await?;
    let relative = |id: &Uuid| nodes.get(id).map_or_else(Relative::hidden, |node| node.relative.clone());
    rows.into_iter()
        .map(|row| {
            let (sire, dam) = (relative(&row.sire_id), relative(&row.dam_id));
            row.into_pairing(sire, dam)
        })
        .collect()
}

impl PairingRow {
    fn into_pairing(self, sire: Relative, dam: Relative) -> Result<Pairing, AnimalError> {
        let planned = birth(self.planned_on, &self.planned_precision)?;
        Ok(Pairing {
            id: PairingId(self.id),
            version: self.version,
            sire,
            dam,
            fields: PairingFields {
                season: self.season,
                planned: planned.and_then(|date| PlannedFor::new(date.date(), date.precision()).ok()),
                wish: self.wish,
                note: self.note,
            },
            hybrid: self.hybrid,
            state: word(&self.state)?,
            cancelled_at: self.cancelled_at.map(Timestamp::to_jiff),
            cancel_reason: self.cancel_reason,
            created_by: self.created_by,
            created_at: self.created_at.to_jiff(),
            updated_by: self.updated_by,
            updated_at: self.updated_at.to_jiff(),
        })
    }
}
