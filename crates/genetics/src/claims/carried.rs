//! Which genes an animal carries, each with how: what lists are narrowed by.

use super::{
    combine::{by_locus, genotype},
    gene::{Entry, find},
};
use crate::{
    calculator::Calculator,
    catalogue::{Inheritance, Locus},
    cross::Sex,
    genotype::{AlleleId, Genotype, LocusId, Number as _, Pair},
};
use repti_model::genotype::{ClaimedGene, GeneKind};
use std::collections::{BTreeMap, BTreeSet};

/// A gene that an animal has, or may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    pub kind: GeneKind,
    /// How likely it carries the gene, as price lists write it: 66 is two thirds, and 100 is certain.
    pub percent: u8,
}

/// The genes of an animal by their slugs: what is claimed, and of loci that no claim is about what its text says. A claim that a gene isn't carried
/// keeps the text from saying otherwise. Of a text with unreadable words the others count: nothing is reckoned by this, only found.
#[must_use]
pub fn carried(
    calculator: &Calculator<'_>,
    claims: &[ClaimedGene],
    text: &str,
    sex: Option<Sex>,
) -> BTreeMap<String, Carried> {
    let taxon = calculator.taxon();
    let mut found = BTreeMap::new();
    let of_claims = genotype(taxon, claims, sex).0;
    of_genotype(calculator, &of_claims, &BTreeSet::new(), &mut found);
    let names = claims.iter().filter(|claim| matches!(find(taxon, &claim.gene), Some(Entry::Tag(_))));
    let mut tags: Vec<String> = names.map(|claim| claim.gene.clone()).collect();
    if !text.trim().is_empty() {
        let reading = calculator.lexicon().parse(text);
        let claimed: BTreeSet<LocusId> = by_locus(taxon, claims).into_keys().collect();
        of_genotype(calculator, &reading.genotype, &claimed, &mut found);
        tags.extend(reading.tags);
    }
    found.extend(tags.into_iter().map(|tag| (tag, Carried { kind: GeneKind::Visual, percent: 100 })));
    found
}

fn of_genotype(
    calculator: &Calculator<'_>,
    genotype: &Genotype,
    without: &BTreeSet<LocusId>,
    found: &mut BTreeMap<String, Carried>,
) {
    for (id, dist) in genotype.loci.iter().filter(|(id, _)| !without.contains(id)) {
        let Some(locus) = calculator.taxon().locus(*id) else { continue };
        for allele in locus.ids() {
            let p = dist.probability(|pair| pair.copies(allele) > 0).to_f64();
            if p <= 0.0 {
                continue;
            }
            let kind = if p < 1.0 - 1e-9 {
                GeneKind::Possible
            } else if dist.entries().iter().all(|entry| shows(locus, entry.0, allele)) {
                GeneKind::Visual
            } else {
                GeneKind::Het
            };
            // Between 1 and 100; a float a hair below 29 % is meant to be 29.
            let percent =
                if kind == GeneKind::Possible { (p * 100.0 + 1e-9).floor().clamp(1.0, 99.0) as u8 } else { 100 };
            if let Some(gene) = locus.allele(allele) {
                found.insert(gene.slug.clone(), Carried { kind, percent });
            }
        }
    }
}

/// Whether an allele of a pair can be seen beside the other one.
fn shows(locus: &Locus, pair: Pair, allele: AlleleId) -> bool {
    let other = if pair.a() == allele { pair.b() } else { pair.a() };
    if other == allele || other == AlleleId::NONE {
        return true;
    }
    let series = |id: AlleleId| locus.allele(id).and_then(|allele| allele.series);
    let hidden = matches!((series(allele), series(other)), (Some(own), Some(over)) if over < own);
    let recessive = |id: AlleleId| locus.inheritance(id) == Some(Inheritance::Recessive);
    // Two recessives of one locus show together.
    !hidden && (!recessive(allele) || (other.is_mutant() && recessive(other)))
}
