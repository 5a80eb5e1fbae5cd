//! Animals that other breeders have opened to pairings: out of the views that the public reads, so nothing else of them can come along.

use super::word;
use crate::AnimalError;
use repti_model::{AnimalId, TaxonId, VivariumId, animal::Sex, genotype::GeneKind, lineage::BreederRef};
use sqlx::PgConnection;
use uuid::Uuid;

/// An animal of somebody else.
pub(crate) struct OpenAnimal {
    pub(crate) id: AnimalId,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) sex: Sex,
    pub(crate) genotype_text: String,
    pub(crate) breeder: BreederRef,
}

/// Whose animals are looked for: those of a species and of these sexes (of any, for none) that vivariums other than this one have opened.
#[derive(Clone, Copy)]
pub(crate) struct Others<'a> {
    pub(crate) vivarium: VivariumId,
    pub(crate) taxon: TaxonId,
    pub(crate) sexes: &'a [Sex],
}

impl Others<'_> {
    fn sexes(&self) -> Vec<String> {
        self.sexes.iter().map(|sex| sex.as_str().to_owned()).collect()
    }
}

struct OpenRow {
    id: Uuid,
    code: String,
    name: String,
    sex: String,
    genotype_text: String,
    vivarium_slug: String,
    vivarium_name: String,
}

impl OpenRow {
    fn into_animal(self) -> Result<OpenAnimal, AnimalError> {
        Ok(OpenAnimal {
            id: AnimalId(self.id),
            code: self.code,
            name: self.name,
            sex: word(&self.sex)?,
            genotype_text: self.genotype_text,
            breeder: BreederRef { slug: self.vivarium_slug, name: self.vivarium_name },
        })
    }
}

/// The newest of them.
pub(crate) async fn list_open(
    tx: &mut PgConnection,
    of: Others<'_>,
    limit: i64,
) -> Result<Vec<OpenAnimal>, AnimalError> {
    let rows = sqlx::query_as!(
        OpenRow,
        r#"SELECT id AS "id!", code AS "code!", name AS "name!", sex AS "sex!", genotype_text AS "genotype_text!",
                  vivarium_slug AS "vivarium_slug!", vivarium_name AS "vivarium_name!"
           FROM animal.public_animal
           WHERE open_to_pairings AND taxon_id = $1 AND vivarium_id <> $2 AND (sex = ANY ($3) OR cardinality($3::text[]) = 0)
           ORDER BY id DESC LIMIT $4"#,
        of.taxon.0,
        of.vivarium.0,
        &of.sexes(),
        limit
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(OpenRow::into_animal).collect()
}

/// Those of these animals that are still among them, the newest first.
pub(crate) async fn find_open(
    tx: &mut PgConnection,
    of: Others<'_>,
    ids: &[Uuid],
) -> Result<Vec<OpenAnimal>, AnimalError> {
    let rows = sqlx::query_as!(
        OpenRow,
        r#"SELECT id AS "id!", code AS "code!", name AS "name!", sex AS "sex!", genotype_text AS "genotype_text!",
                  vivarium_slug AS "vivarium_slug!", vivarium_name AS "vivarium_name!"
           FROM animal.public_animal
           WHERE id = ANY ($4) AND open_to_pairings AND taxon_id = $1 AND vivarium_id <> $2
             AND (sex = ANY ($3) OR cardinality($3::text[]) = 0)
           ORDER BY id DESC"#,
        of.taxon.0,
        of.vivarium.0,
        &of.sexes(),
        ids
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(OpenRow::into_animal).collect()
}

/// How many there are, counted up to a limit.
pub(crate) async fn count_open(tx: &mut PgConnection, of: Others<'_>, limit: i64) -> Result<i64, AnimalError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM (
               SELECT FROM animal.public_animal
               WHERE open_to_pairings AND taxon_id = $1 AND vivarium_id <> $2 AND (sex = ANY ($3) OR cardinality($3::text[]) = 0)
               LIMIT $4) counted"#,
        of.taxon.0,
        of.vivarium.0,
        &of.sexes(),
        limit
    )
    .fetch_one(tx)
    .await?)
}

/// Which genes an animal has, and how; each with how likely, in per cent.
pub(crate) type OpenGenes = Vec<(String, GeneKind, u8)>;

/// The newest of them with what they have of some genes, as the public search knows it: the animals without any are there, too.
pub(crate) async fn list_open_genes(
    tx: &mut PgConnection,
    of: Others<'_>,
    genes: &[String],
    limit: i64,
) -> Result<Vec<(Uuid, OpenGenes)>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT o.id AS "id!", g.gene AS "gene?", g.kind AS "kind?", g.percent AS "percent?"
           FROM (SELECT id FROM animal.public_animal
                 WHERE open_to_pairings AND taxon_id = $1 AND vivarium_id <> $2 AND (sex = ANY ($3) OR cardinality($3::text[]) = 0)
                 ORDER BY id DESC LIMIT $5) o
           LEFT JOIN animal.public_gene g ON g.animal_id = o.id AND g.gene = ANY ($4)
           ORDER BY o.id DESC, g.gene"#,
        of.taxon.0,
        of.vivarium.0,
        &of.sexes(),
        genes,
        limit
    )
    .fetch_all(tx)
    .await?;
    let mut found: Vec<(Uuid, OpenGenes)> = Vec::new();
    for row in rows {
        if found.last().is_none_or(|(id, _)| *id != row.id) {
            found.push((row.id, Vec::new()));
        }
        if let (Some((_, its)), Some(gene), Some(kind), Some(percent)) =
            (found.last_mut(), row.gene, row.kind, row.percent)
        {
            its.push((gene, word(&kind)?, u8::try_from(percent).unwrap_or(100)));
        }
    }
    Ok(found)
}
