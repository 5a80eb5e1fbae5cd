//! Where the genes of a reference come from.

use serde::Serialize;

use super::even_weights;
use crate::pedigree::{Pedigree, PedigreeError, UNKNOWN};

/// Founder equivalents, fe = 1 / Σ p² (Lacy 1989), p being the fraction of the reference's genes that come from each founder.
///
/// The two rules differ when a parent is unknown and the other isn't.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FounderEquivalents {
    /// Animals without known parents that gave genes to the reference.
    pub founders: usize,
    /// Unknown mates of known parents: phantom founders.
    pub phantom_founders: usize,
    /// Fraction of the reference's genes that come from recorded founders.
    pub from_founders: f64,
    /// Rule A: each unknown parent of an animal with one known parent counts as a founder of its own.
    pub with_phantoms: f64,
    /// Rule B: recorded founders only, their contributions scaled to sum to one (as purgeR does). 0 when there are none.
    pub recorded_only: f64,
}

/// What fraction of the reference's genes comes by way of each animal: 1/n for each of the n of the reference, and half of each animal's to each of
/// its parents. By animal.
///
/// # Errors
/// [`PedigreeError::EmptyReference`], [`PedigreeError::OutOfRange`].
pub fn founder_contributions(pedigree: &Pedigree, reference: &[u32]) -> Result<Vec<f64>, PedigreeError> {
    let mut genes = even_weights(pedigree, reference)?;
    pedigree.upwards(|animal| {
        let half = 0.5 * genes[animal];
        if half > 0.0 {
            for parent in pedigree.all_parents()[animal] {
                if parent != UNKNOWN {
                    genes[parent as usize] += half;
                }
            }
        }
    });
    Ok(genes)
}

/// See [`FounderEquivalents`].
///
/// # Errors
/// [`PedigreeError::EmptyReference`], [`PedigreeError::OutOfRange`].
pub fn founder_equivalents(pedigree: &Pedigree, reference: &[u32]) -> Result<FounderEquivalents, PedigreeError> {
    let genes = founder_contributions(pedigree, reference)?;
    let (mut founders, mut phantoms) = (0, 0);
    let (mut known, mut squares, mut phantom_squares) = (0.0, 0.0, 0.0);
    for (&genes, &pair) in genes.iter().zip(pedigree.all_parents()).filter(|&(&genes, _)| genes > 0.0) {
        match pair {
            [UNKNOWN, UNKNOWN] => {
                founders += 1;
                known += genes;
                squares += genes * genes;
            }
            [UNKNOWN, _] | [_, UNKNOWN] => {
                phantoms += 1;
                phantom_squares += 0.25 * genes * genes;
            }
            _ => {}
        }
    }
    Ok(FounderEquivalents {
        founders,
        phantom_founders: phantoms,
        from_founders: known,
        with_phantoms: 1.0 / (squares + phantom_squares),
        recorded_only: if squares > 0.0 { known * known / squares } else { 0.0 },
    })
}
