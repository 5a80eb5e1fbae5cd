//! The calculator: two animals in the trade's words in, what their clutch can be out. One answer for the pages, the browser and the API, so that all
//! say the same.
//!
//! Costs are bounded by the texts: at most [`MOST_LISTED`] young are named, the likeliest first, whatever the number of genes.

mod answer;
mod chips;
mod concern;
mod forecast;
mod gene;
mod goal;
mod parent;
mod plan;
mod young;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Concern, Forecast, Gene, GeneClass, Hint, ParentAnswer, Question, Share, Weight, Young};
pub use chips::{Chip, Look};
pub use goal::{Goal, Parent, Prospect};
pub(crate) use parent::hints;
pub use plan::{Plan, Plans, Step, Stock};

use crate::{
    catalogue::{Catalogue, Taxon},
    cross::Sex,
    genotype::Genotype,
    text::{Lexicon, Percent},
};
use std::sync::OnceLock;

/// So many kinds of young are listed by name.
pub const MOST_LISTED: usize = 100;
/// More eggs than any clutch of the species here.
pub const MOST_EGGS: u32 = 200;

/// The calculator of one species. Worth keeping: it holds every name of the species.
#[derive(Debug)]
pub struct Calculator<'a> {
    taxon: &'a Taxon,
    lexicon: Lexicon<'a>,
}

impl<'a> Calculator<'a> {
    #[must_use]
    pub fn new(taxon: &'a Taxon) -> Self {
        Self { taxon, lexicon: Lexicon::new(taxon) }
    }

    /// Of a species of the seeded catalogue by its name, an alias, or its name in an address; made once.
    #[must_use]
    pub fn seeded(taxon: &str) -> Option<&'static Calculator<'static>> {
        static MADE: OnceLock<Vec<OnceLock<Calculator<'static>>>> = OnceLock::new();
        let taxa = &Catalogue::seeded().taxa;
        let wanted = Catalogue::seeded().taxon(taxon)?;
        let at = taxa.iter().position(|known| known.name == wanted.name)?;
        let made = MADE.get_or_init(|| taxa.iter().map(|_| OnceLock::new()).collect());
        Some(made.get(at)?.get_or_init(|| Calculator::new(wanted)))
    }

    #[must_use]
    pub const fn taxon(&self) -> &'a Taxon {
        self.taxon
    }

    /// A genotype in the words of the trade; "Normal" where nothing is known.
    #[must_use]
    pub fn name(&self, genotype: &Genotype, percent: Percent) -> String {
        self.lexicon.name(genotype, percent).text
    }

    /// The names of the species.
    pub(crate) const fn lexicon(&self) -> &Lexicon<'a> {
        &self.lexicon
    }

    /// What a clutch of these two can be. A parent whose text has an error is answered with what is wrong, and there is no forecast: odds of
    /// half a genotype would be wrong ones. Eggs above [`MOST_EGGS`] are taken as so many.
    #[must_use]
    pub fn answer(&self, question: &Question) -> Answer {
        let (sire, own) = parent::read(&self.lexicon, &question.sire, Sex::Male);
        let (dam, other) = parent::read(&self.lexicon, &question.dam, Sex::Female);
        let mut answer = Answer { taxon: self.taxon.name.clone(), sire, dam, forecast: None, refused: None };
        if let (Some(sire), Some(dam)) = (own, other) {
            match forecast::forecast(&self.lexicon, &sire, &dam, question.eggs.min(MOST_EGGS)) {
                Ok(forecast) => answer.forecast = Some(forecast),
                Err(error) => answer.refused = Some(error.to_string()),
            }
        }
        answer
    }
}
