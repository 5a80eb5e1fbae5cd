//! Which genes animals have: read from their texts and claims, kept for lists and the search.

use super::{claim::list_shown_claims, word};
use crate::AnimalError;
use repti_model::{
    VivariumId,
    animal::Sex,
    genotype::{ClaimedGene, GeneKind},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What the genes of an animal are read from.
pub(crate) struct Source {
    pub(crate) id: Uuid,
    pub(crate) text: String,
    pub(crate) sex: Sex,
    /// The species' common name, and its slug.
    pub(crate) species: String,
    pub(crate) slug: String,
}

/// A gene of an animal as it is kept.
pub(crate) struct KeptGene {
    pub(crate) animal: Uuid,
    pub(crate) gene: String,
    pub(crate) kind: GeneKind,
    pub(crate) percent: u8,
}

/// What the genes of some animals of the transaction's vivarium are read from.
pub(crate) async fn list_sources(tx: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Source>, AnimalError> {
    let rows = sqlx::query!(
        "SELECT a.id, a.genotype_text, a.sex, t.common_name, t.slug
         FROM animal.animal a JOIN animal.taxon t ON t.id = a.taxon_id WHERE a.id = ANY ($1)",
        ids
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Source {
                id: row.id,
                text: row.genotype_text,
                sex: word(&row.sex)?,
                species: row.common_name,
                slug: row.slug,
            })
        })
        .collect()
}

/// The next animals of the transaction's vivarium after an id.
pub(crate) async fn list_after(tx: &mut PgConnection, after: Uuid, limit: i64) -> Result<Vec<Uuid>, AnimalError> {
    Ok(sqlx::query_scalar!("SELECT id FROM animal.animal WHERE id > $1 ORDER BY id LIMIT $2", after, limit)
        .fetch_all(tx)
        .await?)
}

/// The vivariums that the transaction sees: staff's sees all.
pub(crate) async fn list_vivariums(tx: &mut PgConnection) -> Result<Vec<VivariumId>, AnimalError> {
    let ids = sqlx::query_scalar!("SELECT id FROM core.vivarium ORDER BY id").fetch_all(tx).await?;
    Ok(ids.into_iter().map(VivariumId).collect())
}

/// What stands claimed of some animals, as the transaction's vivarium (or, without one, the public) may see it: of all of them in one question.
pub(crate) async fn claims_by_animal(
    tx: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<ClaimedGene>>, AnimalError> {
    let mut by_animal: HashMap<Uuid, Vec<ClaimedGene>> = HashMap::new();
    for claim in list_shown_claims(tx, ids).await? {
        by_animal.entry(claim.animal_id.0).or_default().push(claim.claimed);
    }
    Ok(by_animal)
}

/// Puts the genes of some animals of a vivarium in the place of what was kept of them. Rows that are so already aren't touched, so that
/// nothing is told to the public index that it knows.
pub(crate) async fn replace_genes(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    animals: &[Uuid],
    genes: &[KeptGene],
) -> Result<(), AnimalError> {
    let of: Vec<Uuid> = genes.iter().map(|gene| gene.animal).collect();
    let slugs: Vec<String> = genes.iter().map(|gene| gene.gene.clone()).collect();
    let kinds: Vec<String> = genes.iter().map(|gene| gene.kind.as_str().to_owned()).collect();
    let percents: Vec<i32> = genes.iter().map(|gene| i32::from(gene.percent)).collect();
    sqlx::query!(
        "DELETE FROM animal.animal_gene g WHERE g.animal_id = ANY ($1)
         AND NOT EXISTS (SELECT FROM unnest($2::uuid[], $3::text[]) AS n (animal_id, gene)
                         WHERE n.animal_id = g.animal_id AND n.gene = g.gene)",
        animals,
        &of,
        &slugs
    )
    .execute(&mut *tx)
    .await?;
    if genes.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO animal.animal_gene AS g (vivarium_id, animal_id, gene, kind, percent)
         SELECT $1, n.animal_id, n.gene, n.kind, n.percent
         FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[]) AS n (animal_id, gene, kind, percent)
         ON CONFLICT (animal_id, gene) DO UPDATE SET kind = excluded.kind, percent = excluded.percent
         WHERE (g.kind, g.percent) IS DISTINCT FROM (excluded.kind, excluded.percent)",
        vivarium.0,
        &of,
        &slugs,
        &kinds,
        &percents
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The slugs of all genes that a vivarium's animals have: from one to the next by the index, so that a large collection takes no longer.
pub(crate) async fn list_genes(tx: &mut PgConnection, vivarium: VivariumId) -> Result<Vec<String>, AnimalError> {
    Ok(sqlx::query_scalar!(
        r#"WITH RECURSIVE known (gene) AS (
               (SELECT g.gene FROM animal.animal_gene g WHERE g.vivarium_id = $1 ORDER BY g.gene LIMIT 1)
               UNION ALL
               SELECT (SELECT g.gene FROM animal.animal_gene g WHERE g.vivarium_id = $1 AND g.gene > k.gene
                       ORDER BY g.gene LIMIT 1)
               FROM known k WHERE k.gene IS NOT NULL
           )
           SELECT gene AS "gene!" FROM known WHERE gene IS NOT NULL LIMIT 1000"#,
        vivarium.0
    )
    .fetch_all(tx)
    .await?)
}
