//! Measures of a population, each with the name of its definition, for programs that print the same word mean different things.
//!
//! All are of a *reference*: the animals whose genes are asked about, say those alive. An animal with one parent unknown is treated in one of two
//! ways where it matters, and both are given ([`FounderEquivalents`]).

mod ancestors;
mod depth;
mod founders;
mod lines;
mod loss;
mod retention;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::{Kinship, Pedigree, PedigreeError};

pub use ancestors::{Ancestor, EffectiveAncestors, effective_ancestors};
pub use depth::{Depth, DepthTable, depth_of_all};
pub use founders::{FounderEquivalents, founder_contributions, founder_equivalents};
pub use lines::{count_carriers, few_carriers};
pub use loss::{AncestorLoss, ancestor_loss};
pub use retention::{FounderGenomes, RetentionOptions, founder_genomes};

/// Mean kinship of the reference and what is computed from it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Diversity {
    /// MK: mean of f(i, j) over all ordered pairs of the reference, each animal with itself included.
    pub mean_kinship: f64,
    /// GD = 1 − MK: expected heterozygosity, as a fraction of the founders'.
    pub gene_diversity: f64,
    /// FGE = 1 / (2 MK) (Lacy 1995): founders that would give this gene diversity. Not the gene-drop figure of Lacy 1989, for which see
    /// [`FounderGenomes`].
    pub founder_genome_equivalents: f64,
    /// Mean of F over the reference.
    pub mean_inbreeding: f64,
    pub greatest_inbreeding: f64,
    /// Animals of the reference with F above 0.
    pub inbred: usize,
}

/// See [`Diversity`].
///
/// # Errors
/// [`PedigreeError::EmptyReference`], [`PedigreeError::OutOfRange`].
pub fn diversity(kinship: &Kinship, reference: &[u32]) -> Result<Diversity, PedigreeError> {
    let mean_kinship = kinship.mean_kinship(reference)?;
    let of = |&animal: &u32| kinship.inbreeding().get(animal as usize).copied().unwrap_or(0.0);
    Ok(Diversity {
        mean_kinship,
        gene_diversity: 1.0 - mean_kinship,
        founder_genome_equivalents: 0.5 / mean_kinship,
        mean_inbreeding: reference.iter().map(of).sum::<f64>() / reference.len() as f64,
        greatest_inbreeding: reference.iter().map(of).fold(0.0, f64::max),
        inbred: reference.iter().filter(|animal| of(animal) > 0.0).count(),
    })
}

/// Animals with a parent that is known: the usual reference when nothing says who is alive.
#[must_use]
pub fn descendants(pedigree: &Pedigree) -> Vec<u32> {
    (0..pedigree.len() as u32).filter(|&animal| !pedigree.is_founder(animal)).collect()
}

/// Animals that are nobody's parents.
#[must_use]
pub fn without_young(pedigree: &Pedigree) -> Vec<u32> {
    let mut has_young = vec![false; pedigree.len()];
    for &parent in pedigree.all_parents().iter().flatten() {
        if let Some(has_young) = has_young.get_mut(parent as usize) {
            *has_young = true;
        }
    }
    (0..pedigree.len() as u32).filter(|&animal| !has_young[animal as usize]).collect()
}

/// 1/n on each of n animals, by animal.
fn even_weights(pedigree: &Pedigree, reference: &[u32]) -> Result<Vec<f64>, PedigreeError> {
    if reference.is_empty() {
        return Err(PedigreeError::EmptyReference);
    }
    let animals = pedigree.len();
    let mut weights = vec![0.0; animals];
    for &animal in reference {
        let weight = weights.get_mut(animal as usize).ok_or(PedigreeError::OutOfRange { animal, animals })?;
        *weight += 1.0 / reference.len() as f64;
    }
    Ok(weights)
}
