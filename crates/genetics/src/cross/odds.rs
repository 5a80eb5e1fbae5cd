//! "At least one in n eggs." Eggs of one clutch depend on each other through what the parents really carry, so the odds are taken for each state
//! of the parents and then averaged: Σ prior · (1 − (1 − v)ⁿ), never 1 − (1 − mean)ⁿ.

use super::{
    chain::Phase,
    error::CrossError,
    factor::{Parents, Stratum},
    outcome::{Outcome, strata, viable},
    target::Target,
};
use crate::genotype::{Dist, Number};
use std::collections::BTreeMap;

/// More eggs than any reptile lays in its life.
pub const MOST_EGGS: u32 = 10_000;
/// More kinds of parents that differ in the odds are refused.
const MOST_STATES: usize = 100_000;

/// What a clutch promises.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClutchOdds<N> {
    /// At least one in n eggs, alive or not.
    pub eggs: N,
    /// At least one in n young that live; `None` where nothing can.
    pub survivors: Option<N>,
}

/// Probabilities by sex: of the wish, of the wish and living, of living. What loci multiply.
type Hits<N> = Vec<[N; 3]>;

impl<N: Number> Outcome<'_, N> {
    /// The odds of at least one young of a kind among `n`. States of the parents are never listed in full: loci that the wish (or a deadly
    /// rule) doesn't touch are left out, and states alike in their odds are joined after each factor.
    ///
    /// # Errors
    /// [`CrossError::TooManyStates`], [`CrossError::TooManyEggs`], [`CrossError::UnknownLocus`].
    pub fn at_least_one(&self, target: &Target, n: u32) -> Result<ClutchOdds<N>, CrossError> {
        if n > MOST_EGGS {
            return Err(CrossError::TooManyEggs { eggs: n, limit: MOST_EGGS });
        }
        self.probability(target)?;
        let weights: Hits<N> = self.strata.iter().map(|stratum| self.without_factors(stratum, target)).collect();
        let mut states: Vec<(Hits<N>, N)> = vec![(weights, N::ONE)];
        let groups: Vec<Vec<usize>> = self
            .strata
            .first()
            .into_iter()
            .flat_map(|stratum| &stratum.factors)
            .map(|factor| factor.loci.clone())
            .collect();
        for loci in groups {
            let wanted = target.wants.iter().any(|want| loci.contains(&want.0));
            let deadly = |stratum: &Stratum<N>| {
                stratum.factors.iter().any(|factor| factor.loci == loci && factor.children.iter().any(|child| child.2))
            };
            if !wanted && !self.strata.iter().any(deadly) {
                continue;
            }
            let own = self.states_of(&loci, target)?;
            if states.len().saturating_mul(own.len()) > MOST_STATES * 20 {
                return Err(CrossError::TooManyStates { limit: MOST_STATES });
            }
            let product = states.iter().flat_map(|(hits, p)| own.iter().map(|(more, q)| (times(hits, more), *p * *q)));
            states = joined(product);
            if states.len() > MOST_STATES {
                return Err(CrossError::TooManyStates { limit: MOST_STATES });
            }
        }
        let (mut eggs, mut survivors, mut living) = (N::ZERO, N::ZERO, N::ZERO);
        for (hits, p) in states {
            let sum = hits.iter().fold([N::ZERO; 3], |sum, hit| [sum[0] + hit[0], sum[1] + hit[1], sum[2] + hit[2]]);
            eggs = eggs + p * sum[0].complement().power(n).complement();
            if !sum[2].is_zero() {
                living = living + p;
                survivors = survivors + p * (sum[1] / sum[2]).complement().power(n).complement();
            }
        }
        Ok(ClutchOdds { eggs, survivors: (!living.is_zero()).then(|| survivors / living) })
    }

    /// Sex alone.
    fn without_factors(&self, stratum: &Stratum<N>, target: &Target) -> [N; 3] {
        let empty = Stratum { sex: stratum.sex, weight: stratum.weight, factors: Vec::new() };
        let (egg, alive) = self.hits(&empty, target);
        [egg, alive, viable(&empty)]
    }

    /// Each kind of parents at the loci of a factor, by what it does to the odds there.
    fn states_of(&self, loci: &[usize], target: &Target) -> Result<Vec<(Hits<N>, N)>, CrossError> {
        let limit = || CrossError::TooManyStates { limit: MOST_STATES };
        let cross = self.cross;
        let mut choices: Vec<(Parents<'_, N>, N)> = vec![(Parents::of(cross), N::ONE)];
        let certain: Vec<[Vec<(Dist<N>, N)>; 2]> = loci
            .iter()
            .filter_map(|&at| cross.loci.get(at))
            .map(|entry| {
                [&entry.sire, &entry.dam]
                    .map(|dist| dist.entries().iter().map(|&(pair, p)| (Dist::certain(pair), p)).collect())
            })
            .collect();
        let count = certain.iter().flatten().fold(1_usize, |count, list| count.saturating_mul(list.len()));
        if count > MOST_STATES / 10 {
            return Err(limit());
        }
        for (&at, sides) in loci.iter().zip(&certain) {
            for (side, list) in sides.iter().enumerate() {
                let next = choices.iter().flat_map(|(parents, p)| {
                    list.iter().map(move |(dist, q)| {
                        let mut parents = parents.clone();
                        let dists = if side == 0 { &mut parents.sire } else { &mut parents.dam };
                        if let Some(slot) = dists.get_mut(at) {
                            *slot = dist;
                        }
                        (parents, *p * *q)
                    })
                });
                choices = next.collect();
            }
        }
        let mut found = Vec::new();
        for (parents, p) in phased(choices, loci) {
            let strata = strata(cross, &self.tables, &parents, Some(&loci.to_vec()))?;
            let hits = strata.iter().map(|stratum| {
                let whole = Stratum { sex: stratum.sex, weight: N::ONE, factors: stratum.factors.clone() };
                // The sex is counted once, beside the factors.
                let (egg, alive) = self.hits(&whole, &Target { sex: None, wants: target.wants.clone() });
                [egg, alive, viable(&whole)]
            });
            found.push((hits.collect(), p));
            if found.len() > MOST_STATES {
                return Err(limit());
            }
        }
        Ok(joined(found.into_iter()))
    }
}

/// Unknown phases are states of a parent too: every egg of a clutch shares them.
fn phased<'a, N: Number>(mut choices: Vec<(Parents<'a, N>, N)>, loci: &[usize]) -> Vec<(Parents<'a, N>, N)> {
    let links = choices.first().map_or(0, |choice| choice.0.links.len());
    for link in 0..links {
        for sire in [true, false] {
            let unknown = |parents: &Parents<'a, N>| {
                parents.links.get(link).is_some_and(|link| {
                    loci.contains(&link.first) && (if sire { link.sire } else { link.dam }) == Phase::Unknown
                })
            };
            let next = choices.into_iter().flat_map(|(parents, p)| {
                if !unknown(&parents) {
                    return vec![(parents, p)];
                }
                let turn = |phase: Phase| {
                    let mut parents = parents.clone();
                    if let Some(link) = parents.links.get_mut(link) {
                        *(if sire { &mut link.sire } else { &mut link.dam }) = phase;
                    }
                    (parents, p.half())
                };
                vec![turn(Phase::Coupling), turn(Phase::Repulsion)]
            });
            choices = next.collect();
        }
    }
    choices
}

fn times<N: Number>(left: &Hits<N>, right: &Hits<N>) -> Hits<N> {
    left.iter().zip(right).map(|(a, b)| [a[0] * b[0], a[1] * b[1], a[2] * b[2]]).collect()
}

/// States of equal odds (to 48 bits, far below what is promised) become one.
fn joined<N: Number>(states: impl Iterator<Item = (Hits<N>, N)>) -> Vec<(Hits<N>, N)> {
    let mut found: BTreeMap<Vec<u64>, (Hits<N>, N)> = BTreeMap::new();
    for (hits, p) in states {
        let key = hits.iter().flatten().map(|value| value.to_f64().to_bits().saturating_add(8) >> 4).collect();
        found.entry(key).and_modify(|known| known.1 = known.1 + p).or_insert((hits, p));
    }
    found.into_values().collect()
}
