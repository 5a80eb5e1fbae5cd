//! "At least one in n eggs." Eggs of one clutch depend on each other through what the parents really carry, so the odds are taken for each state
//! of the parents and then averaged: Σ prior · (1 − (1 − v)ⁿ), never 1 − (1 − mean)ⁿ.

use super::{
    Sex,
    chain::Phase,
    error::CrossError,
    factor::{Factor, Parents, Stratum},
    moments::{self, Moments},
    outcome::{Outcome, strata, viable},
    target::{Target, Want},
};
use crate::{
    arrange::gathered,
    genotype::{Dist, Number},
};
use std::{cell::OnceCell, rc::Rc};

/// More eggs than any reptile lays in its life.
pub const MOST_EGGS: u32 = 10_000;
/// More kinds of parents that differ in the odds are refused.
const MOST_STATES: usize = 100_000;
/// Up to here listing what the parents may be together is the quickest.
const FEW_COMBINATIONS: usize = 64;
/// So many states of the parents are kept from one question to the next: a few megabytes.
const MOST_KEPT: usize = 50_000;

/// What a clutch promises.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClutchOdds<N> {
    /// At least one in n eggs, alive or not.
    pub eggs: N,
    /// At least one in n young that live; `None` where nothing can.
    pub survivors: Option<N>,
}

/// Probabilities of the wish, of the wish and living, of living, by sex where that matters (one place is left unused where not). What loci multiply.
pub(super) type Hits<N> = [[N; 3]; 2];

/// Kinds of parents that differ in their odds, with the probability of each.
pub(super) type States<N> = Vec<(Hits<N>, N)>;

impl Kinds<f64> {
    /// Made once: clutches are of one size, and a pairing's young of one sex or of two.
    fn moments(&self, eggs: u32, two_sexes: bool) -> &Moments {
        self.moments.get_or_init(|| Moments::of(&self.states, eggs, two_sexes))
    }
}

impl<'a, N: Number> Outcome<'a, N> {
    /// The odds of at least one young of a kind among `n`. States of the parents are never listed in full: loci that the wish (or a deadly
    /// rule) doesn't touch are left out, and states alike in their odds are joined after each factor.
    ///
    /// # Errors
    /// [`CrossError::TooManyStates`], [`CrossError::TooManyEggs`], [`CrossError::UnknownLocus`].
    pub fn at_least_one(&self, target: &Target, n: u32) -> Result<ClutchOdds<N>, CrossError> {
        self.clutches(n, usize::MAX, |p| p)?.at_least_one(target)
    }

    /// For many questions about clutches of `n` eggs, in the numbers that `number` makes of the pairing's: exact ones as they are, or floats where a
    /// percentage is shown and it must be quick. All of them together may take so many `steps` (a state of the parents joined with another).
    ///
    /// # Errors
    /// [`CrossError::TooManyEggs`].
    pub fn clutches<M: Number>(
        &self,
        n: u32,
        steps: usize,
        number: fn(N) -> M,
    ) -> Result<Clutches<'_, 'a, N, M>, CrossError> {
        if n > MOST_EGGS {
            return Err(CrossError::TooManyEggs { eggs: n, limit: MOST_EGGS });
        }
        let of = |factor: &Factor<N>| {
            let dies = |other: &Factor<N>| other.loci == factor.loci && other.children.iter().any(|child| child.2);
            let deadly = self.strata.iter().flat_map(|stratum| &stratum.factors).any(dies);
            Group { loci: factor.loci.clone(), deadly, known: Vec::new() }
        };
        let groups = self.strata.first().into_iter().flat_map(|stratum| &stratum.factors).map(of).collect();
        Ok(Clutches { outcome: self, number, eggs: n, groups, made: Vec::new(), room: MOST_KEPT, steps })
    }
}

/// Loci of one factor, and what was asked about them so far.
struct Group<N> {
    loci: Vec<usize>,
    /// Some of its young die.
    deadly: bool,
    /// By what is wanted there, the kinds of parents at these loci.
    known: Vec<Kinds<N>>,
}

/// What was asked of a factor, the kinds of parents by it, and their moments where those were needed.
struct Kinds<N> {
    wants: Vec<(usize, Want)>,
    states: States<N>,
    moments: OnceCell<Moments>,
}

/// Questions about clutches of one size. Rows of one table differ in few loci, so what is known of the others is kept.
pub struct Clutches<'o, 'a, N, M = N> {
    outcome: &'o Outcome<'a, N>,
    number: fn(N) -> M,
    eggs: u32,
    groups: Vec<Group<M>>,
    /// By sex wanted and the place in [`Group::known`] of each factor up to one, in order: the kinds of parents over all of them.
    made: Vec<((Option<Sex>, Vec<usize>), Rc<States<M>>)>,
    /// How many more states are kept.
    room: usize,
    /// How many more are made.
    steps: usize,
}

impl<N: Number, M: Number> Clutches<'_, '_, N, M> {
    /// As [`Outcome::at_least_one`].
    ///
    /// # Errors
    /// [`CrossError::TooManyStates`], also where no steps are left, and [`CrossError::UnknownLocus`].
    pub fn at_least_one(&mut self, target: &Target) -> Result<ClutchOdds<M>, CrossError> {
        self.outcome.check(target)?;
        let mut path = (target.sex, Vec::with_capacity(self.groups.len() * 2));
        let mut weights = [[M::ZERO; 3]; 2];
        for (slot, stratum) in weights.iter_mut().zip(&self.outcome.strata) {
            *slot = self.outcome.without_factors(stratum, target).map(self.number);
        }
        let mut states = Rc::new(vec![(weights, M::ONE)]);
        for at in 0..self.groups.len() {
            let Some(kind) = self.kind(at, target)? else { continue };
            // The factor's place too, for some are left out.
            path.1.extend([at, kind]);
            states = match self.made.binary_search_by(|known| known.0.cmp(&path)) {
                Ok(place) => self.made.get(place).map_or(states, |known| Rc::clone(&known.1)),
                Err(place) => {
                    let more = Rc::new(self.joined(&states, at, kind)?);
                    if more.len() <= self.room {
                        self.room -= more.len();
                        self.made.insert(place, (path.clone(), Rc::clone(&more)));
                    }
                    more
                }
            };
        }
        let (mut eggs, mut survivors, mut living) = (M::ZERO, M::ZERO, M::ZERO);
        for (hits, p) in states.iter() {
            let sum = hits.iter().fold([M::ZERO; 3], |sum, hit| [sum[0] + hit[0], sum[1] + hit[1], sum[2] + hit[2]]);
            eggs = eggs + *p * sum[0].at_least_one(self.eggs);
            if !sum[2].is_zero() {
                living = living + *p;
                survivors = survivors + *p * (sum[1] / sum[2]).at_least_one(self.eggs);
            }
        }
        Ok(ClutchOdds { eggs, survivors: (!living.is_zero()).then(|| survivors / living) })
    }

    /// The place of what is wanted of a factor among what is known; `None` where nothing is, and nothing dies by it.
    fn kind(&mut self, at: usize, target: &Target) -> Result<Option<usize>, CrossError> {
        let Some(group) = self.groups.get_mut(at) else { return Ok(None) };
        let wants = || target.wants.iter().filter(|want| group.loci.contains(&want.0));
        if wants().next().is_none() && !group.deadly {
            return Ok(None);
        }
        if let Some(kind) = group.known.iter().position(|known| known.wants.iter().eq(wants())) {
            return Ok(Some(kind));
        }
        let wants: Vec<(usize, Want)> = wants().cloned().collect();
        let number = self.number;
        let states = self.outcome.states_of(&group.loci, &wants)?.into_iter();
        let states = joined(states.map(|(hits, p)| (hits.map(|sex| sex.map(number)), number(p))));
        group.known.push(Kinds { wants, states, moments: OnceCell::new() });
        Ok(Some(group.known.len() - 1))
    }

    /// The kinds of parents over one factor more.
    fn joined(&mut self, before: &States<M>, at: usize, kind: usize) -> Result<States<M>, CrossError> {
        let limit = || CrossError::TooManyStates { limit: MOST_STATES };
        let known = self.groups.get(at).and_then(|group| group.known.get(kind));
        let own = known.map_or(&[][..], |known| known.states.as_slice());
        let steps = before.len().saturating_mul(own.len());
        if steps > (MOST_STATES * 20).min(self.steps) {
            return Err(limit());
        }
        self.steps -= steps;
        let product = before.iter().flat_map(|(hits, p)| own.iter().map(|(more, q)| (times(hits, more), *p * *q)));
        let states = joined(product);
        if states.len() > MOST_STATES { Err(limit()) } else { Ok(states) }
    }
}

impl<N: Number> Clutches<'_, '_, N, f64> {
    /// At least one egg of a kind in the clutch, alive or not: [`ClutchOdds::eggs`] alone, also where the parents may be of too many kinds to be listed.
    ///
    /// # Errors
    /// [`CrossError::TooManyStates`] where the kinds at one factor are too many already, and [`CrossError::UnknownLocus`].
    pub fn at_least_one_egg(&mut self, target: &Target) -> Result<f64, CrossError> {
        self.outcome.check(target)?;
        let mut asked = Vec::with_capacity(self.groups.len());
        for at in 0..self.groups.len() {
            if let Some(kind) = self.kind(at, target)? {
                asked.push((at, kind));
            }
        }
        let kinds = || asked.iter().filter_map(|&(at, kind)| self.groups.get(at)?.known.get(kind));
        let combinations = kinds().fold(1_usize, |all, kinds| all.saturating_mul(kinds.states.len()));
        if combinations > FEW_COMBINATIONS && self.eggs <= moments::MOST_EGGS {
            let of = |sex: usize| {
                self.outcome.strata.get(sex).map(|one| self.outcome.without_factors(one, target)[0].to_f64())
            };
            let sexes = (of(0).unwrap_or(0.0), of(1));
            let factors: Vec<&Moments> = kinds().map(|kinds| kinds.moments(self.eggs, sexes.1.is_some())).collect();
            if let Some(odds) = moments::at_least_one(sexes, &factors, self.eggs) {
                return Ok(odds);
            }
        }
        self.at_least_one(target).map(|odds| odds.eggs)
    }
}

impl<N: Number> Outcome<'_, N> {
    /// Sex alone.
    fn without_factors(&self, stratum: &Stratum<N>, target: &Target) -> [N; 3] {
        let empty = Stratum { sex: stratum.sex, weight: stratum.weight, factors: Vec::new() };
        let (egg, alive) = self.hits(&empty, target);
        [egg, alive, viable(&empty)]
    }

    /// Each kind of parents at the loci of a factor, by what it does to the odds there.
    fn states_of(&self, loci: &[usize], wants: &[(usize, Want)]) -> Result<States<N>, CrossError> {
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
        // The sex is counted once, beside the factors.
        let (own, only) = (Target { sex: None, wants: wants.to_vec() }, loci.to_vec());
        let mut found = Vec::new();
        for (parents, p) in phased(choices, loci) {
            let mut hits = [[N::ZERO; 3]; 2];
            for (slot, stratum) in hits.iter_mut().zip(strata(cross, &self.tables, &parents, Some(&only))?) {
                let whole = Stratum { weight: N::ONE, ..stratum };
                let (egg, alive) = self.hits(&whole, &own);
                *slot = [egg, alive, viable(&whole)];
            }
            found.push((hits, p));
            if found.len() > MOST_STATES {
                return Err(limit());
            }
        }
        Ok(found)
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
    let of = |sex: usize| core::array::from_fn(|at| left[sex][at] * right[sex][at]);
    [of(0), of(1)]
}

/// States of equal odds (to 48 bits, far below what is promised) become one.
fn joined<N: Number>(states: impl Iterator<Item = (Hits<N>, N)>) -> States<N> {
    let keyed = states.map(|(hits, p)| {
        let key = hits.map(|sex| sex.map(|value| value.to_f64().to_bits().saturating_add(8) >> 4));
        (key, (hits, p))
    });
    gathered(keyed, |known, more| known.1 = known.1 + more.1).into_iter().map(|(_, state)| state).collect()
}
