//! Ancestor loss: how many of the places in a pedigree are filled by animals that fill another too.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::pedigree::{Pedigree, PedigreeError, UNKNOWN};

/// Ancestors of one animal, generations 1 to some depth taken together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AncestorLoss {
    pub generations: u32,
    /// Places: 2^(G+1) − 2.
    pub slots: f64,
    /// Places filled by a known animal.
    pub known: f64,
    /// Different animals in them.
    pub distinct: usize,
    /// AVK, the ancestor loss coefficient: distinct / known. 1 when nobody stands twice, or nobody is known.
    pub loss_coefficient: f64,
    /// known / slots.
    pub completeness: f64,
}

/// More generations have more places than can be counted exactly.
const MOST_GENERATIONS: u32 = 50;

/// Ancestor loss for each depth from 1 to `generations` (at most 50), ending where no ancestor is known.
///
/// # Errors
/// [`PedigreeError::OutOfRange`].
pub fn ancestor_loss(pedigree: &Pedigree, animal: u32, generations: u32) -> Result<Vec<AncestorLoss>, PedigreeError> {
    let animals = pedigree.len();
    if animal as usize >= animals {
        return Err(PedigreeError::OutOfRange { animal, animals });
    }
    // Each animal of a generation with the number of places it has there: never more entries than animals.
    let mut generation: HashMap<u32, f64> = HashMap::from([(animal, 1.0)]);
    let mut all: HashSet<u32> = HashSet::new();
    let (mut slots, mut known, mut out) = (0.0, 0.0, Vec::new());
    for g in 1..=generations.min(MOST_GENERATIONS) {
        let mut above: HashMap<u32, f64> = HashMap::new();
        for (&animal, &places) in &generation {
            for parent in pedigree.parents(animal).into_iter().filter(|&parent| parent != UNKNOWN) {
                *above.entry(parent).or_default() += places;
            }
        }
        if above.is_empty() {
            break;
        }
        all.extend(above.keys());
        slots += 2_f64.powi(g as i32);
        // Whole numbers below 2⁵³: exact in any order.
        known += above.values().sum::<f64>();
        let loss_coefficient = all.len() as f64 / known;
        out.push(AncestorLoss {
            generations: g,
            slots,
            known,
            distinct: all.len(),
            loss_coefficient,
            completeness: known / slots,
        });
        generation = above;
    }
    Ok(out)
}
