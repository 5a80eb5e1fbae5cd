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
mod promise;
mod young;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Concern, Forecast, Gene, GeneClass, Hint, ParentAnswer, Question, Share, Weight, Young};
pub use chips::{Chip, Look};
pub use goal::{Goal, Parent, Prospect};
pub(crate) use parent::hints;
pub use plan::{Plan, Plans, Step, Stock};
pub use promise::{Promise, Promised};

use crate::{
    catalogue::{Catalogue, Taxon},
    cross::Sex,
    genotype::Genotype,
    text::{Lexicon, Percent},
};
use std::sync::{OnceLock, PoisonError, RwLock};

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
        let catalogue = Catalogue::seeded();
        kept(catalogue, MADE.get_or_init(|| catalogue.taxa.iter().map(|_| OnceLock::new()).collect()), taxon)
    }

    /// The same of the catalogue that this process answers by ([`Catalogue::current`]); made once a version.
    #[must_use]
    pub fn current(taxon: &str) -> Option<&'static Calculator<'static>> {
        /// The calculators of the version that was asked last.
        static MADE: RwLock<Option<(&'static Catalogue, &'static [OnceLock<Calculator<'static>>])>> = RwLock::new(None);
        let catalogue = Catalogue::current();
        let of_now = |made: Option<(&'static Catalogue, _)>| made.filter(|made| std::ptr::eq(made.0, catalogue));
        if let Some((_, made)) = of_now(*MADE.read().unwrap_or_else(PoisonError::into_inner)) {
            return kept(catalogue, made, taxon);
        }
        let mut place = MADE.write().unwrap_or_else(PoisonError::into_inner);
        let made = match of_now(*place) {
            Some((_, made)) => made,
            None => {
                let made: Vec<OnceLock<Calculator<'static>>> = catalogue.taxa.iter().map(|_| OnceLock::new()).collect();
                // Kept as long as the version itself, which is never freed.
                let made: &'static [OnceLock<Calculator<'static>>] = Box::leak(made.into_boxed_slice());
                *place = Some((catalogue, made));
                made
            }
        };
        drop(place);
        kept(catalogue, made, taxon)
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

/// The calculator of a species, made when it is first asked for.
fn kept(
    catalogue: &'static Catalogue,
    made: &'static [OnceLock<Calculator<'static>>],
    taxon: &str,
) -> Option<&'static Calculator<'static>> {
    let wanted = catalogue.taxon(taxon)?;
    let at = catalogue.taxa.iter().position(|known| known.name == wanted.name)?;
    Some(made.get(at)?.get_or_init(|| Calculator::new(wanted)))
}
