//! Genes by their slugs, and claims in words.

use crate::{
    catalogue::{Allele, Inheritance, Linkage, Locus, Super, Tag, Taxon, squash},
    cross::{Sex, hobby_percent},
    genotype::{AlleleId, LocusId},
};
use repti_model::genotype::{Chromosome, ClaimLook, ClaimedGene};

/// What a slug means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    Allele(LocusId, AlleleId, &'a Allele),
    /// A polygenic or line-bred name.
    Tag(&'a Tag),
}

/// The gene or name of a species with this slug; else the one that has it among its other names, as a gene has those that were merged into it.
#[must_use]
pub fn find<'a>(taxon: &'a Taxon, slug: &str) -> Option<Entry<'a>> {
    let allele = taxon.loci().find_map(|(id, locus)| {
        let allele = locus.find(slug)?;
        Some(Entry::Allele(id, allele, locus.allele(allele)?))
    });
    let named = || match taxon.exact(&squash(slug)).as_slice() {
        [(id, allele)] => Some(Entry::Allele(*id, *allele, taxon.locus(*id)?.allele(*allele)?)),
        _ => None,
    };
    let tagged = || {
        let wanted = squash(slug);
        let named = |tag: &&Tag| [&tag.name].into_iter().chain(&tag.aliases).any(|name| squash(name) == wanted);
        taxon.tags.iter().find(named).filter(|_| !wanted.is_empty()).map(Entry::Tag)
    };
    allele.or_else(|| find_tag(taxon, slug).map(Entry::Tag)).or_else(named).or_else(tagged)
}

/// The polygenic or line-bred name with this slug.
#[must_use]
pub fn find_tag<'a>(taxon: &'a Taxon, slug: &str) -> Option<&'a Tag> {
    taxon.tags.iter().find(|tag| tag.slug == slug)
}

/// Whether an animal of this sex has the locus on one chromosome only.
pub(super) fn is_single(locus: &Locus, sex: Option<Sex>) -> bool {
    match locus.linkage {
        Linkage::ZLinked => sex == Some(Sex::Female),
        Linkage::XLinked => sex == Some(Sex::Male),
        Linkage::Autosomal | Linkage::XyRecombining { .. } => false,
    }
}

/// The gene's name, the claim as the hobby writes it, and how it looks. A slug that the catalogue doesn't know is its own name.
#[must_use]
pub fn words(taxon: &Taxon, claimed: &ClaimedGene, sex: Option<Sex>) -> (String, String, ClaimLook) {
    let (locus, allele) = match find(taxon, &claimed.gene) {
        Some(Entry::Allele(id, _, allele)) => (taxon.locus(id), allele),
        Some(Entry::Tag(tag)) => return (tag.name.clone(), tag.name.clone(), ClaimLook::Tag),
        None => return (claimed.gene.clone(), claimed.gene.clone(), ClaimLook::Unknown),
    };
    let name = allele.name.clone();
    let recessive = allele.inheritance == Inheritance::Recessive;
    let single = locus.is_some_and(|locus| is_single(locus, sex));
    let percent = hobby_percent(claimed.chance.value());
    let on = match claimed.carried_on {
        Some(Chromosome::X) => " FM",
        Some(Chromosome::Y) => " MM",
        None => "",
    };
    let (words, look) = match (claimed.copies.unwrap_or(1), claimed.chance.is_certain()) {
        (0, _) => (format!("no {name}"), ClaimLook::Absent),
        (1, true) if recessive && !single => (format!("het {name}"), ClaimLook::Het),
        (1, true) => (format!("{name}{on}"), ClaimLook::Visual),
        (1, false) => (format!("{percent}% het {name}"), ClaimLook::Possible),
        (_, true) if recessive || single => (name.clone(), ClaimLook::Visual),
        (_, true) => (two_copies(allele), ClaimLook::Visual),
        (_, false) => (format!("{percent}% super {name}"), ClaimLook::Possible),
    };
    (name, words, look)
}

/// The trade's name of two copies of a gene that shows in one.
fn two_copies(allele: &Allele) -> String {
    match &allele.super_form {
        Super::Distinct { name: Some(name) } => name.clone(),
        _ => format!("Super {}", allele.name),
    }
}

/// Every gene and name of a species to pick from, by name: slug, name, and whether one copy shows (`None` of a name without a gene).
#[must_use]
pub fn picks(taxon: &Taxon) -> Vec<(String, String, Option<bool>)> {
    let alleles = taxon.loci.iter().flat_map(|locus| &locus.alleles);
    let genes = alleles
        .map(|allele| (allele.slug.clone(), allele.name.clone(), Some(allele.inheritance != Inheritance::Recessive)));
    let tags = taxon.tags.iter().map(|tag| (tag.slug.clone(), tag.name.clone(), None));
    let mut all: Vec<_> = genes.chain(tags).collect();
    all.sort_by_cached_key(|entry| entry.1.to_lowercase());
    all
}
