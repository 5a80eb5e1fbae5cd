//! The most influential ancestors, and how many there are in effect.

use serde::Serialize;

use super::even_weights;
use crate::pedigree::{Pedigree, PedigreeError, UNKNOWN};

/// An ancestor that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ancestor {
    pub animal: u32,
    /// Fraction of the reference's genes that comes by way of this animal, whoever else it comes by.
    pub contribution: f64,
    /// What of it isn't explained by the ancestors chosen before.
    pub marginal: f64,
}

/// Effective number of ancestors, fa = 1 / Σ q², q being marginal contributions (Boichard, Maignel & Verrier 1997).
///
/// Greedy: the ancestor with the greatest marginal contribution is chosen, cut off from its parents, and so on until all genes are explained. Candidates
/// are all animals, those of the reference included; among equals (to 1e-12 of the value) the one that was recorded first is chosen. Other ways to
/// break ties give other figures. fa may exceed fe: the way is greedy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EffectiveAncestors {
    /// In the order they were chosen.
    pub ancestors: Vec<Ancestor>,
    /// Fraction of the reference's genes that they explain.
    pub explained: f64,
    /// Whether all genes are explained, so that `least` and `most` are fa itself.
    pub exact: bool,
    /// fa if what isn't explained came from ancestors that contribute as much as the last one each.
    pub least: f64,
    /// fa if what isn't explained came in equal parts from all founders that are left.
    pub most: f64,
}

/// Genes that count as explained: rounding leaves less than this.
const ALL: f64 = 1.0 - 1e-12;

/// See [`EffectiveAncestors`]. `steps` limits the work (animals visited, all ancestors together), and with it how many are chosen.
///
/// # Errors
/// [`PedigreeError::EmptyReference`], [`PedigreeError::OutOfRange`].
pub fn effective_ancestors(
    pedigree: &Pedigree,
    reference: &[u32],
    steps: u64,
) -> Result<EffectiveAncestors, PedigreeError> {
    let weights = even_weights(pedigree, reference)?;
    let mut small = Lineage::of(pedigree, &weights);
    let founders = small.parents.iter().filter(|&&pair| pair == [UNKNOWN; 2]).count();
    let rounds = usize::try_from(steps / small.parents.len().max(1) as u64).unwrap_or(usize::MAX).max(1);
    let whole = small.genes();
    let mut chosen: Vec<Ancestor> = Vec::new();
    let (mut explained, mut squares) = (0.0, 0.0);
    while explained < ALL && chosen.len() < rounds {
        let Some((at, marginal)) = small.greatest() else { break };
        chosen.push(Ancestor { animal: small.animals[at], contribution: whole[at], marginal });
        explained += marginal;
        squares += marginal * marginal;
        small.cut(at);
    }
    let exact = explained >= ALL;
    let rest = if exact { 0.0 } else { 1.0 - explained };
    let last = chosen.last().map_or(0.0, |ancestor| ancestor.marginal);
    let left = founders.saturating_sub(chosen.len()).max(1) as f64;
    Ok(EffectiveAncestors {
        least: 1.0 / (squares + rest * last),
        most: 1.0 / (squares + rest * rest / left),
        ancestors: chosen,
        explained,
        exact,
    })
}

/// The animals that have a part in the reference, parents first, with parents that can be cut off.
struct Lineage {
    /// Index in the pedigree.
    animals: Vec<u32>,
    /// Positions in this list.
    parents: Vec<[u32; 2]>,
    weights: Vec<f64>,
    chosen: Vec<bool>,
    genes: Vec<f64>,
    explained: Vec<f64>,
}

impl Lineage {
    fn of(pedigree: &Pedigree, weights: &[f64]) -> Self {
        let mut part: Vec<bool> = weights.iter().map(|&weight| weight > 0.0).collect();
        pedigree.upwards(|animal| {
            if part[animal] {
                for parent in pedigree.all_parents()[animal] {
                    if let Some(part) = part.get_mut(parent as usize) {
                        *part = true;
                    }
                }
            }
        });
        let mut place = vec![UNKNOWN; pedigree.len()];
        let (mut animals, mut parents) = (Vec::new(), Vec::new());
        pedigree.downwards(|animal| {
            if part[animal] {
                place[animal] = animals.len() as u32;
                animals.push(animal as u32);
                parents.push(
                    pedigree.all_parents()[animal].map(|parent| place.get(parent as usize).copied().unwrap_or(UNKNOWN)),
                );
            }
        });
        let count = animals.len();
        let weights = animals.iter().map(|&animal| weights[animal as usize]).collect();
        Self {
            animals,
            parents,
            weights,
            chosen: vec![false; count],
            genes: vec![0.0; count],
            explained: vec![0.0; count],
        }
    }

    /// Genes of the reference by way of each, as far as it isn't cut off.
    fn genes(&mut self) -> Vec<f64> {
        self.genes.clone_from(&self.weights);
        for at in (0..self.parents.len()).rev() {
            let half = 0.5 * self.genes[at];
            for parent in self.parents[at] {
                if let Some(genes) = self.genes.get_mut(parent as usize) {
                    *genes += half;
                }
            }
        }
        self.genes.clone()
    }

    /// The one with the greatest part that isn't explained yet.
    fn greatest(&mut self) -> Option<(usize, f64)> {
        self.genes();
        let mut best: Option<(usize, f64)> = None;
        for at in 0..self.parents.len() {
            let above = |parent: u32| self.explained.get(parent as usize).copied().unwrap_or(0.0);
            let [sire, dam] = self.parents[at];
            let explained = if self.chosen[at] { 1.0 } else { 0.5 * (above(sire) + above(dam)) };
            self.explained[at] = explained;
            let marginal = self.genes[at] * (1.0 - explained);
            let better = match best {
                None => marginal > 0.0,
                Some((other, greatest)) => {
                    let equal = (marginal - greatest).abs() <= 1e-12 * greatest;
                    if equal { self.animals[at] < self.animals[other] } else { marginal > greatest }
                }
            };
            if better && !self.chosen[at] {
                best = Some((at, marginal));
            }
        }
        best
    }

    fn cut(&mut self, at: usize) {
        self.chosen[at] = true;
        self.parents[at] = [UNKNOWN; 2];
    }
}
