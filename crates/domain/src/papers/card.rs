//! Pictures beside links to public animals: of one without a photograph, and of its pedigree.

use super::{Paper, pedigree::parents, words};
use crate::Domain;
use jiff::civil::Date;
use repti_model::{AnimalId, Problem, animal::Sex};
use repti_paper::card::{Card, draw};

impl Domain {
    /// The picture of a public animal, or of its pedigree, of what everybody sees.
    ///
    /// # Errors
    /// When the animal isn't public.
    pub async fn public_card_paper(&self, id: AnimalId, pedigree: bool) -> Result<Paper, Problem> {
        let animal = self.animal.public_animal(id).await?;
        let tree = self.animal.public_pedigree(id, 3).await?;
        let card = &animal.card;
        let sex = if card.sex == Sex::Unknown { "Unsexed" } else { card.sex.label() };
        let born = card.born.map(|born| format!(" · born {}", words::birth(Some(born)))).unwrap_or_default();
        let picture = Card {
            name: card.label().to_owned(),
            morph: card.genotype_text.clone(),
            species: card.taxon.common_name.clone(),
            facts: vec![format!("{sex}{born}"), card.origin.label().to_owned(), card.code.clone()],
            breeder: format!("Kept by {}", card.breeder.name),
            parents: parents(&tree),
            pedigree,
            // No day stands on it, so that it stays the same from day to day.
            date: words::numbers(Date::constant(2026, 1, 1)),
        };
        Ok(Paper::new(draw(&picture), 1.0, format!("card-{id}"), &picture))
    }
}
