//! The stock, with animals that are alike at the wish's genes taken as one.

use super::Stock;
use crate::{
    arrange::Arrange as _,
    calculator::Goal,
    cross::Sex,
    genotype::{Genotype, LocusId, Number as _, Pair},
};
use std::collections::BTreeMap;

/// So many kinds of animals take part, the nearest to the wish first: pairings grow by the square.
const MOST_ALIKE: usize = 60;

/// What makes two animals alike: the pairs of each locus with their probabilities to the bit, and a sex where it tells.
pub type Key = (Vec<(LocusId, Vec<(Pair, u64)>)>, Option<Sex>);

pub fn key_of(genotype: &Genotype, sex: Option<Sex>) -> Key {
    let loci = genotype
        .loci
        .iter()
        .map(|(&id, dist)| (id, dist.entries().iter().map(|&(pair, p)| (pair, p.to_f64().to_bits())).collect()));
    (loci.collect(), sex)
}

/// Expected copies of the wished-for alleles, none counted beyond what is wished.
pub fn progress(genotype: &Genotype, goal: &Goal) -> f64 {
    let of = |&(id, allele, least): &(LocusId, _, u8)| {
        let entries = genotype.loci.get(&id).map_or(&[][..], |dist| dist.entries());
        entries.iter().map(|&(pair, p)| p.to_f64() * f64::from(pair.copies(allele).min(least))).sum::<f64>()
    };
    goal.copies.iter().map(of).sum()
}

/// Animals that are alike.
pub struct Alike {
    pub genotype: Genotype,
    animals: Vec<(usize, Option<Sex>)>,
    progress: f64,
}

impl Alike {
    /// Those that are of a sex, or may be.
    pub fn members(&self, sex: Sex) -> impl Iterator<Item = usize> + '_ {
        self.animals.iter().filter(move |animal| animal.1.is_none_or(|own| own == sex)).map(|animal| animal.0)
    }
}

/// All of them.
pub struct Herd {
    alike: Vec<Alike>,
}

impl Herd {
    pub fn of(stock: &[Stock], loci: &[LocusId], goal: &Goal) -> Self {
        let mut by_key: BTreeMap<Key, Alike> = BTreeMap::new();
        for (at, animal) in stock.iter().enumerate() {
            let mut genotype = animal.parent.genotype.clone();
            genotype.loci.retain(|id, dist| loci.contains(id) && !dist.sure().is_some_and(Pair::is_wild));
            let progress = progress(&genotype, goal);
            let entry = by_key.entry(key_of(&genotype, None)).or_insert_with(|| Alike {
                genotype,
                animals: Vec::new(),
                progress,
            });
            entry.animals.push((at, animal.sex));
        }
        let mut alike: Vec<Alike> = by_key.into_values().collect();
        alike.arrange_by(|a, b| b.progress.total_cmp(&a.progress));
        alike.truncate(MOST_ALIKE);
        Self { alike }
    }

    pub fn alike(&self, at: usize) -> Option<&Alike> {
        self.alike.get(at)
    }

    /// Every sire's kind with every dam's, but no animal with itself.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let all = 0..self.alike.len();
        all.clone().flat_map(move |sire| all.clone().map(move |dam| (sire, dam))).filter(|&(sire, dam)| {
            let (Some(him), Some(her)) = (self.alike.get(sire), self.alike.get(dam)) else { return false };
            let (sires, dams) = self.couple(him, her);
            match (sires.as_slice(), dams.as_slice()) {
                ([], _) | (_, []) => false,
                ([one], [other]) => one != other,
                _ => true,
            }
        })
    }

    /// Who can be the sire and who the dam.
    pub fn couple(&self, him: &Alike, her: &Alike) -> (Vec<usize>, Vec<usize>) {
        (him.members(Sex::Male).collect(), her.members(Sex::Female).collect())
    }

    /// The kinds that have an animal of this sex.
    pub fn of_sex(&self, sex: Sex) -> impl Iterator<Item = &Alike> {
        self.alike.iter().filter(move |alike| alike.members(sex).next().is_some())
    }

    /// Whether there is such an animal already.
    pub fn has(&self, genotype: &Genotype, sex: Sex) -> bool {
        let key = key_of(genotype, None);
        self.of_sex(sex).any(|alike| key_of(&alike.genotype, None) == key)
    }
}
