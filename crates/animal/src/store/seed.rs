//! Demo animals, written in bulk by the owner of the tables.

use jiff::{Timestamp, civil::Date};
use repti_db::DbError;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// Rows in one statement: large enough for speed, small enough for memory.
const CHUNK: usize = 5_000;

/// An animal as it is stored.
#[derive(Debug, Clone, Serialize)]
pub struct SeedAnimal {
    pub id: Uuid,
    pub vivarium_id: Uuid,
    pub code: String,
    pub name: String,
    /// Slug of its taxon.
    pub taxon: &'static str,
    pub kind: &'static str,
    pub sex: &'static str,
    pub sex_confidence: &'static str,
    pub sex_method: Option<&'static str>,
    pub born_on: Option<Date>,
    pub born_precision: &'static str,
    pub died_on: Option<Date>,
    pub acquired_on: Option<Date>,
    pub origin: &'static str,
    pub breeder_of_record: String,
    pub genotype_text: String,
    pub weight_g: Option<f64>,
    pub length_mm: Option<i32>,
    pub life_status: &'static str,
    pub custody: &'static str,
    pub role: &'static str,
    pub care_state: &'static str,
    pub visibility: &'static str,
    pub open_to_pairings: bool,
    pub public_notes: String,
    pub created_at: Timestamp,
}

/// A claim of parentage as it is stored.
#[derive(Debug, Clone, Serialize)]
pub struct SeedLink {
    pub id: Uuid,
    pub vivarium_id: Uuid,
    pub child_id: Uuid,
    pub parent_id: Uuid,
    pub side: &'static str,
    pub basis: &'static str,
    pub chance_numerator: i32,
    pub chance_denominator: i32,
    pub declared_by: Uuid,
    pub confirmed_by: Option<Uuid>,
    pub created_at: Timestamp,
}

/// An open question about a claim.
#[derive(Debug, Clone, Serialize)]
pub struct SeedWarning {
    pub id: Uuid,
    pub vivarium_id: Uuid,
    pub child_id: Uuid,
    pub link_id: Uuid,
    pub code: &'static str,
    pub message: String,
    pub raised_at: Timestamp,
}

/// A planned pairing as it is stored.
#[derive(Debug, Clone, Serialize)]
pub struct SeedPairing {
    pub id: Uuid,
    pub vivarium_id: Uuid,
    pub sire_id: Uuid,
    pub dam_id: Uuid,
    pub season: i32,
    pub planned_on: Option<Date>,
    pub planned_precision: &'static str,
    pub wish: String,
    pub note: String,
    pub state: &'static str,
    pub cancelled_at: Option<Timestamp>,
    pub cancel_reason: String,
    pub created_by: Uuid,
    pub created_at: Timestamp,
}

/// Writes animals.
///
/// # Errors
/// When the database refuses.
pub async fn insert_animals(connection: &mut PgConnection, rows: &[SeedAnimal]) -> Result<(), DbError> {
    for chunk in rows.chunks(CHUNK) {
        sqlx::query!(
            "INSERT INTO animal.animal (id, vivarium_id, code, name, taxon_id, kind, sex, sex_confidence, sex_method, born_on,
                 born_precision, died_on, acquired_on, origin, breeder_of_record, genotype_text, weight_g, length_mm,
                 life_status, custody, role, care_state, visibility, open_to_pairings, public_notes, created_at, updated_at)
             SELECT r.id, r.vivarium_id, r.code, r.name, t.id, r.kind, r.sex, r.sex_confidence, r.sex_method, r.born_on,
                 r.born_precision, r.died_on, r.acquired_on, r.origin, r.breeder_of_record, r.genotype_text, r.weight_g,
                 r.length_mm, r.life_status, r.custody, r.role, r.care_state, r.visibility, r.open_to_pairings, r.public_notes,
                 r.created_at, r.created_at
             FROM jsonb_to_recordset($1) AS r (id uuid, vivarium_id uuid, code text, name text, taxon text, kind text,
                 sex text, sex_confidence text, sex_method text, born_on date, born_precision text, died_on date,
                 acquired_on date, origin text, breeder_of_record text, genotype_text text, weight_g numeric,
                 length_mm int, life_status text, custody text, role text, care_state text, visibility text,
                 open_to_pairings boolean, public_notes text, created_at timestamptz)
             JOIN animal.taxon t ON t.slug = r.taxon",
            json(chunk),
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Writes claims, oldest first. The fence against cycles is down meanwhile: it looks at each row, which takes minutes for two hundred
/// thousand, and a test of the demo data proves that every parent is older than its child.
///
/// # Errors
/// When the database refuses.
pub async fn insert_links(connection: &mut PgConnection, rows: &[SeedLink]) -> Result<(), DbError> {
    sqlx::query!("ALTER TABLE animal.parent_link DISABLE TRIGGER fence").execute(&mut *connection).await?;
    for chunk in rows.chunks(CHUNK) {
        sqlx::query!(
            "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis, chance_numerator,
                 chance_denominator, declared_by, confirmed_by, created_at, updated_at)
             SELECT r.id, r.vivarium_id, r.child_id, r.parent_id, r.side, r.basis, r.chance_numerator,
                 r.chance_denominator, r.declared_by, r.confirmed_by, r.created_at, r.created_at
             FROM jsonb_to_recordset($1) AS r (id uuid, vivarium_id uuid, child_id uuid, parent_id uuid, side text,
                 basis text, chance_numerator int, chance_denominator int, declared_by uuid, confirmed_by uuid,
                 created_at timestamptz)",
            json(chunk),
        )
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query!("ALTER TABLE animal.parent_link ENABLE TRIGGER fence").execute(&mut *connection).await?;
    Ok(())
}

/// Writes how the claims across vivariums stand: confirmed, but for the newest of each vivarium that is asked, which waits for its answer,
/// and one that is disputed.
///
/// # Errors
/// When the database refuses.
pub async fn insert_verifications(connection: &mut PgConnection) -> Result<(), DbError> {
    let asked = sqlx::query_scalar!(
        r#"UPDATE animal.parent_link l SET basis = 'declared', confirmed_by = NULL
           WHERE l.id IN (
               SELECT DISTINCT ON (p.vivarium_id) n.id
               FROM animal.parent_link n JOIN animal.animal p ON p.id = n.parent_id JOIN animal.animal c ON c.id = n.child_id
               WHERE n.basis = 'confirmed_by_other_breeder' AND p.vivarium_id <> n.vivarium_id AND p.kind = 'held'
                 AND p.visibility <> 'private' AND c.archived_at IS NULL AND n.declared_by IS NOT NULL
               ORDER BY p.vivarium_id, n.created_at DESC, n.id)
           RETURNING l.id"#
    )
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query_scalar!("SELECT animal.verification_backfill()").fetch_one(&mut *connection).await?;
    sqlx::query!(
        "INSERT INTO animal.verification
             (subject_id, link_id, vivarium_id, parent_vivarium_id, child_id, parent_id, side, state, expires_at)
         SELECT l.id, l.id, l.vivarium_id, p.vivarium_id, l.child_id, l.parent_id, l.side, 'requested', now() + interval '30 days'
         FROM animal.parent_link l JOIN animal.animal p ON p.id = l.parent_id WHERE l.id = ANY ($1)",
        &asked
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO animal.verification_step
             (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id, message)
         SELECT v.subject_id, v.vivarium_id, v.parent_vivarium_id, 'requested', 'child', 'unverified', 'requested', l.declared_by,
                'The stud fee was settled in spring; the egg photos are on my page.'
         FROM animal.verification v JOIN animal.parent_link l ON l.id = v.link_id WHERE v.link_id = ANY ($1)",
        &asked
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "WITH disputed AS (
             UPDATE animal.verification v SET state = 'disputed', changed_at = now()
             WHERE v.link_id = (SELECT n.link_id FROM animal.verification n WHERE n.state = 'verified'
                                ORDER BY n.changed_at DESC, n.link_id LIMIT 1)
             RETURNING v.link_id, v.vivarium_id, v.parent_vivarium_id)
         INSERT INTO animal.verification_step
             (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id, message)
         SELECT d.link_id, d.vivarium_id, d.parent_vivarium_id, 'disputed', 'parent', 'verified', 'disputed', l.confirmed_by,
                'I confirmed the wrong male: his brother was out on loan that season.'
         FROM disputed d JOIN animal.parent_link l ON l.id = d.link_id"
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes open questions.
///
/// # Errors
/// When the database refuses.
pub async fn insert_warnings(connection: &mut PgConnection, rows: &[SeedWarning]) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO animal.lineage_warning (id, vivarium_id, child_id, link_id, code, message, raised_at)
         SELECT r.id, r.vivarium_id, r.child_id, r.link_id, r.code, r.message, r.raised_at
         FROM jsonb_to_recordset($1) AS r (id uuid, vivarium_id uuid, child_id uuid, link_id uuid, code text,
             message text, raised_at timestamptz)",
        json(rows),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes planned pairings.
///
/// # Errors
/// When the database refuses.
pub async fn insert_pairings(connection: &mut PgConnection, rows: &[SeedPairing]) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO animal.pairing (id, vivarium_id, sire_id, dam_id, season, planned_on, planned_precision, wish, note, state,
             cancelled_at, cancel_reason, created_by, updated_by, created_at, updated_at)
         SELECT r.id, r.vivarium_id, r.sire_id, r.dam_id, r.season, r.planned_on, r.planned_precision, r.wish, r.note, r.state,
             r.cancelled_at, r.cancel_reason, r.created_by, r.created_by, r.created_at, r.created_at
         FROM jsonb_to_recordset($1) AS r (id uuid, vivarium_id uuid, sire_id uuid, dam_id uuid, season int, planned_on date,
             planned_precision text, wish text, note text, state text, cancelled_at timestamptz, cancel_reason text,
             created_by uuid, created_at timestamptz)",
        json(rows),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives the planner its statistics at once, so that the first pages are as fast as the later ones.
///
/// # Errors
/// When the database refuses.
pub async fn analyze(connection: &mut PgConnection) -> Result<(), DbError> {
    sqlx::query!("ANALYZE animal.animal, animal.parent_link, animal.taxon, animal.pairing").execute(connection).await?;
    Ok(())
}

fn json<T: Serialize>(rows: &[T]) -> serde_json::Value {
    serde_json::to_value(rows).unwrap_or_default()
}
