//! The engine against figures worked out elsewhere, against brute force, and against hostile sizes.

mod brute;
mod conflicts;
mod families;
mod laws;
mod sampling;
mod sizes;
mod vectors;

use super::{Animal, Evidence, Locus, Pedigree};
use crate::genotype::{AlleleId, Pair};
use crate::random::Random;

/// `+`, `c`.
fn pair(one: u8, other: u8) -> Pair {
    Pair::new(AlleleId(one), AlleleId(other))
}

/// Genotypes of a recessive that isn't seen, and of one that is.
fn plain() -> Vec<Pair> {
    vec![pair(0, 0), pair(0, 1)]
}

fn visual() -> Vec<Pair> {
    vec![pair(1, 1)]
}

/// A founder that is het with this probability.
fn het(chance: f64) -> Animal<f64> {
    Animal::founder(vec![(pair(0, 1), chance), (pair(0, 0), 1.0 - chance)])
}

fn recessive() -> Pedigree<f64> {
    Pedigree::new(Locus::autosomal(2))
}

/// Young of the animals before it, in litters, after founders of unknown status with a rare recessive: normal-looking but for a few.
fn colony(founders: usize, animals: usize, visuals: usize, random: &mut Random) -> Pedigree<f64> {
    let mut pedigree = recessive();
    pedigree.frequency = Some(vec![0.9, 0.1]);
    for _ in 0..founders {
        pedigree.push(Animal::default());
    }
    while pedigree.animals.len() < animals {
        let count = pedigree.animals.len();
        // Sires are even and dams odd, so that none is both; both from the latest hundred, so that generations pass.
        let recent = |random: &mut Random| (count - 1 - random.below(count.min(100))) & !1;
        let (sire, dam) = (recent(random), (recent(random) + 1).min(count - 1) | 1);
        for _ in 0..4 {
            pedigree.push(Animal::young(sire, if dam < count { dam } else { 1 }));
        }
    }
    let drawn = drawn(&pedigree, random);
    let mut left = visuals;
    for (animal, genotype) in pedigree.animals.iter_mut().zip(drawn) {
        if genotype != pair(1, 1) {
            animal.evidence.push(Evidence::OneOf(plain()));
        } else if left > 0 {
            left -= 1;
            animal.evidence.push(Evidence::OneOf(visual()));
        }
    }
    pedigree
}

/// Genotypes by dropping alleles down the pedigree, so that what is "seen" is possible.
fn drawn(pedigree: &Pedigree<f64>, random: &mut Random) -> Vec<Pair> {
    let frequency = pedigree.frequency.clone().unwrap_or_default();
    let mut all: Vec<Pair> = Vec::new();
    for animal in &pedigree.animals {
        let mut gamete = |parent| match parent {
            super::Parent::Animal(index) => {
                let parent: Pair = all[index];
                if random.unit() < 0.5 { parent.a() } else { parent.b() }
            }
            _ => AlleleId(u8::from(random.unit() >= frequency[0])),
        };
        let (one, other) = (gamete(animal.sire), gamete(animal.dam));
        all.push(Pair::new(one, other));
    }
    all
}
