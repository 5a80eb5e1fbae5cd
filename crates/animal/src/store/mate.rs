//! Animals that other breeders have opened to pairings: out of the view that the public reads, so nothing else of them can come along.

use super::word;
use crate::AnimalError;
use repti_model::{AnimalId, TaxonId, VivariumId, animal::Sex, lineage::BreederRef};
use sqlx::PgConnection;

/// An animal of somebody else.
pub(crate) struct OpenAnimal {
    pub(crate) id: AnimalId,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) sex: Sex,
    pub(crate) genotype_text: String,
    pub(crate) breeder: BreederRef,
}

/// The newest animals of a species and of these sexes (of any, for none) that vivariums other than this one have opened.
pub(crate) async fn list_open(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    taxon: TaxonId,
    sexes: &[Sex],
    limit: i64,
) -> Result<Vec<OpenAnimal>, AnimalError> {
    let sexes: Vec<String> = sexes.iter().map(|sex| sex.as_str().to_owned()).collect();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", code AS "code!", name AS "name!", sex AS "sex!", genotype_text AS "genotype_text!",
                  vivarium_slug AS "vivarium_slug!", vivarium_name AS "vivarium_name!"
           FROM animal.public_animal
           WHERE open_to_pairings AND taxon_id = $1 AND vivarium_id <> $2 AND (sex = ANY ($3) OR cardinality($3::text[]) = 0)
           ORDER BY id DESC LIMIT $4"#,
        taxon.0,
        vivarium.0,
        &sexes,
        limit
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OpenAnimal {
                id: AnimalId(row.id),
                code: row.code,
                name: row.name,
                sex: word(&row.sex)?,
                genotype_text: row.genotype_text,
                breeder: BreederRef { slug: row.vivarium_slug, name: row.vivarium_name },
            })
        })
        .collect()
}
