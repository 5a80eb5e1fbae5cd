//! The table of taxa. It belongs to no vivarium; only staff write it.

use super::word;
use crate::AnimalError;
use repti_model::{
    TaxonId,
    registry::{NewTaxon, Taxon, TaxonFields},
};
use sqlx::PgConnection;
use std::collections::HashMap;

/// Every taxon by common name, each with its version.
pub(crate) async fn list_taxa(connection: &mut PgConnection) -> Result<Vec<(Taxon, i32)>, AnimalError> {
    let rows = sqlx::query!(
        "SELECT id, slug, scientific_name, common_name, plural_name, code_prefix, aliases, parent_id, rank, reproduction,
                min_breeding_days_male, min_breeding_days_female, version
         FROM animal.taxon ORDER BY lower(common_name)"
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let taxon = Taxon {
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
            };
            Ok((taxon, row.version))
        })
        .collect()
}

/// How many animals of all vivariums hang on each taxon; without an entry none. Empty outside a transaction of staff.
pub(crate) async fn count_animals(tx: &mut PgConnection) -> Result<HashMap<TaxonId, i64>, AnimalError> {
    let rows = sqlx::query!(r#"SELECT taxon_id AS "taxon_id!", animals AS "animals!" FROM animal.animals_by_taxon()"#)
        .fetch_all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (TaxonId(row.taxon_id), row.animals)).collect())
}

/// Locks all taxa to the end of the transaction: two changes at once could otherwise put each of two taxa above the other.
/// New animals may refer to them meanwhile.
pub(crate) async fn lock_taxa(tx: &mut PgConnection) -> Result<(), AnimalError> {
    sqlx::query_scalar!("SELECT id FROM animal.taxon ORDER BY id FOR NO KEY UPDATE").fetch_all(tx).await?;
    Ok(())
}

pub(crate) async fn insert_taxon(tx: &mut PgConnection, taxon: &NewTaxon) -> Result<TaxonId, AnimalError> {
    let id = TaxonId::new();
    sqlx::query!(
        "INSERT INTO animal.taxon (id, slug, scientific_name, common_name, plural_name, code_prefix, aliases, parent_id, rank,
             reproduction, min_breeding_days_male, min_breeding_days_female)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id.0,
        taxon.slug(),
        taxon.scientific_name,
        taxon.common_name,
        taxon.plural_name,
        taxon.code_prefix,
        &taxon.aliases,
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

/// Changes everything but the slug: addresses and kept imports name it.
pub(crate) async fn update_taxon(tx: &mut PgConnection, id: TaxonId, taxon: &TaxonFields) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.taxon SET scientific_name = $2, common_name = $3, plural_name = $4, code_prefix = $5, aliases = $6,
             parent_id = $7, rank = $8, reproduction = $9, min_breeding_days_male = $10, min_breeding_days_female = $11
         WHERE id = $1",
        id.0,
        taxon.scientific_name,
        taxon.common_name,
        taxon.plural_name,
        taxon.code_prefix,
        &taxon.aliases,
        taxon.parent_id.map(|parent| parent.0),
        taxon.rank.as_str(),
        taxon.reproduction.as_str(),
        taxon.min_breeding_days_male,
        taxon.min_breeding_days_female
    )
    .execute(tx)
    .await?;
    Ok(())
}
