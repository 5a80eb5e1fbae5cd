//! The species of the catalogue as addresses name them.

use super::names::capital;
use repti_genetics::{
    catalogue::{Allele, Catalogue, Locus, Taxon, dashed},
    genotype::{AlleleId, LocusId},
};
use repti_model::genes::GeneTaxon;
use std::sync::{PoisonError, RwLock};

/// A species with its slug, which is that of the registry's taxon.
#[derive(Debug)]
pub(super) struct Species {
    pub(super) slug: String,
    /// "Ball python".
    pub(super) name: String,
    pub(super) taxon: &'static Taxon,
}

/// A gene with its place in its species.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) species: &'static Species,
    pub(super) at: LocusId,
    pub(super) id: AlleleId,
    pub(super) locus: &'static Locus,
    pub(super) allele: &'static Allele,
}

/// The species of the version that was asked last, kept as long as the version itself, which is never freed.
static ALL: RwLock<Option<(&'static Catalogue, &'static [Species])>> = RwLock::new(None);

/// The species of the current catalogue, in its order.
pub(super) fn all() -> &'static [Species] {
    let catalogue = Catalogue::current();
    let of_now = |kept: Option<(&'static Catalogue, &'static [Species])>| {
        kept.filter(|kept| std::ptr::eq(kept.0, catalogue)).map(|kept| kept.1)
    };
    if let Some(species) = of_now(*ALL.read().unwrap_or_else(PoisonError::into_inner)) {
        return species;
    }
    let mut place = ALL.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(species) = of_now(*place) {
        return species;
    }
    // Two entries of the catalogue are for reckoning without a species: nothing speaks for their genes.
    let species: Vec<Species> = catalogue.species().map(Species::new).collect();
    let species: &'static [Species] = Box::leak(species.into_boxed_slice());
    *place = Some((catalogue, species));
    species
}

/// The species of a slug.
pub(super) fn find(slug: &str) -> Option<&'static Species> {
    all().iter().find(|species| species.slug == slug)
}

/// The gene of a slug.
pub(super) fn find_gene(taxon: &str, gene: &str) -> Option<Found> {
    find(taxon)?.genes().find(|found| super::names::gene_link(found.allele).slug == gene)
}

impl Species {
    fn new(taxon: &'static Taxon) -> Self {
        // "boa (Boa imperator)" is the boa.
        let name = taxon.name.split(" (").next().unwrap_or(&taxon.name);
        Self { slug: dashed(name), name: capital(name), taxon }
    }

    /// Every gene, in the order of the catalogue.
    pub(super) fn genes(&'static self) -> impl Iterator<Item = Found> {
        self.taxon.loci().flat_map(move |(at, locus)| {
            let found = move |id| Some(Found { species: self, at, id, locus, allele: locus.allele(id)? });
            locus.ids().filter_map(found)
        })
    }

    /// What lists say of it.
    pub(super) fn summary(&self) -> GeneTaxon {
        let (taxon, count) = (self.taxon, |count: usize| u32::try_from(count).unwrap_or(u32::MAX));
        // A scientific name begins with a capital; the others are the hobby's.
        let scientific = taxon.aliases.iter().find(|alias| alias.starts_with(char::is_uppercase));
        GeneTaxon {
            slug: self.slug.clone(),
            name: self.name.clone(),
            scientific_name: scientific.cloned().unwrap_or_default(),
            genes: count(taxon.loci.iter().map(|locus| locus.alleles.len()).sum()),
            complexes: count(taxon.loci.iter().filter(|locus| locus.is_complex()).count()),
            combos: count(taxon.combos.len()),
            tags: count(taxon.tags.len()),
        }
    }
}
