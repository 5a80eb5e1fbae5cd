//! Animals that carry a gene: the search finds them by their words, the engine reads what their texts say.

use crate::{Domain, genes};
use repti_animal::AnimalError;
use repti_model::{
    genes::GeneCarriers,
    public::{PublicCard, PublicQuery},
};

/// Cards on a gene's page.
const MOST_CARDS: usize = 8;
/// Of each search so many are read: a word of a name is in the texts of other genes too ("Albino" in "Lavender Albino").
const READ: usize = 48;

impl Domain {
    /// Public animals of a species whose genotype text gives them a gene, the newest first; none where there is no such gene.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn gene_carriers(&self, taxon: &str, gene: &str) -> Result<GeneCarriers, AnimalError> {
        let mut found = GeneCarriers::default();
        for words in genes::searched_as(taxon, gene) {
            let query = PublicQuery { q: words.clone(), taxon: vec![taxon.to_owned()], ..PublicQuery::default() };
            let results = self.animal.public_search(&query, None, READ).await?;
            // Words that nothing has are searched as what looks alike, which is another gene.
            if results.instead.is_some() {
                continue;
            }
            let new = |card: &PublicCard| {
                genes::carries(taxon, gene, &card.genotype_text) && found.cards.iter().all(|known| known.id != card.id)
            };
            let cards: Vec<PublicCard> = results.items.into_iter().filter(new).collect();
            if found.words.is_empty() && !cards.is_empty() {
                (found.words, found.total) = (words, results.total);
            }
            found.cards.extend(cards);
            if found.cards.len() >= MOST_CARDS {
                break;
            }
        }
        found.cards.truncate(MOST_CARDS);
        Ok(found)
    }
}
