//! Why: which animals and hatchlings a figure rests on.

use super::{
    Animal, Arithmetic, EvidenceError, Limits, Pair, Pedigree, Query, Source, Wide,
    check::{candidates, check},
    conflict,
    solve::{Stop, Sum, solve},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Evidence that was looked at together: young of one pair, without young of their own, of whom the same was seen; or one animal or
/// counted litter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    pub sources: Vec<Source>,
    /// How far the figure would move without this: half the sum of the absolute differences, from 0 (not at all) to 1 (the opposite).
    pub without: f64,
    /// How far this alone moves the figure from what it would be if nothing had been seen. Two visual young prove a parent het each by
    /// itself: without one of them nothing changes, and alone each changes all.
    pub alone: f64,
    /// The figure without this.
    pub chances_without: Vec<(Pair, f64)>,
}

/// The figure and what it rests on, the weightiest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    pub animal: usize,
    /// Given everything.
    pub chances: Vec<(Pair, f64)>,
    /// From the founders alone, had nothing been seen.
    pub before: Vec<(Pair, f64)>,
    pub reasons: Vec<Reason>,
    /// Founders among the ancestors with a prior of their own: what they are taken to be is part of the figure too.
    pub founders: Vec<usize>,
    /// Pieces of evidence that weren't looked at, for they are further away than the `most` nearest.
    pub further: usize,
}

/// Changes below this are rounding.
const NOTHING: f64 = 1e-12;

/// What the posterior of an animal rests on, looking at no more than the `most` pieces of evidence nearest in the pedigree. Costs two
/// computations for each.
///
/// # Errors
///
/// As [`posterior_in`](super::posterior_in): what is too wide to be summed isn't explained by sampling.
pub fn why(pedigree: &Pedigree<f64>, animal: usize, most: usize, limits: &Limits) -> Result<Why, EvidenceError> {
    check(pedigree, &Query { animals: vec![animal], ..Query::default() })?;
    let is_prior = |source: Source| matches!(source, Source::Prior(_));
    let chances = figure(pedigree, animal, limits, &|_| true, Sum::Whole)?;
    // All of it is possible, then, and so is each part of it.
    let of = |uses: &dyn Fn(Source) -> bool| figure(pedigree, animal, limits, uses, Sum::Touching);
    let before = of(&is_prior)?;
    let mut groups = groups(pedigree, animal);
    let further = groups.len().saturating_sub(most);
    groups.truncate(most);
    let mut reasons = Vec::new();
    for sources in groups {
        let own: BTreeSet<Source> = sources.iter().copied().collect();
        let chances_without = of(&|source| !own.contains(&source))?;
        let only = of(&|source| is_prior(source) || own.contains(&source))?;
        let (without, alone) = (distance(&chances, &chances_without), distance(&before, &only));
        if without > NOTHING || alone > NOTHING {
            reasons.push(Reason { sources, without, alone, chances_without });
        }
    }
    reasons.sort_by(|one, other| {
        (other.without, other.alone).partial_cmp(&(one.without, one.alone)).unwrap_or(std::cmp::Ordering::Equal)
    });
    Ok(Why { animal, chances, before, reasons, founders: founders(pedigree, animal), further })
}

fn figure(
    pedigree: &Pedigree<f64>,
    animal: usize,
    limits: &Limits,
    uses: &dyn Fn(Source) -> bool,
    sum: Sum,
) -> Result<Vec<(Pair, f64)>, EvidenceError> {
    let query = Query { animals: vec![animal], ..Query::default() };
    let answer = match solve(pedigree, &query, limits, uses, sum, false) {
        Err(Stop::Range) => {
            let wide = pedigree.convert(|number| Wide::new(*number)).ok_or(EvidenceError::OutOfRange)?;
            solve(&wide, &query, limits, uses, sum, false)
                .and_then(|answer| answer.convert(|number| Some(number.approximate())).ok_or(Stop::Range))
        }
        answer => answer,
    };
    match answer {
        Ok(answer) => Ok(answer.animals.into_iter().next().map(|posterior| posterior.chances).unwrap_or_default()),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Range) => Err(EvidenceError::OutOfRange),
        Err(Stop::Zero) => Err(conflict::find(pedigree, limits)),
    }
}

fn distance(one: &[(Pair, f64)], other: &[(Pair, f64)]) -> f64 {
    one.iter().zip(other).map(|((_, a), (_, b))| (a - b).abs()).sum::<f64>() / 2.0
}

/// The evidence in groups, the nearest to the animal first.
fn groups(pedigree: &Pedigree<f64>, animal: usize) -> Vec<Vec<Source>> {
    let mut young: Vec<Vec<usize>> = vec![Vec::new(); pedigree.animals.len()];
    let mut litters: Vec<Vec<usize>> = vec![Vec::new(); pedigree.animals.len()];
    for (index, own) in pedigree.animals.iter().enumerate() {
        for parent in candidates(pedigree, own.sire).chain(candidates(pedigree, own.dam)) {
            if let Some(list) = young.get_mut(parent) {
                list.push(index);
            }
        }
    }
    for (index, litter) in pedigree.litters.iter().enumerate() {
        for parent in [litter.sire, litter.dam] {
            if let Some(list) = litters.get_mut(parent) {
                list.push(index);
            }
        }
    }
    let mut groups: Vec<Vec<Source>> = Vec::new();
    let mut alike: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut seen = BTreeSet::from([animal]);
    let mut counted = BTreeSet::new();
    let mut open = VecDeque::from([animal]);
    while let Some(at) = open.pop_front() {
        let Some(own) = pedigree.animals.get(at) else { continue };
        if !own.evidence.is_empty() {
            let childless = at != animal && [&young, &litters].iter().all(|of| of.get(at).is_some_and(Vec::is_empty));
            let key = candidates(pedigree, own.dam).next().filter(|_| childless);
            let same = |group: &usize| {
                let first = groups.get(*group).and_then(|group| group.first());
                let Some(Source::Animal(first)) = first else { return false };
                pedigree.animals.get(*first).is_some_and(|first| is_alike(first, own))
            };
            let group = key.and_then(|dam| alike.get(&dam)?.iter().copied().find(same));
            match group.and_then(|group| groups.get_mut(group)) {
                Some(group) => group.push(Source::Animal(at)),
                None => {
                    if let Some(dam) = key {
                        alike.entry(dam).or_default().push(groups.len());
                    }
                    groups.push(vec![Source::Animal(at)]);
                }
            }
        }
        for &litter in litters.get(at).into_iter().flatten() {
            if counted.insert(litter) {
                groups.push(vec![Source::Litter(litter)]);
            }
        }
        let mates = litters.get(at).into_iter().flatten().filter_map(|&litter| pedigree.litters.get(litter));
        let near = candidates(pedigree, own.sire)
            .chain(candidates(pedigree, own.dam))
            .chain(young.get(at).into_iter().flatten().copied())
            .chain(mates.flat_map(|litter| [litter.sire, litter.dam]));
        for other in near {
            if seen.insert(other) {
                open.push_back(other);
            }
        }
    }
    groups
}

fn is_alike(one: &Animal<f64>, other: &Animal<f64>) -> bool {
    (one.sire, one.dam, one.sex) == (other.sire, other.dam, other.sex) && one.evidence == other.evidence
}

/// Founders with a prior of their own among the ancestors.
fn founders(pedigree: &Pedigree<f64>, animal: usize) -> Vec<usize> {
    let mut seen = BTreeSet::from([animal]);
    let mut open = vec![animal];
    while let Some(at) = open.pop() {
        if let Some(own) = pedigree.animals.get(at) {
            open.extend(
                candidates(pedigree, own.sire)
                    .chain(candidates(pedigree, own.dam))
                    .filter(|&parent| seen.insert(parent)),
            );
        }
    }
    seen.retain(|&at| pedigree.animals.get(at).is_some_and(|own| own.prior.is_some()));
    seen.into_iter().collect()
}
