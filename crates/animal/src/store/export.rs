//! What exports read: animals as records, and whole tables for the archive.

use super::{birth, word};
use crate::{
    AnimalError,
    export::record::ExportAnimal,
    import::{header, values::words::Breeder},
};
use jiff_sqlx::Date;
use repti_model::{VivariumId, measure::Grams};
use serde_json::{Map, Value};
use sqlx::PgConnection;
use uuid::Uuid;

/// The next animals after `after`, in the order of their making. `held` leaves out ancestors, the dead and the archive.
pub(crate) async fn list_animals(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    own_name: &str,
    held: bool,
    after: Uuid,
    limit: i64,
) -> Result<Vec<(Uuid, ExportAnimal)>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT a.id, a.code, a.name, t.slug, t.common_name, t.scientific_name, a.sex, a.sex_confidence, a.sex_method,
                  a.born_on, a.born_precision, a.died_on, a.acquired_on, a.origin, a.breeder_of_record, a.genotype_text,
                  (a.weight_g * 100)::int8 AS weight_hundredths, a.length_mm, a.life_status, a.custody, a.role, a.visibility,
                  a.public_notes, a.private_notes, a.import_external_id, a.import_raw, k.inbreeding AS "inbreeding?",
                  k.completeness AS "completeness?",
                  ARRAY (SELECT coalesce(nullif(n.code, ''), n.name) FROM animal.parent_link l
                         JOIN animal.lineage_node n ON n.id = l.parent_id
                         WHERE l.child_id = a.id AND l.side = 'sire' AND l.retracted_at IS NULL AND n.code || n.name <> ''
                         ORDER BY l.chance_numerator::float8 / l.chance_denominator DESC, l.id) AS "sires!",
                  ARRAY (SELECT coalesce(nullif(n.code, ''), n.name) FROM animal.parent_link l
                         JOIN animal.lineage_node n ON n.id = l.parent_id
                         WHERE l.child_id = a.id AND l.side = 'dam' AND l.retracted_at IS NULL AND n.code || n.name <> ''
                         ORDER BY l.chance_numerator::float8 / l.chance_denominator DESC, l.id) AS "dams!"
           FROM animal.animal a JOIN animal.taxon t ON t.id = a.taxon_id
           LEFT JOIN animal.known_coefficient k ON k.animal_id = a.id
           WHERE a.vivarium_id = $1 AND a.id > $2 AND a.archived_at IS NULL
             AND (NOT $3 OR a.kind = 'held' AND a.life_status = 'alive')
           ORDER BY a.id LIMIT $4"#,
        vivarium.0,
        after,
        held,
        limit
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let (died_on, acquired_on): (Option<Date>, Option<Date>) = (row.died_on, row.acquired_on);
            let raw = match row.import_raw {
                Some(Value::Object(raw)) => Some(raw),
                _ => None,
            };
            let animal = ExportAnimal {
                external_id: row.import_external_id.filter(|id| *id != row.code).unwrap_or_default(),
                code: row.code,
                name: row.name,
                taxon: row.slug,
                taxon_name: row.common_name,
                taxon_scientific: row.scientific_name,
                sex: word(&row.sex)?,
                sex_confidence: Some(word(&row.sex_confidence)?),
                sex_method: row.sex_method.as_deref().map(word).transpose()?,
                born: birth(row.born_on, &row.born_precision)?,
                died_on: died_on.map(Date::to_jiff),
                acquired_on: acquired_on.map(Date::to_jiff),
                origin: word(&row.origin)?,
                breeder: breeder(row.breeder_of_record, own_name),
                life: word(&row.life_status)?,
                custody: word(&row.custody)?,
                role: word(&row.role)?,
                visibility: word(&row.visibility)?,
                traits: row.genotype_text,
                weight: row.weight_hundredths.and_then(Grams::from_hundredths),
                length_mm: row.length_mm,
                length_method: None,
                group: raw.as_ref().map(group_of).unwrap_or_default(),
                description: row.public_notes,
                notes: row.private_notes,
                inbreeding: row.inbreeding,
                completeness: row.completeness.and_then(|parts| parts.last().copied()),
                sires: row.sires,
                dams: row.dams,
                raw,
            };
            Ok((row.id, animal))
        })
        .collect()
}

fn breeder(name: String, own_name: &str) -> Option<Breeder> {
    if name.is_empty() {
        None
    } else if name == own_name {
        Some(Breeder::Own)
    } else {
        Some(Breeder::Named(name))
    }
}

/// The group that the imported row gave: we keep it, but don't model it.
fn group_of(raw: &Map<String, Value>) -> String {
    let named =
        |key: &str| raw.iter().find(|(heading, _)| header::key(heading) == key).and_then(|(_, value)| value.as_str());
    ["groupid", "clutch", "clutchid", "group"].into_iter().find_map(named).unwrap_or_default().to_owned()
}

/// A query of keys and rows.
macro_rules! pairs {
    ($sql:literal, $tx:ident, $($value:expr),+) => {
        sqlx::query!($sql, $($value),+).fetch_all($tx).await?.into_iter().map(|row| (row.key, row.row)).collect()
    };
}

/// A table of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArchiveTable {
    Vivarium,
    Members,
    Taxa,
    Animals,
    ParentLinks,
    GenotypeClaims,
    Pairings,
    LineageWarnings,
    Verifications,
    EvidenceFiles,
    AnimalChanges,
    Imports,
}

impl ArchiveTable {
    pub(crate) const ALL: [Self; 12] = [
        Self::Vivarium,
        Self::Members,
        Self::Taxa,
        Self::Animals,
        Self::ParentLinks,
        Self::GenotypeClaims,
        Self::Pairings,
        Self::LineageWarnings,
        Self::Verifications,
        Self::EvidenceFiles,
        Self::AnimalChanges,
        Self::Imports,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Vivarium => "vivarium",
            Self::Members => "members",
            Self::Taxa => "taxa",
            Self::Animals => "animals",
            Self::ParentLinks => "parent_links",
            Self::GenotypeClaims => "genotype_claims",
            Self::Pairings => "pairings",
            Self::LineageWarnings => "lineage_warnings",
            Self::Verifications => "verification_steps",
            Self::EvidenceFiles => "evidence_files",
            Self::AnimalChanges => "animal_changes",
            Self::Imports => "imports",
        }
    }

    /// The columns of its CSV; the JSON has every field.
    pub(crate) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Vivarium => &[
                "id",
                "slug",
                "name",
                "about",
                "location",
                "website",
                "listed",
                "time_zone",
                "code_template",
                "created_at",
            ],
            Self::Members => &["person_id", "display_name", "role", "status", "created_at"],
            Self::Taxa => &["id", "slug", "common_name", "scientific_name", "rank", "parent_id", "reproduction"],
            Self::Animals => &[
                "id",
                "code",
                "name",
                "taxon",
                "kind",
                "sex",
                "sex_confidence",
                "sex_method",
                "born_on",
                "born_precision",
                "died_on",
                "acquired_on",
                "origin",
                "breeder_of_record",
                "genotype_text",
                "weight_g",
                "length_mm",
                "life_status",
                "custody",
                "role",
                "care_state",
                "visibility",
                "open_to_pairings",
                "hybrid",
                "public_notes",
                "private_notes",
                "import_source",
                "import_external_id",
                "import_raw",
                "archived_at",
                "created_at",
                "updated_at",
            ],
            Self::ParentLinks => &[
                "id",
                "child_id",
                "parent_id",
                "side",
                "basis",
                "chance_numerator",
                "chance_denominator",
                "note",
                "declared_by",
                "confirmed_by",
                "retracted_at",
                "retracted_by",
                "created_at",
            ],
            Self::GenotypeClaims => &[
                "id",
                "animal_id",
                "gene",
                "copies",
                "chance_numerator",
                "chance_denominator",
                "carried_on",
                "basis",
                "evidence",
                "evidence_on",
                "declared_by",
                "replaces",
                "retracted_at",
                "retracted_by",
                "created_at",
            ],
            Self::Pairings => &[
                "id",
                "sire_id",
                "dam_id",
                "season",
                "planned_on",
                "planned_precision",
                "wish",
                "note",
                "hybrid",
                "state",
                "cancelled_at",
                "cancel_reason",
                "created_by",
                "created_at",
            ],
            Self::LineageWarnings => {
                &["id", "child_id", "link_id", "code", "message", "raised_at", "answered_at", "answered_by", "answer"]
            }
            Self::Verifications => {
                &["id", "subject_id", "step", "party", "state_before", "state", "person_id", "message", "at"]
            }
            Self::EvidenceFiles => &[
                "id",
                "link_id",
                "claim_id",
                "step_id",
                "name",
                "kind",
                "size",
                "sha256",
                "certificate",
                "judged_at",
                "judgement",
                "uploaded_by",
                "uploaded_at",
                "withdrawn_at",
            ],
            Self::AnimalChanges => {
                &["id", "animal_id", "person_id", "batch_id", "at", "version", "field", "old", "new"]
            }
            Self::Imports => &[
                "id",
                "file_name",
                "file_size",
                "format",
                "state",
                "counts",
                "mapping",
                "options",
                "created_at",
                "finished_at",
            ],
        }
    }
}

/// The next rows of a table after a key, each with its own key.
pub(crate) async fn list_table(
    tx: &mut PgConnection,
    table: ArchiveTable,
    vivarium: VivariumId,
    after: &str,
    limit: i64,
) -> Result<Vec<(String, Map<String, Value>)>, AnimalError> {
    let id = Uuid::parse_str(after).unwrap_or_default();
    let rows: Vec<(String, Value)> = match table {
        ArchiveTable::Vivarium => pairs!(
            "SELECT id::text AS \"key!\", to_jsonb(t) AS \"row!\" FROM core.vivarium t WHERE id = $1 AND id > $2 LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        ArchiveTable::Members => pairs!(
            "SELECT m.id::text AS \"key!\", to_jsonb(m) || jsonb_build_object('display_name', p.display_name) AS \"row!\"
             FROM core.membership m JOIN core.person p ON p.id = m.person_id
             WHERE m.vivarium_id = $1 AND m.id > $2 ORDER BY m.id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        ArchiveTable::Taxa => pairs!(
            "SELECT id::text AS \"key!\", to_jsonb(t) AS \"row!\" FROM animal.taxon t
             WHERE $1::uuid IS NOT NULL AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        ArchiveTable::Animals => pairs!(
            "SELECT a.id::text AS \"key!\",
                    to_jsonb(a) - '{code_key,name_key,words,search}'::text[] || jsonb_build_object('taxon', t.slug) AS \"row!\"
             FROM animal.animal a JOIN animal.taxon t ON t.id = a.taxon_id
             WHERE a.vivarium_id = $1 AND a.id > $2 ORDER BY a.id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        ArchiveTable::ParentLinks => pairs!(
            "SELECT id::text AS \"key!\", to_jsonb(t) AS \"row!\" FROM animal.parent_link t
             WHERE vivarium_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        ArchiveTable::GenotypeClaims => pairs!(
            "SELECT id::text AS \"key!\", to_jsonb(t) AS \"row!\" FROM animal.genotype_claim t
             WHERE vivarium_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        ArchiveTable::Pairings => pairs!(
            "SELECT id::text AS \"key!\", to_jsonb(t) AS \"row!\" FROM animal.pairing t
             WHERE vivarium_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        ArchiveTable::LineageWarnings => pairs!(
            "SELECT id::text AS \"key!\", to_jsonb(t) AS \"row!\" FROM animal.lineage_warning t
             WHERE vivarium_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        // Of either side: its own steps and the other's answers. The people of the other side stay theirs.
        ArchiveTable::Verifications => pairs!(
            "SELECT id::text AS \"key!\",
                    to_jsonb(t) || jsonb_build_object('person_id', CASE
                        WHEN CASE t.party WHEN 'child' THEN t.vivarium_id WHEN 'parent' THEN t.parent_vivarium_id END = $1
                        THEN t.person_id END) AS \"row!\"
             FROM animal.verification_step t
             WHERE (vivarium_id = $1 OR parent_vivarium_id = $1) AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, after.parse::<i64>().unwrap_or_default(), limit
        ),
        // Its bytes stand beside the tables, under their hash. Who of staff looked at a certificate is theirs.
        ArchiveTable::EvidenceFiles => pairs!(
            "SELECT id::text AS \"key!\",
                    to_jsonb(t) - '{hash,judged_by}'::text[] || jsonb_build_object('sha256', encode(t.hash, 'hex')) AS \"row!\"
             FROM animal.evidence_file t
             WHERE vivarium_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
        ArchiveTable::AnimalChanges => pairs!(
            "SELECT id::text AS \"key!\", to_jsonb(t) AS \"row!\" FROM animal.animal_change t
             WHERE vivarium_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, after.parse::<i64>().unwrap_or_default(), limit
        ),
        ArchiveTable::Imports => pairs!(
            "SELECT id::text AS \"key!\", to_jsonb(t) - '{file,file_hash,sample}'::text[] AS \"row!\" FROM animal.import_job t
             WHERE vivarium_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            tx, vivarium.0, id, limit
        ),
    };
    Ok(rows.into_iter().filter_map(|(key, row)| row.as_object().map(|row| (key, row.clone()))).collect())
}
