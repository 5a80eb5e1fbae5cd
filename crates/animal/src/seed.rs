//! Demo animals: what `reptidex seed` writes of this context, and the taxa that it goes by.

pub use crate::store::seed::{
    SeedAnimal, SeedLink, SeedPairing, SeedWarning, analyze, insert_animals, insert_links, insert_pairings,
    insert_verifications, insert_warnings,
};
pub use crate::store::seed_gene::{SeedGene, SeedGenotypeClaim, insert_genes, insert_genotype_claims};

use crate::{Result, store};
use repti_model::registry::Taxon;
use sqlx::PgConnection;

/// Every taxon, with the figures that the checks go by.
///
/// # Errors
/// When the database doesn't answer.
pub async fn taxa(connection: &mut PgConnection) -> Result<Vec<Taxon>> {
    Ok(store::taxon::list_taxa(connection).await?.into_iter().map(|(taxon, _)| taxon).collect())
}
