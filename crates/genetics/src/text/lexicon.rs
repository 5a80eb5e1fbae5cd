//! The names of one species, ready for reading and writing.

use super::{
    name::{Name, Percent, name},
    reading::Reading,
    resolve,
    scan::key,
    vocabulary::{Meaning, Vocabulary},
};
use crate::{
    catalogue::Taxon,
    genotype::{Chance, Genotype},
};

/// Reads and writes genotypes of one species. Worth keeping: it holds every name of the species.
#[derive(Debug)]
pub struct Lexicon<'a> {
    taxon: &'a Taxon,
    names: Vocabulary,
}

impl<'a> Lexicon<'a> {
    #[must_use]
    pub fn new(taxon: &'a Taxon) -> Self {
        Self { taxon, names: Vocabulary::new(taxon) }
    }

    #[must_use]
    pub const fn taxon(&self) -> &'a Taxon {
        self.taxon
    }

    /// What a name means.
    pub(super) fn meaning(&self, name: &str) -> Option<&Meaning> {
        self.names.get(&key(name))
    }

    /// What a text says. Never fails: what can't be read is among the findings.
    #[must_use]
    pub fn parse(&self, text: &str) -> Reading {
        resolve::parse(self.taxon, &self.names, text)
    }

    /// A genotype by the fewest names, in the order of the trade: supers, genes that show in one copy, combos, dominants, visual recessives, then
    /// hets from the surest to the least sure. Nothing is hidden: what has no name of the trade is in [`Name::unsaid`].
    #[must_use]
    pub fn name(&self, genotype: &Genotype<Chance>, percent: Percent) -> Name {
        name(self, genotype, percent)
    }
}
