//! What the public may read, from the views made for it. No transaction names a tenant here.

use super::{birth, word};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::{
    AnimalId, TaxonId, VivariumId,
    genotype::GeneFilter,
    lineage::BreederRef,
    measure::Grams,
    public::{BreederCard, PublicAnimal, PublicBreeder, PublicCard, SitemapEntry},
    registry::TaxonRef,
};
use sqlx::PgPool;
use uuid::Uuid;

struct CardRow {
    id: Uuid,
    code: String,
    name: String,
    taxon_id: Uuid,
    taxon_slug: String,
    common_name: String,
    sex: String,
    born_on: Option<Date>,
    born_precision: String,
    origin: String,
    genotype_text: String,
    life_status: String,
    vivarium_slug: String,
    vivarium_name: String,
    updated_at: Timestamp,
}

impl CardRow {
    fn into_card(self) -> Result<PublicCard, AnimalError> {
        Ok(PublicCard {
            id: AnimalId(self.id),
            code: self.code,
            name: self.name,
            taxon: TaxonRef { id: TaxonId(self.taxon_id), slug: self.taxon_slug, common_name: self.common_name },
            sex: word(&self.sex)?,
            born: birth(self.born_on, &self.born_precision)?,
            origin: word(&self.origin)?,
            genotype_text: self.genotype_text,
            life_status: word(&self.life_status)?,
            breeder: BreederRef { slug: self.vivarium_slug, name: self.vivarium_name },
            photo: None,
            updated_at: self.updated_at.to_jiff(),
        })
    }
}

/// Cards by id, newest first. What isn't public any more is left out.
pub(crate) async fn find_cards(pool: &PgPool, ids: &[Uuid]) -> Result<Vec<PublicCard>, AnimalError> {
    sqlx::query_as!(
        CardRow,
        r#"SELECT id AS "id!", code AS "code!", name AS "name!", taxon_id AS "taxon_id!", taxon_slug AS "taxon_slug!",
                  common_name AS "common_name!", sex AS "sex!", born_on AS "born_on: Date", born_precision AS "born_precision!",
                  origin AS "origin!", genotype_text AS "genotype_text!", life_status AS "life_status!",
                  vivarium_slug AS "vivarium_slug!", vivarium_name AS "vivarium_name!", updated_at AS "updated_at!: Timestamp"
           FROM animal.public_animal WHERE id = ANY ($1) ORDER BY id DESC"#,
        ids
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(CardRow::into_card)
    .collect()
}

/// The newest public animals.
pub(crate) async fn list_recent(pool: &PgPool, limit: i64) -> Result<Vec<PublicCard>, AnimalError> {
    sqlx::query_as!(
        CardRow,
        r#"SELECT id AS "id!", code AS "code!", name AS "name!", taxon_id AS "taxon_id!", taxon_slug AS "taxon_slug!",
                  common_name AS "common_name!", sex AS "sex!", born_on AS "born_on: Date", born_precision AS "born_precision!",
                  origin AS "origin!", genotype_text AS "genotype_text!", life_status AS "life_status!",
                  vivarium_slug AS "vivarium_slug!", vivarium_name AS "vivarium_name!", updated_at AS "updated_at!: Timestamp"
           FROM animal.public_animal ORDER BY id DESC LIMIT $1"#,
        limit
    )
    .fetch_all(pool)
    .await?
    .into_iter()
    .map(CardRow::into_card)
    .collect()
}

/// A breeder's public animals, newest first, on one side of an id. Backwards they come oldest first.
pub(crate) async fn list_of_breeder(
    pool: &PgPool,
    vivarium: VivariumId,
    older_than: Option<Uuid>,
    newer_than: Option<Uuid>,
    limit: i64,
) -> Result<Vec<PublicCard>, AnimalError> {
    let rows = match newer_than {
        Some(newer_than) => {
            sqlx::query_as!(
                CardRow,
                r#"SELECT id AS "id!", code AS "code!", name AS "name!", taxon_id AS "taxon_id!", taxon_slug AS "taxon_slug!",
                          common_name AS "common_name!", sex AS "sex!", born_on AS "born_on: Date",
                          born_precision AS "born_precision!", origin AS "origin!", genotype_text AS "genotype_text!",
                          life_status AS "life_status!", vivarium_slug AS "vivarium_slug!", vivarium_name AS "vivarium_name!",
                          updated_at AS "updated_at!: Timestamp"
                   FROM animal.public_animal WHERE vivarium_id = $1 AND id > $2 ORDER BY id LIMIT $3"#,
                vivarium.0,
                newer_than,
                limit
            )
            .fetch_all(pool)
            .await?
        }
        None => {
            sqlx::query_as!(
                CardRow,
                r#"SELECT id AS "id!", code AS "code!", name AS "name!", taxon_id AS "taxon_id!", taxon_slug AS "taxon_slug!",
                          common_name AS "common_name!", sex AS "sex!", born_on AS "born_on: Date",
                          born_precision AS "born_precision!", origin AS "origin!", genotype_text AS "genotype_text!",
                          life_status AS "life_status!", vivarium_slug AS "vivarium_slug!", vivarium_name AS "vivarium_name!",
                          updated_at AS "updated_at!: Timestamp"
                   FROM animal.public_animal WHERE vivarium_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"#,
                vivarium.0,
                older_than,
                limit
            )
            .fetch_all(pool)
            .await?
        }
    };
    rows.into_iter().map(CardRow::into_card).collect()
}

/// One public animal.
pub(crate) async fn find_animal(pool: &PgPool, id: AnimalId) -> Result<Option<PublicAnimal>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT code AS "code!", name AS "name!", taxon_id AS "taxon_id!", taxon_slug AS "taxon_slug!",
                  common_name AS "common_name!", scientific_name AS "scientific_name!", sex AS "sex!",
                  sex_confidence AS "sex_confidence!", born_on AS "born_on: Date", born_precision AS "born_precision!",
                  origin AS "origin!", breeder_of_record AS "breeder_of_record!", genotype_text AS "genotype_text!",
                  (weight_g * 100)::int8 AS weight_hundredths, length_mm, life_status AS "life_status!", hybrid AS "hybrid!",
                  open_to_pairings AS "open_to_pairings!", public_notes AS "public_notes!", created_at AS "created_at!: Timestamp",
                  updated_at AS "updated_at!: Timestamp", version AS "version!", vivarium_id AS "vivarium_id!",
                  vivarium_slug AS "vivarium_slug!", vivarium_name AS "vivarium_name!"
           FROM animal.public_animal WHERE id = $1"#,
        id.0
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(PublicAnimal {
        version: row.version,
        scientific_name: row.scientific_name,
        sex_confidence: word(&row.sex_confidence)?,
        breeder_of_record: row.breeder_of_record,
        weight_g: row.weight_hundredths.and_then(Grams::from_hundredths),
        length_mm: row.length_mm,
        hybrid: row.hybrid,
        open_to_pairings: row.open_to_pairings,
        public_notes: row.public_notes,
        vivarium_id: VivariumId(row.vivarium_id),
        created_at: row.created_at.to_jiff(),
        card: CardRow {
            id: id.0,
            code: row.code,
            name: row.name,
            taxon_id: row.taxon_id,
            taxon_slug: row.taxon_slug,
            common_name: row.common_name,
            sex: row.sex,
            born_on: row.born_on,
            born_precision: row.born_precision,
            origin: row.origin,
            genotype_text: row.genotype_text,
            life_status: row.life_status,
            vivarium_slug: row.vivarium_slug,
            vivarium_name: row.vivarium_name,
            updated_at: row.updated_at,
        }
        .into_card()?,
    }))
}

/// One breeder by slug. What they keep is counted by the index.
pub(crate) async fn find_breeder(pool: &PgPool, slug: &str) -> Result<Option<PublicBreeder>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT id AS "id!", slug AS "slug!", name AS "name!", about AS "about!", location AS "location!",
                  website AS "website!", created_at AS "created_at!: Timestamp", updated_at AS "updated_at!: Timestamp"
           FROM animal.public_breeder WHERE slug = $1"#,
        slug
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(PublicBreeder {
        id: VivariumId(row.id),
        card: BreederCard { slug: row.slug, name: row.name, location: row.location, animals: 0 },
        about: row.about,
        website: row.website,
        taxa: Vec::new(),
        since: row.created_at.to_jiff(),
        updated_at: row.updated_at.to_jiff(),
    }))
}

/// Breeders whose name or place holds all the words (any, when there are none), by name, beyond a name. `alike` looks alike instead. Their animals are counted by the index.
pub(crate) async fn list_breeders(
    pool: &PgPool,
    words: &[String],
    alike: bool,
    after: Option<(&str, &str)>,
    limit: i64,
) -> Result<Vec<(Uuid, BreederCard)>, AnimalError> {
    let patterns: Vec<String> = words.iter().map(|word| format!("%{word}%")).collect();
    let rows = sqlx::query!(
        r#"SELECT b.id AS "id!", b.slug AS "slug!", b.name AS "name!", b.location AS "location!"
           FROM animal.public_breeder b
           WHERE CASE WHEN $2 THEN public.word_similarity(array_to_string($6::text[], ' '), animal.fold(b.name)) >= 0.4
                      ELSE animal.fold(b.name || ' ' || b.location) LIKE ALL ($1) END
             AND ($3::text IS NULL OR (animal.fold(b.name) COLLATE "C", b.slug COLLATE "C") > (animal.fold($3), $4::text))
           ORDER BY animal.fold(b.name) COLLATE "C", b.slug COLLATE "C"
           LIMIT $5"#,
        &patterns,
        alike,
        after.map(|(name, _)| name),
        after.map(|(_, slug)| slug),
        limit,
        words
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, BreederCard { slug: row.slug, name: row.name, location: row.location, animals: 0 }))
        .collect())
}

/// Public animals for the sitemap, oldest first.
pub(crate) async fn list_sitemap(
    pool: &PgPool,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<SitemapEntry>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", updated_at AS "updated_at!: Timestamp" FROM animal.public_animal
           WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2"#,
        after,
        limit
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| SitemapEntry { id: row.id.into(), updated_at: row.updated_at.to_jiff() }).collect())
}

/// The last id of each full part of the sitemap.
pub(crate) async fn list_sitemap_bounds(pool: &PgPool, part: i64) -> Result<Vec<Uuid>, AnimalError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM animal.public_animal) numbered
           WHERE n % $1 = 0 ORDER BY id"#,
        part
    )
    .fetch_all(pool)
    .await?)
}

/// Listed breeders for the sitemap.
pub(crate) async fn list_breeder_slugs(pool: &PgPool) -> Result<Vec<(String, jiff::Timestamp)>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT slug AS "slug!", updated_at AS "updated_at!: Timestamp" FROM animal.public_breeder ORDER BY slug LIMIT 50000"#
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.updated_at.to_jiff())).collect())
}

/// What the search index keeps of an animal.
pub(crate) struct IndexRow {
    pub(crate) id: Uuid,
    pub(crate) text: String,
    pub(crate) taxon_id: Uuid,
    pub(crate) sex: String,
    pub(crate) origin: String,
    /// Days since 2000.
    pub(crate) born: Option<i32>,
    pub(crate) breeder: Uuid,
    pub(crate) genes: Vec<GeneFilter>,
}

/// Genes as the index reads them: `clown:visual`.
fn genes_of(words: Option<Vec<String>>) -> Vec<GeneFilter> {
    words.unwrap_or_default().iter().filter_map(|word| word.parse().ok()).collect()
}

/// The oldest transaction that a snapshot taken now may not see yet.
pub(crate) async fn get_snapshot_xmin(pool: &PgPool) -> Result<String, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS "xmin!""#)
        .fetch_one(pool)
        .await?)
}

/// Everything public, oldest first.
pub(crate) async fn list_index(pool: &PgPool) -> Result<Vec<IndexRow>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!",
                  concat_ws(' ', p.name, p.code, p.genotype_text, p.common_name, p.scientific_name, p.vivarium_name) AS "text!",
                  p.taxon_id AS "taxon_id!", p.sex AS "sex!", p.origin AS "origin!", p.born_on - DATE '2000-01-01' AS born,
                  p.vivarium_id AS "breeder!", g.genes
           FROM animal.public_animal p
           LEFT JOIN (SELECT animal_id, array_agg(gene || ':' || kind) AS genes FROM animal.public_gene GROUP BY animal_id) g
               ON g.animal_id = p.id
           ORDER BY p.id"#
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| IndexRow {
            id: row.id,
            text: row.text,
            taxon_id: row.taxon_id,
            sex: row.sex,
            origin: row.origin,
            born: row.born,
            breeder: row.breeder,
            genes: genes_of(row.genes),
        })
        .collect())
}

/// What changed in transactions from `xmin` on: each animal with its row, or without one when it isn't public any more; and the
/// mark from which to ask next.
pub(crate) async fn list_index_changes(
    pool: &PgPool,
    xmin: &str,
) -> Result<(String, Vec<(Uuid, Option<IndexRow>)>), AnimalError> {
    // Numbers at or above the snapshot's xmax can't have committed: they come from another cluster's dump.
    let rows = sqlx::query!(
        r#"SELECT pg_snapshot_xmin(s.now)::text AS "xmin!", c.animal_id AS "animal_id?", p.id AS "id?",
                  concat_ws(' ', p.name, p.code, p.genotype_text, p.common_name, p.scientific_name, p.vivarium_name) AS "text!",
                  p.taxon_id AS "taxon_id?", p.sex AS "sex?", p.origin AS "origin?", p.born_on - DATE '2000-01-01' AS born,
                  p.vivarium_id AS "breeder?",
                  (SELECT array_agg(g.gene || ':' || g.kind) FROM animal.public_gene g WHERE g.animal_id = p.id) AS genes
           FROM (SELECT pg_current_snapshot() AS now) s
           LEFT JOIN animal.public_change c ON c.xid >= $1::text::xid8 AND c.xid < pg_snapshot_xmax(s.now)
           LEFT JOIN LATERAL (SELECT * FROM animal.public_animal a WHERE a.id = c.animal_id) p ON true"#,
        xmin
    )
    .fetch_all(pool)
    .await?;
    let next = rows.first().map_or_else(|| xmin.to_owned(), |row| row.xmin.clone());
    let changes = rows
        .into_iter()
        .filter_map(|row| {
            let text = row.text;
            let index = match (row.id, row.taxon_id, row.sex, row.origin, row.breeder) {
                (Some(id), Some(taxon_id), Some(sex), Some(origin), Some(breeder)) => Some(IndexRow {
                    id,
                    text,
                    taxon_id,
                    sex,
                    origin,
                    born: row.born,
                    breeder,
                    genes: genes_of(row.genes),
                }),
                _ => None,
            };
            Some((row.animal_id?, index))
        })
        .collect();
    Ok((next, changes))
}
