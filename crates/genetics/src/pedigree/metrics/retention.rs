//! Founder genome equivalents by gene drop: what of the founders' genes is still there at all.

mod drop;
mod exact;

use serde::Serialize;

use super::founder_contributions;
use crate::pedigree::{Pedigree, PedigreeError, UNKNOWN};

/// FG = 1 / Σ (p² / r) (Lacy 1989): p is the fraction of the reference's genes that comes from a founder, r the expected fraction of that founder's
/// genes that is still in the reference. Each unknown parent of an animal with one known parent counts as a founder of its own.
///
/// Not 1 / (2 MK) (Lacy 1995), which is smaller or equal: on the pedigree of Lacy 1989 FG is 2.18 and 1 / (2 MK) is 1.78.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FounderGenomes {
    pub founder_genomes: f64,
    /// Whether r was computed exactly. Otherwise it is a mean over simulated gene drops.
    pub exact: bool,
    /// Simulated drops; 0 when exact.
    pub drops: u32,
    /// Sum of r over founders: founder genomes that survive, in whatever proportions.
    pub surviving: f64,
}

/// How much work may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionOptions {
    /// States of carriers visited by the exact way, and animals visited by the simulation.
    pub steps: u64,
    /// Start of the random numbers of the simulation: the same seed gives the same figure on every machine.
    pub seed: u64,
}

impl Default for RetentionOptions {
    fn default() -> Self {
        Self { steps: 50_000_000, seed: 1989 }
    }
}

/// A founder, or the unknown mate of a known parent.
#[derive(Debug, Clone, Copy)]
struct Source {
    /// The founder; or the young of the unknown one.
    animal: u32,
    is_phantom: bool,
    /// p.
    part: f64,
}

fn sources(pedigree: &Pedigree, genes: &[f64]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for (animal, (&genes, &pair)) in (0_u32..).zip(genes.iter().zip(pedigree.all_parents())) {
        if genes > 0.0 && pair.contains(&UNKNOWN) {
            let is_phantom = pair != [UNKNOWN; 2];
            sources.push(Source { animal, is_phantom, part: if is_phantom { 0.5 * genes } else { genes } });
        }
    }
    sources
}

/// See [`FounderGenomes`].
///
/// # Errors
/// [`PedigreeError::EmptyReference`], [`PedigreeError::OutOfRange`].
pub fn founder_genomes(
    pedigree: &Pedigree,
    reference: &[u32],
    options: RetentionOptions,
) -> Result<FounderGenomes, PedigreeError> {
    let genes = founder_contributions(pedigree, reference)?;
    let sources = sources(pedigree, &genes);
    let mut wanted = vec![false; pedigree.len()];
    for &animal in reference {
        wanted[animal as usize] = true;
    }
    let exact = exact::retained(pedigree, &sources, &wanted, &genes, options.steps);
    let (retained, drops) = match &exact {
        Some(retained) => (retained.clone(), 0),
        None => drop::retained(pedigree, &sources, &wanted, &genes, options),
    };
    let sum: f64 = sources.iter().zip(&retained).map(|(source, r)| source.part * source.part / r).sum();
    Ok(FounderGenomes { founder_genomes: 1.0 / sum, exact: exact.is_some(), drops, surviving: retained.iter().sum() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pedigree::UNKNOWN as U;

    #[test]
    fn gene_drop_comes_near_the_exact_figure() {
        let pedigree = Pedigree::new(&[U, U, U, 0, 0, 3, 3, 5, 7, 7], &[U, U, U, 1, 1, 4, 2, 6, 6, U]).unwrap();
        for reference in [vec![8, 9], vec![5, 8], vec![7], vec![9]] {
            let genes = founder_contributions(&pedigree, &reference).unwrap();
            let sources = sources(&pedigree, &genes);
            let mut wanted = vec![false; pedigree.len()];
            reference.iter().for_each(|&animal| wanted[animal as usize] = true);
            let exact = exact::retained(&pedigree, &sources, &wanted, &genes, 10_000).unwrap();
            let options = RetentionOptions { steps: 200_000, seed: 7 };
            let (dropped, drops) = drop::retained(&pedigree, &sources, &wanted, &genes, options);
            assert_eq!(drops, 20_000);
            for (a, b) in dropped.iter().zip(&exact) {
                assert!((a - b).abs() < 0.02, "{reference:?}: {dropped:?} {exact:?}");
            }
            let flagged = founder_genomes(&pedigree, &reference, RetentionOptions { steps: 0, seed: 7 }).unwrap();
            assert!(!flagged.exact && flagged.drops == 50);
        }
    }
}
