//! A locus cut to the alleles of one pairing, under the names that a file gives them.

use super::{
    locus::Locus,
    taxon::{Condition, Taxon},
};
use crate::genotype::{AlleleId, LocusId, Pair};

/// A locus under other names: what a file calls `ax_vpi` or `yb`.
#[derive(Debug, Clone, PartialEq)]
pub struct LocusPart {
    pub locus: Locus,
    /// Where each allele, from id 1 on, stands in the catalogue.
    pub origin: Vec<(LocusId, AlleleId)>,
}

impl LocusPart {
    /// A condition of the catalogue in this part's ids; `None` where it is of another locus, or of an allele that the part lacks.
    #[must_use]
    pub fn condition(&self, when: Condition) -> Option<Condition> {
        let of = when.locus();
        let id = |allele: AlleleId| {
            if !allele.is_mutant() {
                return Some(allele);
            }
            let at = self.origin.iter().position(|&origin| origin == (of, allele))?;
            u8::try_from(at + 1).ok().map(AlleleId)
        };
        if !self.origin.iter().any(|origin| origin.0 == of) {
            return None;
        }
        match when {
            Condition::Pair(_, pair) => Some(Condition::Pair(of, Pair::new(id(pair.a())?, id(pair.b())?))),
            Condition::Copies(_, allele, least) => Some(Condition::Copies(of, id(allele)?, least)),
            Condition::Visual(_) => Some(when),
        }
    }
}

impl Taxon {
    /// A locus of these alleles, each under the label given. Alleles of several loci are taken as allelic, as the file that names them does: the
    /// first one's chromosome counts, and two that are deadly in two copies each are deadly together. At most 250 alleles.
    #[must_use]
    pub fn part(&self, key: &str, names: &[(String, LocusId, AlleleId)]) -> Option<LocusPart> {
        let names = names.get(..250).unwrap_or(names);
        let first = self.locus(names.first()?.1)?;
        let (mut alleles, mut origin) = (Vec::new(), Vec::new());
        for (label, locus, id) in names {
            let mut allele = self.locus(*locus)?.allele(*id)?.clone();
            label.clone_into(&mut allele.slug);
            alleles.push(allele);
            origin.push((*locus, *id));
        }
        let deadly =
            |&(locus, id): &(LocusId, AlleleId)| self.locus(locus).is_some_and(|locus| locus.is_lethal(Pair::hom(id)));
        let mut lethal = Vec::new();
        for ((a, left), at) in (1_u8..).map(AlleleId).zip(&origin).zip(1..) {
            for (b, right) in (1_u8..).map(AlleleId).zip(&origin).skip(at - 1) {
                let known = left.0 == right.0
                    && self.locus(left.0).is_some_and(|own| own.is_lethal(Pair::new(left.1, right.1)));
                if known || (left.0 != right.0 && deadly(left) && deadly(right)) {
                    lethal.push(Pair::new(a, b));
                }
            }
        }
        // A place in a dominance series says something only beside the others of its locus.
        if origin.iter().any(|from| Some(from.0) != origin.first().map(|first| first.0)) {
            alleles.iter_mut().for_each(|allele| allele.series = None);
        }
        let (name, linkage) = (first.name.clone(), first.linkage);
        Some(LocusPart {
            locus: Locus { slug: key.to_owned(), name, aliases: Vec::new(), linkage, alleles, lethal },
            origin,
        })
    }

    /// A whole locus, as it stands in the catalogue.
    #[must_use]
    pub fn whole(&self, id: LocusId) -> Option<LocusPart> {
        let locus = self.locus(id)?.clone();
        let origin = locus.ids().map(|allele| (id, allele)).collect();
        Some(LocusPart { locus, origin })
    }
}
