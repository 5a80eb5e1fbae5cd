//! Which evidence can't be true together: QuickXplain (Junker 2004), a smallest set found by halving, over "possible or not".

use super::{
    Arithmetic, EvidenceError, Limits, Pedigree, Query, Source,
    arithmetic::Possible,
    solve::{Stop, Sum, solve},
};
use std::collections::BTreeSet;

struct Search<'a> {
    pedigree: &'a Pedigree<Possible>,
    limits: &'a Limits,
    trials: usize,
    work: usize,
}

/// How many pieces of evidence all trials together may look at.
const WORK: usize = 4_000_000;

/// The error that names the conflict in a pedigree whose evidence is impossible.
pub(super) fn find<N: Arithmetic>(pedigree: &Pedigree<N>, limits: &Limits) -> EvidenceError {
    let sources = sources(pedigree);
    let Some(possible) = pedigree.convert(|number| Some(Possible(!number.is_zero()))) else {
        return EvidenceError::OutOfRange;
    };
    let mut search = Search { pedigree: &possible, limits, trials: limits.trials, work: WORK };
    // Most often what was seen is enough, whatever the founders are taken to be.
    let (priors, seen): (Vec<Source>, Vec<Source>) =
        sources.iter().partition(|source| matches!(source, Source::Prior(_)));
    let mut found = if search.is_possible(&BTreeSet::from_iter(seen.iter().copied())) {
        search.smallest(&[], &[&seen[..], &priors[..]].concat(), true)
    } else {
        search.smallest(&[], &seen, true)
    };
    found.sort_unstable();
    EvidenceError::Impossible { sources: found, smallest: search.trials > 0 }
}

fn sources<N: Arithmetic>(pedigree: &Pedigree<N>) -> Vec<Source> {
    let animals = pedigree.animals.iter().enumerate();
    let priors = animals.clone().filter(|(_, animal)| animal.is_founder()).map(|(index, _)| Source::Prior(index));
    let seen = animals.filter(|(_, animal)| !animal.evidence.is_empty()).map(|(index, _)| Source::Animal(index));
    priors.chain(seen).chain((0..pedigree.litters.len()).map(Source::Litter)).collect()
}

impl Search<'_> {
    fn is_possible(&mut self, sources: &BTreeSet<Source>) -> bool {
        let cost = sources.len().saturating_add(self.pedigree.animals.len());
        if self.trials == 0 || self.work < cost {
            self.trials = 0;
            return true;
        }
        self.trials -= 1;
        self.work -= cost;
        let uses = |source| sources.contains(&source);
        let found = solve(self.pedigree, &Query::default(), self.limits, &uses, Sum::Whole, false);
        !matches!(found, Err(Stop::Zero))
    }

    /// A smallest subset of `open` that is impossible together with `base`, given that all of it is. Larger when the trials run out.
    /// `base_is_possible` spares a trial where that is known.
    fn smallest(&mut self, base: &[Source], open: &[Source], base_is_possible: bool) -> Vec<Source> {
        if !base_is_possible && !self.is_possible(&base.iter().copied().collect()) {
            return Vec::new();
        }
        if open.len() <= 1 || self.trials == 0 {
            return open.to_vec();
        }
        let (first, second) = open.split_at(open.len() / 2);
        let from_second = self.smallest(&[base, first].concat(), second, false);
        let from_first = self.smallest(&[base, &from_second].concat(), first, from_second.is_empty());
        [from_first, from_second].concat()
    }
}
