//! The names of one species, ready for reading and writing.

use super::{
    certain::Certain,
    name::{Name, Percent, name},
    reading::Reading,
    resolve,
    scan::key,
    vocabulary::{Meaning, Vocabulary},
};
use crate::{
    catalogue::{Super, Taxon},
    genotype::{AlleleId, Chance, Genotype, LocusId},
};

/// Reads and writes genotypes of one species. Worth keeping: it holds every name of the species.
#[derive(Debug)]
pub struct Lexicon<'a> {
    taxon: &'a Taxon,
    names: Vocabulary,
    pub(super) certain: Certain,
}

impl<'a> Lexicon<'a> {
    #[must_use]
    pub fn new(taxon: &'a Taxon) -> Self {
        let certain = Certain::new(taxon.combos.len(), taxon.loci.iter().map(|locus| locus.alleles.len()));
        Self { taxon, names: Vocabulary::new(taxon), certain }
    }

    #[must_use]
    pub const fn taxon(&self) -> &'a Taxon {
        self.taxon
    }

    /// What a name means.
    pub(super) fn meaning(&self, name: &str) -> Option<&Meaning> {
        self.names.get(&key(name))
    }

    /// Whether a name's key begins so.
    pub(super) fn begins(&self, key: &str) -> bool {
        self.names.beginning(key).is_some()
    }

    /// Whether a longer name's key begins with all of this one.
    pub(super) fn goes_on(&self, key: &str) -> bool {
        self.names.beyond(key)
    }

    /// The name of two copies that isn't "Super" and the gene's, where it is read as that.
    pub(super) fn super_name(&self, locus: LocusId, id: AlleleId) -> Option<&'a str> {
        match &self.taxon.locus(locus)?.allele(id)?.super_form {
            Super::Distinct { name: Some(name) } if self.meaning(name) == Some(&Meaning::Super(locus, id)) => {
                Some(name)
            }
            _ => None,
        }
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
