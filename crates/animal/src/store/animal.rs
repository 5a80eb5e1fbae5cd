//! One animal: reading, inserting, saving.

use super::{birth, birth_columns, word};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::{
    AnimalId, TaxonId, VivariumId,
    embed::WidgetAnimal,
    measure::Grams,
    registry::{AnimalDetail, AnimalFields, TaxonRef},
};
use sqlx::PgConnection;
use uuid::Uuid;

struct AnimalRow {
    id: Uuid,
    vivarium_id: Uuid,
    version: i32,
    code: String,
    name: String,
    taxon_id: Uuid,
    taxon_slug: String,
    taxon_name: String,
    kind: String,
    sex: String,
    sex_confidence: String,
    sex_method: Option<String>,
    born_on: Option<Date>,
    born_precision: String,
    died_on: Option<Date>,
    acquired_on: Option<Date>,
    origin: String,
    breeder_of_record: String,
    genotype_text: String,
    weight_hundredths: Option<i64>,
    length_mm: Option<i32>,
    life_status: String,
    custody: String,
    role: String,
    care_state: String,
    visibility: String,
    open_to_pairings: bool,
    hybrid: bool,
    public_notes: String,
    private_notes: String,
    import_source: Option<String>,
    import_external_id: Option<String>,
    archived_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// An animal of the transaction's vivarium, without its parents and warnings.
pub(crate) async fn find_animal(tx: &mut PgConnection, id: AnimalId) -> Result<Option<AnimalDetail>, AnimalError> {
    sqlx::query_as!(
        AnimalRow,
        r#"SELECT a.id, a.vivarium_id, a.version, a.code, a.name, a.taxon_id, t.slug AS taxon_slug, t.common_name AS taxon_name,
                  a.kind, a.sex, a.sex_confidence, a.sex_method, a.born_on, a.born_precision, a.died_on, a.acquired_on, a.origin,
                  a.breeder_of_record, a.genotype_text, (a.weight_g * 100)::int8 AS weight_hundredths, a.length_mm,
                  a.life_status, a.custody, a.role, a.care_state, a.visibility, a.open_to_pairings, a.hybrid, a.public_notes,
                  a.private_notes, a.import_source, a.import_external_id, a.archived_at, a.created_at, a.updated_at
           FROM animal.animal a JOIN animal.taxon t ON t.id = a.taxon_id
           WHERE a.id = $1"#,
        id.0
    )
    .fetch_optional(tx)
    .await?
    .map(AnimalRow::into_detail)
    .transpose()
}

/// Holds the animal's row until the end of the transaction: nobody else saves it meanwhile.
pub(crate) async fn lock_animal(tx: &mut PgConnection, id: AnimalId) -> Result<bool, AnimalError> {
    let row = sqlx::query_scalar!("SELECT version FROM animal.animal WHERE id = $1 FOR UPDATE", id.0)
        .fetch_optional(tx)
        .await?;
    Ok(row.is_some())
}

/// Keeps others from saving the animal, but not from reading or naming it.
pub(crate) async fn hold_animal(tx: &mut PgConnection, id: AnimalId) -> Result<(), AnimalError> {
    sqlx::query_scalar!("SELECT version FROM animal.animal WHERE id = $1 FOR SHARE", id.0).fetch_optional(tx).await?;
    Ok(())
}

/// Inserts a record under a code that is already chosen.
pub(crate) async fn insert_animal(
    tx: &mut PgConnection,
    id: AnimalId,
    vivarium: VivariumId,
    fields: &AnimalFields,
) -> Result<(), AnimalError> {
    let (born_on, born_precision) = birth_columns(fields.born);
    sqlx::query!(
        "INSERT INTO animal.animal (id, vivarium_id, code, name, taxon_id, kind, sex, sex_confidence, sex_method, born_on,
             born_precision, died_on, acquired_on, origin, breeder_of_record, genotype_text, weight_g, length_mm, life_status,
             custody, role, care_state, visibility, hybrid, public_notes, private_notes, open_to_pairings)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::int8::numeric / 100, $18, $19, $20,
             $21, $22, $23, $24, $25, $26, $27)",
        id.0,
        vivarium.0,
        fields.code,
        fields.name,
        fields.taxon_id.0,
        fields.kind.as_str(),
        fields.sex.as_str(),
        fields.sex_confidence.as_str(),
        fields.sex_method.map(|method| method.as_str()),
        born_on as Option<Date>,
        born_precision,
        fields.died_on.map(Date::from) as Option<Date>,
        fields.acquired_on.map(Date::from) as Option<Date>,
        fields.origin.as_str(),
        fields.breeder_of_record,
        fields.genotype_text,
        fields.weight_g.map(Grams::hundredths),
        fields.length_mm,
        fields.life_status.as_str(),
        fields.custody.as_str(),
        fields.role.as_str(),
        fields.care_state.as_str(),
        fields.visibility.as_str(),
        fields.hybrid,
        fields.public_notes,
        fields.private_notes,
        fields.open_to_pairings,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes the whole record and gives its new version.
pub(crate) async fn update_animal(
    tx: &mut PgConnection,
    id: AnimalId,
    fields: &AnimalFields,
) -> Result<i32, AnimalError> {
    let (born_on, born_precision) = birth_columns(fields.born);
    let version = sqlx::query_scalar!(
        "UPDATE animal.animal SET code = $2, name = $3, taxon_id = $4, kind = $5, sex = $6, sex_confidence = $7, sex_method = $8,
             born_on = $9, born_precision = $10, died_on = $11, acquired_on = $12, origin = $13, breeder_of_record = $14,
             genotype_text = $15, weight_g = $16::int8::numeric / 100, length_mm = $17, life_status = $18, custody = $19,
             role = $20, care_state = $21, visibility = $22, hybrid = $23, public_notes = $24, private_notes = $25,
             open_to_pairings = $26
         WHERE id = $1
         RETURNING version",
        id.0,
        fields.code,
        fields.name,
        fields.taxon_id.0,
        fields.kind.as_str(),
        fields.sex.as_str(),
        fields.sex_confidence.as_str(),
        fields.sex_method.map(|method| method.as_str()),
        born_on as Option<Date>,
        born_precision,
        fields.died_on.map(Date::from) as Option<Date>,
        fields.acquired_on.map(Date::from) as Option<Date>,
        fields.origin.as_str(),
        fields.breeder_of_record,
        fields.genotype_text,
        fields.weight_g.map(Grams::hundredths),
        fields.length_mm,
        fields.life_status.as_str(),
        fields.custody.as_str(),
        fields.role.as_str(),
        fields.care_state.as_str(),
        fields.visibility.as_str(),
        fields.hybrid,
        fields.public_notes,
        fields.private_notes,
        fields.open_to_pairings,
    )
    .fetch_one(tx)
    .await?;
    Ok(version)
}

/// Puts an animal away or takes it back. `None` when it stood so already.
pub(crate) async fn set_archived(
    tx: &mut PgConnection,
    id: AnimalId,
    archived: bool,
) -> Result<Option<i32>, AnimalError> {
    Ok(sqlx::query_scalar!(
        "UPDATE animal.animal SET archived_at = CASE WHEN $2 THEN now() END
         WHERE id = $1 AND (archived_at IS NOT NULL) <> $2
         RETURNING version",
        id.0,
        archived
    )
    .fetch_optional(tx)
    .await?)
}

impl AnimalRow {
    fn into_detail(self) -> Result<AnimalDetail, AnimalError> {
        let taxon_id = TaxonId(self.taxon_id);
        Ok(AnimalDetail {
            id: AnimalId(self.id),
            vivarium_id: VivariumId(self.vivarium_id),
            version: self.version,
            taxon: TaxonRef { id: taxon_id, slug: self.taxon_slug, common_name: self.taxon_name },
            fields: AnimalFields {
                code: self.code,
                name: self.name,
                taxon_id,
                kind: word(&self.kind)?,
                sex: word(&self.sex)?,
                sex_confidence: word(&self.sex_confidence)?,
                sex_method: self.sex_method.as_deref().map(word).transpose()?,
                born: birth(self.born_on, &self.born_precision)?,
                died_on: self.died_on.map(Date::to_jiff),
                acquired_on: self.acquired_on.map(Date::to_jiff),
                origin: word(&self.origin)?,
                breeder_of_record: self.breeder_of_record,
                genotype_text: self.genotype_text,
                weight_g: self.weight_hundredths.and_then(Grams::from_hundredths),
                length_mm: self.length_mm,
                life_status: word(&self.life_status)?,
                custody: word(&self.custody)?,
                role: word(&self.role)?,
                care_state: word(&self.care_state)?,
                visibility: word(&self.visibility)?,
                open_to_pairings: self.open_to_pairings,
                hybrid: self.hybrid,
                public_notes: self.public_notes,
                private_notes: self.private_notes,
            },
            parents: Vec::new(),
            warnings: Vec::new(),
            inbreeding: None,
            import_source: self.import_source,
            import_external_id: self.import_external_id,
            archived_at: self.archived_at.map(Timestamp::to_jiff),
            created_at: self.created_at.to_jiff(),
            updated_at: self.updated_at.to_jiff(),
        })
    }
}

/// Names of animals of the transaction's vivarium, with whether the public sees them.
pub(crate) async fn list_names(tx: &mut PgConnection, ids: &[AnimalId]) -> Result<Vec<WidgetAnimal>, AnimalError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"SELECT a.id, a.code, a.name, EXISTS (SELECT FROM animal.public_animal p WHERE p.id = a.id) AS "public!"
           FROM animal.animal a WHERE a.id = ANY($1)"#,
        &ids,
    )
    .fetch_all(tx)
    .await?;
    let named = rows.into_iter().map(|row| WidgetAnimal {
        id: row.id.into(),
        code: row.code,
        name: row.name,
        public: row.public,
    });
    Ok(named.collect())
}
