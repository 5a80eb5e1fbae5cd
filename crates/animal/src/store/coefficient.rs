//! Stored inbreeding. What writes and what takes marks answers the worker alone (`repti_db::Scope::Worker`); anybody else finds nothing.

use crate::AnimalError;
use jiff_sqlx::Timestamp;
use repti_model::{AnimalId, VivariumId, ancestry::Ancestry};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// Whose view of an animal's ancestors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    Own,
    Public,
}

impl Audience {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Public => "public",
        }
    }
}

struct Row {
    inbreeding: Option<f64>,
    generations: i32,
    equivalent: f64,
    completeness: Vec<f64>,
    ancestors: i32,
    distinct_share: Option<f64>,
    uncertain: bool,
    cut: bool,
    computed_at: Timestamp,
}

impl Row {
    fn into_ancestry(self) -> (Ancestry, jiff::Timestamp) {
        let ancestry = Ancestry {
            inbreeding: self.inbreeding,
            generations: u32::try_from(self.generations).unwrap_or_default(),
            equivalent: self.equivalent,
            completeness: self.completeness,
            ancestors: u32::try_from(self.ancestors).unwrap_or_default(),
            distinct_share: self.distinct_share,
            uncertain: self.uncertain,
            cut: self.cut,
        };
        (ancestry, self.computed_at.to_jiff())
    }
}

/// The figures of an animal of the transaction's vivarium, when they hold, with since when they are these.
pub(crate) async fn find_own(
    tx: &mut PgConnection,
    id: AnimalId,
) -> Result<Option<(Ancestry, jiff::Timestamp)>, AnimalError> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT inbreeding, generations AS "generations!", equivalent AS "equivalent!", completeness AS "completeness!",
                  ancestors AS "ancestors!", distinct_share, uncertain AS "uncertain!", cut AS "cut!",
                  computed_at AS "computed_at!: Timestamp"
           FROM animal.known_coefficient WHERE animal_id = $1"#,
        id.0
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(Row::into_ancestry))
}

/// The figures of a public animal, when they hold.
pub(crate) async fn find_public(connection: &mut PgConnection, id: AnimalId) -> Result<Option<Ancestry>, AnimalError> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT inbreeding, generations AS "generations!", equivalent AS "equivalent!", completeness AS "completeness!",
                  ancestors AS "ancestors!", distinct_share, uncertain AS "uncertain!", cut AS "cut!",
                  computed_at AS "computed_at!: Timestamp"
           FROM animal.public_coefficient WHERE animal_id = $1"#,
        id.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| row.into_ancestry().0))
}

/// One step of marking what descends from what changed. 0 when nothing is left to be marked.
pub(crate) async fn spread(tx: &mut PgConnection, most: i32) -> Result<i32, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT animal.coefficient_spread($1) AS "handled!""#, most).fetch_one(tx).await?)
}

/// The vivariums with marked animals.
pub(crate) async fn list_vivariums(tx: &mut PgConnection) -> Result<Vec<VivariumId>, AnimalError> {
    let ids = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM animal.coefficient_vivariums() t (id) ORDER BY id"#)
        .fetch_all(tx)
        .await?;
    Ok(ids.into_iter().map(VivariumId).collect())
}

/// Marked animals of the transaction's vivarium, held until it ends, each with whether others may see it. What another worker holds is
/// passed over.
pub(crate) async fn take(tx: &mut PgConnection, most: i32) -> Result<Vec<(Uuid, bool)>, AnimalError> {
    let rows = sqlx::query!(r#"SELECT animal_id AS "id!", seen AS "seen!" FROM animal.coefficient_take($1)"#, most)
        .fetch_all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.seen)).collect())
}

/// Takes the marks of animals away that were taken in this transaction.
pub(crate) async fn settle(tx: &mut PgConnection, ids: &[Uuid]) -> Result<(), AnimalError> {
    sqlx::query!("SELECT animal.coefficient_settle($1)", ids).execute(tx).await?;
    Ok(())
}

/// Writes figures where they differ from what is stored; says how many did.
pub(crate) async fn write(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    audience: Audience,
    figures: &[(Uuid, Ancestry)],
) -> Result<u64, AnimalError> {
    let done = sqlx::query!(
        r#"INSERT INTO animal.coefficient AS c (vivarium_id, audience, animal_id, inbreeding, generations, equivalent, completeness,
               ancestors, distinct_share, uncertain, cut)
           SELECT $1, $2, r.animal_id, r.inbreeding, r.generations, r.equivalent, r.completeness, r.ancestors, r.distinct_share,
                  r.uncertain, r.cut
           FROM jsonb_to_recordset($3) AS r (animal_id uuid, inbreeding float8, generations int, equivalent float8,
               completeness float8[], ancestors int, distinct_share float8, uncertain boolean, cut boolean)
           ON CONFLICT (animal_id, audience) DO UPDATE
               SET inbreeding = excluded.inbreeding, generations = excluded.generations, equivalent = excluded.equivalent,
                   completeness = excluded.completeness, ancestors = excluded.ancestors, distinct_share = excluded.distinct_share,
                   uncertain = excluded.uncertain, cut = excluded.cut, definition = excluded.definition, computed_at = now()
               WHERE (c.generations, c.ancestors, c.uncertain, c.cut, c.completeness, c.definition)
                       IS DISTINCT FROM (excluded.generations, excluded.ancestors, excluded.uncertain, excluded.cut,
                                         excluded.completeness, excluded.definition)
                  OR abs(coalesce(c.inbreeding, -1) - coalesce(excluded.inbreeding, -1)) > 1e-12
                  OR abs(c.equivalent - excluded.equivalent) > 1e-12
                  OR abs(coalesce(c.distinct_share, -1) - coalesce(excluded.distinct_share, -1)) > 1e-12"#,
        vivarium.0,
        audience.as_str(),
        Value::Array(figures.iter().map(record).collect())
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected())
}

fn record((id, ancestry): &(Uuid, Ancestry)) -> Value {
    json!({
        "animal_id": id,
        // A sum of rounded numbers may come out a hair beyond what a coefficient can be.
        "inbreeding": ancestry.inbreeding.map(|f| f.clamp(0.0, 1.0)),
        "generations": ancestry.generations,
        "equivalent": ancestry.equivalent,
        "completeness": ancestry.completeness,
        "ancestors": ancestry.ancestors,
        "distinct_share": ancestry.distinct_share,
        "uncertain": ancestry.uncertain,
        "cut": ancestry.cut,
    })
}

/// Forgets what the public was told of animals that it may not see any more.
pub(crate) async fn delete_public(tx: &mut PgConnection, ids: &[Uuid]) -> Result<(), AnimalError> {
    sqlx::query!("DELETE FROM animal.coefficient WHERE animal_id = ANY ($1) AND audience = 'public'", ids)
        .execute(tx)
        .await?;
    Ok(())
}

/// How many changes and marks wait, and how many seconds the oldest has.
pub(crate) async fn find_backlog(tx: &mut PgConnection) -> Result<(i64, f64), AnimalError> {
    let row = sqlx::query!(
        r#"SELECT waiting AS "waiting!", oldest_seconds AS "oldest_seconds!" FROM animal.coefficient_backlog()"#
    )
    .fetch_one(tx)
    .await?;
    Ok((row.waiting, row.oldest_seconds))
}

/// Has every animal reckoned again; says how many there are.
pub(crate) async fn mark_all(tx: &mut PgConnection) -> Result<i64, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT animal.coefficient_again() AS "noted!""#).fetch_one(tx).await?)
}
