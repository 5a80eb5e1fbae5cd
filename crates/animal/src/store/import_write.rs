//! The commit of an import: batches of rows into the registry, each in one statement.

use super::{birth, word};
use crate::{AnimalError, codes::CodePattern, store::import_row::RowParent};
use jiff_sqlx::Date;
use repti_genetics::lineage::{Subject, TaxonRules};
use repti_model::{ImportJobId, PersonId, TaxonId, VivariumId, animal::ParentSide};
use serde::Serialize;
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A new row that has no code yet.
#[derive(Debug, Clone)]
pub(crate) struct Codeless {
    pub(crate) line: i32,
    pub(crate) taxon: String,
    pub(crate) kind: String,
}

/// The next new rows without a code, in the order of the file, then the ancestors outside it (their lines count down from -1) in the
/// order in which it names them. They come last, so that no given code is taken by the template first.
pub(crate) async fn list_codeless(
    tx: &mut PgConnection,
    job: ImportJobId,
    limit: i64,
) -> Result<Vec<Codeless>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT line, taxon, coalesce(record ->> 'kind', 'held') AS "kind!" FROM animal.import_row
           WHERE job_id = $1 AND state = 'create' AND code = ''
           ORDER BY line <= 0, abs(line) LIMIT $2"#,
        job.0,
        limit
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| Codeless { line: row.line, taxon: row.taxon, kind: row.kind }).collect())
}

pub(crate) async fn set_codes(
    tx: &mut PgConnection,
    job: ImportJobId,
    lines: &[i32],
    codes: &[String],
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_row r SET code = c.code FROM unnest($2::int[], $3::text[]) AS c (line, code)
         WHERE r.job_id = $1 AND r.line = c.line",
        job.0,
        lines,
        codes
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The next `count` free codes of a pattern. The counter's row stays locked until the transaction ends.
pub(crate) async fn take_codes(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    pattern: &CodePattern,
    count: usize,
) -> Result<Vec<String>, AnimalError> {
    let mut codes = Vec::with_capacity(count);
    // The first one settles where the counter stands among codes that were given by hand.
    codes.push(super::code::take_code(tx, vivarium, pattern).await?);
    while codes.len() < count {
        let wanted = i64::try_from(count - codes.len()).unwrap_or(i64::MAX);
        let last = sqlx::query_scalar!(
            "UPDATE animal.code_counter SET last = last + $3 WHERE vivarium_id = $1 AND pattern = $2 RETURNING last",
            vivarium.0,
            pattern.key(),
            wanted
        )
        .fetch_one(&mut *tx)
        .await?;
        let next: Vec<String> = (last - wanted + 1..=last).map(|number| pattern.code(number)).collect();
        let lower: Vec<String> = next.iter().map(|code| code.to_lowercase()).collect();
        let taken: HashSet<String> = sqlx::query_scalar!(
            r#"SELECT lower(code) AS "code!" FROM animal.animal WHERE vivarium_id = $1 AND lower(code) = ANY ($2)"#,
            vivarium.0,
            &lower
        )
        .fetch_all(&mut *tx)
        .await?
        .into_iter()
        .collect();
        codes.extend(next.into_iter().zip(lower).filter(|(_, lower)| !taken.contains(lower)).map(|(code, _)| code));
    }
    Ok(codes)
}

/// What one batch of new rows came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Created {
    pub(crate) created: i64,
    /// Lines whose code or id was taken in the meantime.
    pub(crate) skipped: i64,
    /// The animals that were written.
    pub(crate) ids: Vec<Uuid>,
}

/// Writes the next new rows that have a code. Each animal's id was chosen at the preview, so no row is ever written twice.
pub(crate) async fn create_batch(
    tx: &mut PgConnection,
    job: ImportJobId,
    vivarium: VivariumId,
    person: Option<PersonId>,
    source: &str,
    taken: &Value,
    limit: i64,
) -> Result<Created, AnimalError> {
    let row = sqlx::query!(
        r#"WITH batch AS MATERIALIZED (
               SELECT r.line, r.animal_id, r.code, r.external_id, r.record, r.raw
               FROM animal.import_row r
               WHERE r.job_id = $1 AND r.state = 'create' AND r.code <> ''
               ORDER BY r.line LIMIT $6
           ), made AS (
               INSERT INTO animal.animal (id, vivarium_id, code, name, taxon_id, kind, sex, sex_confidence, sex_method, born_on,
                   born_precision, died_on, acquired_on, origin, breeder_of_record, genotype_text, weight_g, length_mm,
                   life_status, custody, role, visibility, public_notes, private_notes, import_source, import_external_id,
                   import_job_id, import_raw)
               SELECT b.animal_id, $2, b.code, n.name, t.id, n.kind, n.sex, n.sex_confidence, n.sex_method, n.born_on,
                   n.born_precision, n.died_on, n.acquired_on, n.origin, n.breeder_of_record, n.genotype_text, n.weight_g,
                   n.length_mm, n.life_status, n.custody, n.role, n.visibility, n.public_notes, n.private_notes, $4,
                   b.external_id, $1, b.raw
               FROM batch b
               CROSS JOIN LATERAL jsonb_to_record(b.record) AS n (name text, taxon text, kind text, sex text,
                   sex_confidence text, sex_method text, born_on date, born_precision text, died_on date, acquired_on date,
                   origin text, breeder_of_record text, genotype_text text, weight_g numeric, length_mm int,
                   life_status text, custody text, role text, visibility text, public_notes text, private_notes text)
               JOIN animal.taxon t ON t.slug = n.taxon
               ORDER BY b.line
               ON CONFLICT DO NOTHING
               RETURNING id, code
           ), told AS (
               INSERT INTO animal.animal_change (vivarium_id, animal_id, person_id, batch_id, version, field, new)
               SELECT $2, m.id, $3, $1, 1, 'created', to_jsonb(m.code) FROM made m
           ), settled AS (
               UPDATE animal.import_row r
               SET state = CASE WHEN m.id IS NULL THEN 'skipped' ELSE 'created' END,
                   animal_version = CASE WHEN m.id IS NOT NULL THEN 1 END,
                   animal_id = m.id,
                   raw = CASE WHEN m.id IS NULL THEN r.raw END,
                   issues = CASE WHEN m.id IS NULL THEN r.issues || $5 ELSE r.issues END,
                   conflicted = r.conflicted OR m.id IS NULL
               FROM batch b LEFT JOIN made m ON m.id = b.animal_id
               WHERE r.job_id = $1 AND r.line = b.line
               RETURNING m.id
           )
           SELECT count(id) AS "created!", count(*) - count(id) AS "skipped!", array_agg(id) FILTER (WHERE id IS NOT NULL) AS ids
           FROM settled"#,
        job.0,
        vivarium.0,
        person.map(|person| person.0),
        source,
        taken,
        limit
    )
    .fetch_one(tx)
    .await?;
    Ok(Created { created: row.created, skipped: row.skipped, ids: row.ids.unwrap_or_default() })
}

/// A row that changes an animal.
#[derive(Debug, Clone)]
pub(crate) struct UpdateRow {
    pub(crate) line: i32,
    pub(crate) animal_id: Uuid,
    pub(crate) record: Value,
}

pub(crate) async fn list_updates(
    tx: &mut PgConnection,
    job: ImportJobId,
    state: &str,
    limit: i64,
) -> Result<Vec<UpdateRow>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT line, animal_id AS "animal_id!", coalesce(CASE WHEN $2 = 'updated' THEN before ELSE record END, '{}') AS "record!"
           FROM animal.import_row WHERE job_id = $1 AND state = $2 AND animal_id IS NOT NULL
           ORDER BY line LIMIT $3"#,
        job.0,
        state,
        limit
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| UpdateRow { line: row.line, animal_id: row.animal_id, record: row.record }).collect())
}

/// Settles a row that changed an animal: what it was before, and the version that it has now.
pub(crate) async fn set_updated(
    tx: &mut PgConnection,
    job: ImportJobId,
    line: i32,
    before: &Value,
    version: i32,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.import_row SET state = 'updated', before = $3, animal_version = $4 WHERE job_id = $1 AND line = $2",
        job.0,
        line,
        before,
        version
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A row whose parents are to be linked.
#[derive(Debug, Clone)]
pub(crate) struct LinkRow {
    pub(crate) line: i32,
    pub(crate) child: Uuid,
    pub(crate) parents: Vec<RowParent>,
}

/// The next rows with parents to be linked. Only animals that are there now.
pub(crate) async fn list_unlinked(
    tx: &mut PgConnection,
    job: ImportJobId,
    limit: i64,
) -> Result<Vec<LinkRow>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT line, animal_id, parents AS "parents!" FROM animal.import_row
           WHERE job_id = $1 AND parents IS NOT NULL ORDER BY line LIMIT $2"#,
        job.0,
        limit
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let parents = serde_json::from_value(row.parents)?;
            // A row that was skipped at the last moment has no animal: nothing to link.
            Ok(LinkRow { line: row.line, child: row.animal_id.unwrap_or_default(), parents })
        })
        .collect()
}

/// The sides on which these animals have a parent already.
pub(crate) async fn list_sides(
    tx: &mut PgConnection,
    children: &[Uuid],
) -> Result<HashSet<(Uuid, ParentSide)>, AnimalError> {
    sqlx::query!(
        "SELECT DISTINCT child_id, side FROM animal.parent_link WHERE child_id = ANY ($1) AND retracted_at IS NULL",
        children
    )
    .fetch_all(tx)
    .await?
    .into_iter()
    .map(|row| Ok((row.child_id, word(&row.side)?)))
    .collect()
}

/// A link to be written.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewImportLink {
    pub(crate) id: Uuid,
    pub(crate) child_id: Uuid,
    pub(crate) parent_id: Uuid,
    pub(crate) side: ParentSide,
    pub(crate) chance_denominator: i32,
}

/// A question about a new link.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewDoubt {
    pub(crate) link_id: Uuid,
    pub(crate) child_id: Uuid,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// Writes links with the questions about them. The fence in the database checks each for loops once more.
pub(crate) async fn insert_links(
    tx: &mut PgConnection,
    job: ImportJobId,
    vivarium: VivariumId,
    person: Option<PersonId>,
    links: &[NewImportLink],
    doubts: &[NewDoubt],
) -> Result<(), AnimalError> {
    sqlx::query!(
        "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis, chance_numerator,
             chance_denominator, declared_by, import_job_id)
         SELECT r.id, $1, r.child_id, r.parent_id, r.side, 'declared', 1, r.chance_denominator, $2, $3
         FROM jsonb_to_recordset($4) AS r (id uuid, child_id uuid, parent_id uuid, side text, chance_denominator int)",
        vivarium.0,
        person.map(|person| person.0),
        job.0,
        serde_json::to_value(links)?
    )
    .execute(&mut *tx)
    .await?;
    if doubts.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO animal.lineage_warning (vivarium_id, child_id, link_id, code, message)
         SELECT $1, r.child_id, r.link_id, r.code, left(r.message, 1000)
         FROM jsonb_to_recordset($2) AS r (child_id uuid, link_id uuid, code text, message text)
         ON CONFLICT (link_id, code) DO NOTHING",
        vivarium.0,
        serde_json::to_value(doubts)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// These rows have been linked, as far as they could be.
pub(crate) async fn set_linked(tx: &mut PgConnection, job: ImportJobId, lines: &[i32]) -> Result<(), AnimalError> {
    sqlx::query!("UPDATE animal.import_row SET parents = NULL WHERE job_id = $1 AND line = ANY ($2)", job.0, lines)
        .execute(tx)
        .await?;
    Ok(())
}

/// Animals of the vivarium as the lineage checks take them, with their versions.
pub(crate) async fn list_subjects(
    tx: &mut PgConnection,
    ids: &[Uuid],
    rules: &HashMap<TaxonId, TaxonRules>,
) -> Result<HashMap<Uuid, (Subject, i32)>, AnimalError> {
    let rows = sqlx::query!(
        "SELECT id, version, code, name, taxon_id, sex, born_on, born_precision, died_on, origin, hybrid
         FROM animal.animal WHERE id = ANY ($1)",
        ids
    )
    .fetch_all(tx)
    .await?;
    let mut subjects = HashMap::with_capacity(rows.len());
    for row in rows {
        let Some(taxon) = rules.get(&TaxonId(row.taxon_id)).cloned() else { continue };
        let died_on: Option<Date> = row.died_on;
        let subject = Subject {
            label: crate::checks::label(&row.name, &row.code),
            taxon,
            sex: word(&row.sex)?,
            born: birth(row.born_on, &row.born_precision)?,
            died_on: died_on.map(Date::to_jiff),
            origin: word(&row.origin)?,
            hybrid: row.hybrid,
        };
        subjects.insert(row.id, (subject, row.version));
    }
    Ok(subjects)
}

/// Gives the planner its statistics after the first links of a large import.
pub(crate) async fn refresh_statistics(tx: &mut PgConnection) -> Result<(), AnimalError> {
    sqlx::query!("SELECT animal.import_statistics()").execute(tx).await?;
    Ok(())
}
