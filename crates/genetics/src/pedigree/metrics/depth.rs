//! How much of a pedigree is known: without it an inbreeding coefficient says little.

use serde::Serialize;

use crate::pedigree::{Pedigree, UNKNOWN};

/// Depth and completeness of one animal's pedigree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Depth {
    /// Generations to the furthest known ancestor.
    pub generations: u32,
    /// Equivalent complete generations: Σ (1/2)^g over known ancestors, g generations up (Maignel, Boichard & Verrier 1996).
    pub equivalent_complete: f64,
    /// Known slots of generation 1, 2, …: of 2, 4, ….
    pub known: Vec<f64>,
    /// Known slots of generations 1 to g over 2^(g+1) − 2, for g = 1, 2, ….
    pub completeness: Vec<f64>,
}

/// Depth of every animal, with completeness of the first `generations` (at most 20).
#[must_use]
pub fn depth_of_all(pedigree: &Pedigree, generations: usize) -> DepthTable {
    let generations = generations.min(20);
    let mut table = DepthTable {
        generations,
        longest: pedigree.generations(),
        equivalent: vec![0.0; pedigree.len()],
        known: Vec::new(),
    };
    table.known = vec![0.0; pedigree.len() * generations];
    pedigree.downwards(|animal| {
        for parent in pedigree.all_parents()[animal].into_iter().filter(|&parent| parent != UNKNOWN) {
            table.equivalent[animal] += 0.5 * (1.0 + table.equivalent[parent as usize]);
            let (own, above) = (animal * generations, parent as usize * generations);
            for g in 0..generations {
                table.known[own + g] += if g == 0 { 1.0 } else { table.known[above + g - 1] };
            }
        }
    });
    table
}

/// Depths of all animals; [`Self::of`] gives one, [`Self::mean`] that of a group.
#[derive(Debug, Clone)]
pub struct DepthTable {
    generations: usize,
    longest: Vec<u32>,
    equivalent: Vec<f64>,
    /// Known slots, `generations` numbers an animal.
    known: Vec<f64>,
}

impl DepthTable {
    /// `None` for an animal that isn't there.
    #[must_use]
    pub fn of(&self, animal: u32) -> Option<Depth> {
        let at = animal as usize;
        let known = self.known.get(at * self.generations..(at + 1) * self.generations)?.to_vec();
        Some(self.depth(*self.longest.get(at)?, self.equivalent[at], known))
    }

    /// Means over a group; `generations` is the greatest. `None` for an empty group.
    #[must_use]
    pub fn mean(&self, animals: &[u32]) -> Option<Depth> {
        let count = animals.len() as f64;
        let (mut longest, mut equivalent, mut known) = (0, 0.0, vec![0.0; self.generations]);
        for &animal in animals {
            let at = animal as usize;
            longest = longest.max(*self.longest.get(at)?);
            equivalent += self.equivalent[at] / count;
            for (known, own) in known.iter_mut().zip(&self.known[at * self.generations..]) {
                *known += own / count;
            }
        }
        if animals.is_empty() { None } else { Some(self.depth(longest, equivalent, known)) }
    }

    fn depth(&self, generations: u32, equivalent_complete: f64, known: Vec<f64>) -> Depth {
        let (mut sum, mut slots) = (0.0, 0.0);
        let completeness = (1..).zip(&known).map(|(g, known)| {
            sum += known;
            slots += 2_f64.powi(g);
            sum / slots
        });
        let completeness = completeness.collect();
        Depth { generations, equivalent_complete, known, completeness }
    }
}
