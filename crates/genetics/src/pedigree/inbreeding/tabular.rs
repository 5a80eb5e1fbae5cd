//! The whole matrix of kinships, row by row (Emik & Terrill 1949): what the others are compared with.

use crate::pedigree::{Pedigree, PedigreeError, UNKNOWN};

/// 128 MB of matrix.
const MOST: usize = 4000;

pub(super) fn inbreeding(pedigree: &Pedigree) -> Result<Vec<f64>, PedigreeError> {
    let animals = pedigree.len();
    if animals > MOST {
        return Err(PedigreeError::TooLarge { animals, limit: MOST });
    }
    let mut kinship = vec![vec![0.0_f64; animals]; animals];
    let mut f = vec![0.0; animals];
    let mut done: Vec<usize> = Vec::with_capacity(animals);
    pedigree.downwards(|animal| {
        let [sire, dam] = pedigree.all_parents()[animal];
        let of = |kinship: &[Vec<f64>], parent: u32, other: usize| {
            if parent == UNKNOWN { 0.0 } else { kinship[parent as usize][other] }
        };
        for &other in &done {
            let mean = 0.5 * (of(&kinship, sire, other) + of(&kinship, dam, other));
            kinship[animal][other] = mean;
            kinship[other][animal] = mean;
        }
        f[animal] = if dam == UNKNOWN { 0.0 } else { of(&kinship, sire, dam as usize) };
        kinship[animal][animal] = 0.5 * (1.0 + f[animal]);
        done.push(animal);
    });
    Ok(f)
}
