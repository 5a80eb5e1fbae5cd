//! The table of taxa. It belongs to no vivarium.

use super::word;
use crate::AnimalError;
use repti_model::{
    TaxonId,
    registry::{NewTaxon, Taxon},
};
use sqlx::PgConnection;

pub(crate) async fn list_taxa(connection: &mut PgConnection) -> Result<Vec<Taxon>, AnimalError> {
    let rows = sqlx::query!(
        "SELECT id, slug, scientific_name, common_name, plural_name, code_prefix, aliases, parent_id, rank, reproduction,
                min_breeding_days_male, min_breeding_days_female
         FROM animal.taxon ORDER BY lower(common_name)"
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Taxon {
                id: TaxonId(row.id),
                slug: row.slug,
                scientific_name: row.scientific_name,
                common_name: row.common_name,
                plural_name: row.plural_name,
                code_prefix: row.code_prefix,
                aliases: row.aliases,
                parent_id: row.parent_id.map(TaxonId),
                rank: word(&row.rank)?,
                reproduction: word(&row.reproduction)?,
                min_breeding_days_male: row.min_breeding_days_male,
                min_breeding_days_female: row.min_breeding_days_female,
            })
        })
        .collect()
}

pub(crate) async fn insert_taxon(tx: &mut PgConnection, taxon: &NewTaxon) -> Result<TaxonId, AnimalError> {
    let id = TaxonId::new();
    sqlx::query!(
        "INSERT INTO animal.taxon (id, slug, scientific_name, common_name, plural_name, code_prefix, aliases, parent_id, rank,
             reproduction, min_breeding_days_male, min_breeding_days_female)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id.0,
        taxon.slug(),
        taxon.scientific_name.trim(),
        taxon.common_name.trim(),
        taxon.plural_name.trim(),
        taxon.code_prefix,
        &taxon.aliases.iter().map(|alias| alias.trim().to_lowercase()).filter(|a| !a.is_empty()).collect::<Vec<_>>(),
        taxon.parent_id.map(|parent| parent.0),
        taxon.rank.as_str(),
        taxon.reproduction.as_str(),
        taxon.min_breeding_days_male,
        taxon.min_breeding_days_female
    )
    .execute(tx)
    .await?;
    Ok(id)
}
