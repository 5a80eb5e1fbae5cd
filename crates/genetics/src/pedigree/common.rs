//! Through whom two animals are related.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Kinship, Pedigree, PedigreeError, UNKNOWN};

/// An ancestor of both animals in whom paths from them meet, with its part of their kinship. One of the two may be it itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommonAncestor {
    pub animal: u32,
    /// Σ (1/2)^(n1 + n2 + 1) (1 + F) over the pairs of paths that meet in this animal and in none before it, of n1 and n2 generations
    /// (Wright 1922). Over all common ancestors these sum to f.
    pub contribution: f64,
    /// How many pairs of paths that are; 2^64 − 1 stands for more.
    pub paths: u64,
    /// A shortest pair of paths: the first animal and those above it, the common ancestor not among them.
    pub first: Vec<u32>,
    /// The same of the second.
    pub second: Vec<u32>,
}

/// Common ancestors, the greatest contribution first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommonAncestors {
    pub ancestors: Vec<CommonAncestor>,
    /// Whether all were found. Otherwise the work had an end first, and what is missing is further up.
    pub complete: bool,
}

/// A pair of animals that paths have come to.
#[derive(Debug, Clone, Copy)]
struct Reached {
    /// Σ (1/2)^generations over the paths.
    weight: f64,
    paths: u64,
    /// Generations of the shortest pair of paths, and the pair that it came from.
    length: u32,
    from: Option<(u32, u32)>,
}

impl Kinship {
    /// Splits f(first, second) up by the common ancestors that it comes from.
    ///
    /// f(a, b) is the mean of the kinships of the younger one's parents with the other (Malécot 1948). Followed upwards, that leads to pairs of
    /// an animal with itself: there the paths meet. Equal pairs are gone on from once, so paths are counted, not walked. At most `steps` pairs
    /// are gone on from.
    ///
    /// # Errors
    /// [`PedigreeError::OutOfRange`].
    pub fn common_ancestors(&self, first: u32, second: u32, steps: usize) -> Result<CommonAncestors, PedigreeError> {
        let ends = [self.checked(first)?, self.checked(second)?];
        let ways = Ways::of(&self.pedigree, ends);
        let mut open =
            BTreeMap::from([(ways.key(first, second), Reached { weight: 1.0, paths: 1, length: 0, from: None })]);
        let mut came: HashMap<(u32, u32), (u32, u32)> = HashMap::new();
        let mut ancestors = Vec::new();
        let mut complete = true;
        while let Some(((_, a, b), reached)) = open.pop_last() {
            if let Some(from) = reached.from {
                came.insert((a, b), from);
            }
            if a == b {
                let f = self.inbreeding.coefficients.get(a as usize).copied().unwrap_or(0.0);
                ancestors.push((a, reached.weight * 0.5 * (1.0 + f), reached.paths));
                continue;
            }
            if came.len() >= steps {
                complete = false;
                break;
            }
            let up_first = ways.is_younger(a, b);
            for parent in self.pedigree.parents(if up_first { a } else { b }) {
                if parent == UNKNOWN || !ways.lead(parent) {
                    continue;
                }
                let next = if up_first { ways.key(parent, b) } else { ways.key(a, parent) };
                let length = reached.length + 1;
                let entry = open.entry(next).or_insert(Reached { weight: 0.0, paths: 0, length: u32::MAX, from: None });
                entry.weight += 0.5 * reached.weight;
                entry.paths = entry.paths.saturating_add(reached.paths);
                if length < entry.length {
                    (entry.length, entry.from) = (length, Some((a, b)));
                }
            }
        }
        let mut ancestors: Vec<CommonAncestor> = ancestors
            .into_iter()
            .map(|(animal, contribution, paths)| {
                let (first, second) = way_to(animal, &came);
                CommonAncestor { animal, contribution, paths, first, second }
            })
            .collect();
        ancestors.sort_by(|a, b| b.contribution.total_cmp(&a.contribution).then(a.animal.cmp(&b.animal)));
        Ok(CommonAncestors { ancestors, complete })
    }
}

/// Who is younger than whom, and through whom there is a way to a common ancestor.
struct Ways {
    /// Place among all animals, parents before their young.
    rank: Vec<u32>,
    lead: Vec<bool>,
}

impl Ways {
    fn of(pedigree: &Pedigree, ends: [usize; 2]) -> Self {
        let [first, second] = ends.map(|end| {
            let mut above = vec![false; pedigree.len()];
            above[end] = true;
            pedigree.upwards(|animal| {
                if above[animal] {
                    for parent in pedigree.all_parents()[animal] {
                        if let Some(above) = above.get_mut(parent as usize) {
                            *above = true;
                        }
                    }
                }
            });
            above
        });
        let mut lead: Vec<bool> = first.iter().zip(&second).map(|(&first, &second)| first && second).collect();
        let (mut rank, mut next) = (vec![0; pedigree.len()], 0_u32);
        pedigree.downwards(|animal| {
            rank[animal] = next;
            next += 1;
            let parents = pedigree.all_parents()[animal];
            lead[animal] |= parents.iter().any(|&parent| lead.get(parent as usize).copied().unwrap_or(false));
        });
        Self { rank, lead }
    }

    fn rank(&self, animal: u32) -> u32 {
        self.rank.get(animal as usize).copied().unwrap_or(0)
    }

    fn is_younger(&self, a: u32, b: u32) -> bool {
        self.rank(a) > self.rank(b)
    }

    fn lead(&self, animal: u32) -> bool {
        self.lead.get(animal as usize).copied().unwrap_or(false)
    }

    /// The pair whose younger one is youngest is gone on from first: so whatever leads to a pair has come to it by then.
    fn key(&self, a: u32, b: u32) -> (u32, u32, u32) {
        (self.rank(a).max(self.rank(b)), a, b)
    }
}

/// The shortest paths to a common ancestor, by where each pair came from.
fn way_to(ancestor: u32, came: &HashMap<(u32, u32), (u32, u32)>) -> (Vec<u32>, Vec<u32>) {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut at = (ancestor, ancestor);
    while let Some(&from) = came.get(&at) {
        if from.0 == at.0 {
            second.push(from.1);
        } else {
            first.push(from.0);
        }
        at = from;
    }
    first.reverse();
    second.reverse();
    (first, second)
}
