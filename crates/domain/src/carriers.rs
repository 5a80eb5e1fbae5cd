//! Animals that carry a gene, for its page.

use crate::Domain;
use repti_model::{Problem, genes::GeneCarriers, genotype::GeneFilter, public::PublicQuery};

/// Cards on a gene's page.
const MOST_CARDS: usize = 8;

impl Domain {
    /// Public animals of a species that have a gene by their claims or their text, possible hets among them, the newest first; none where there is no
    /// such gene.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn gene_carriers(&self, taxon: &str, gene: &str) -> Result<GeneCarriers, Problem> {
        let Ok(filter) = GeneFilter::new(gene, None) else { return Ok(GeneCarriers::default()) };
        let query = PublicQuery { taxon: vec![taxon.to_owned()], gene: vec![filter], ..PublicQuery::default() };
        let mut found = self.animal.public_search(&query, None, MOST_CARDS).await?;
        self.show_covers(&mut found.items).await?;
        Ok(GeneCarriers { cards: found.items, total: found.total })
    }
}
