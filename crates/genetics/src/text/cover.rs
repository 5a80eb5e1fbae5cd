//! The fewest names that say a genotype: an exact cover of its gene copies by registered combos, by branch and bound.

use crate::{
    arrange::Arrange as _,
    catalogue::Taxon,
    genotype::{LocusId, Pair},
};

/// So many branches are tried for each group of combos that share genes; then the best so far stands. Never reached with the catalogue's combos
/// (a few dozen a species), for those of different genes are searched apart.
const MOST_BRANCHES: u32 = 1 << 16;

/// Something that one name of a gene says: one copy, or two of one allele.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    pub locus: LocusId,
    /// `+/a`, or `a/a`.
    pub pair: Pair,
}

impl Unit {
    fn copies(self) -> u32 {
        if self.pair.a() == self.pair.b() { 2 } else { 1 }
    }
}

/// A combo that fits, by the units it says.
#[derive(Debug, Clone)]
struct Candidate {
    combo: usize,
    name: String,
    units: u128,
    copies: u32,
}

/// Units of what shows at each locus: a compound is two of them.
pub fn units(shown: &[(LocusId, Pair)]) -> Vec<Unit> {
    shown
        .iter()
        .flat_map(|&(locus, pair)| {
            let (a, b) = (pair.a(), pair.b());
            let split =
                if a != b && a.is_mutant() && b.is_mutant() { vec![Pair::het(a), Pair::het(b)] } else { vec![pair] };
            split.into_iter().map(move |pair| Unit { locus, pair })
        })
        .collect()
}

/// The combos to use, by their places in the catalogue: those that say the most gene copies, then with the fewest names over all, then the
/// longest, then in alphabetical order. Two copies of one allele are never split between two names, for "Pastel Bumblebee" is doubtful.
/// Looks at the first 128 units.
pub fn cover(taxon: &Taxon, units: &[Unit], usable: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (combo, entry) in taxon.combos.iter().enumerate() {
        let Some(needs) = entry.needs().filter(|_| entry.readings.len() == 1 && entry.tags.is_empty()) else {
            continue;
        };
        // Most combos have a gene that isn't there: seen without making anything of them.
        if !needs.iter().all(|need| units.iter().any(|own| own.locus == need.locus)) {
            continue;
        }
        let wanted: Vec<(LocusId, Pair)> = needs.iter().map(|need| (need.locus, need.pair)).collect();
        let mut mask = 0_u128;
        let mut copies = 0;
        let fits = self::units(&wanted).iter().all(|wanted| {
            let place = units.iter().take(128).position(|own| own == wanted);
            place.is_some_and(|place| {
                mask |= 1 << place;
                copies += wanted.copies();
                true
            })
        });
        if fits && usable(combo) {
            candidates.push(Candidate { combo, name: entry.name.clone(), units: mask, copies });
        }
    }
    // Long ones first, so that the first answer is a good one; then by name, so that of equals the first in order is found first.
    candidates.arrange_by(|a, b| b.copies.cmp(&a.copies).then_with(|| a.name.cmp(&b.name)));
    let mut chosen = Vec::new();
    while let Some(group) = take_group(&mut candidates) {
        let mut search = Search { group: &group, picked: Vec::new(), best: None, branches: 0 };
        search.go(0, 0);
        let best = search.best.map(|best| best.picked).unwrap_or_default();
        chosen.extend(best.iter().filter_map(|&at| group.get(at)).map(|candidate| candidate.combo));
    }
    chosen
}

/// Candidates that share units, directly or over others.
fn take_group(candidates: &mut Vec<Candidate>) -> Option<Vec<Candidate>> {
    let mut units = candidates.first()?.units;
    loop {
        let grown = candidates.iter().filter(|own| own.units & units != 0).fold(units, |all, own| all | own.units);
        if grown == units {
            break;
        }
        units = grown;
    }
    let (group, rest) = core::mem::take(candidates).into_iter().partition(|own| own.units & units != 0);
    *candidates = rest;
    Some(group)
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Best {
    copies: u32,
    /// Names needed for all units of the group, negated: more is better throughout.
    fewer: i64,
    sizes: Vec<u32>,
    picked: Vec<usize>,
}

struct Search<'a> {
    group: &'a [Candidate],
    picked: Vec<usize>,
    best: Option<Best>,
    branches: u32,
}

impl Search<'_> {
    fn go(&mut self, at: usize, used: u128) {
        self.branches += 1;
        if self.branches > MOST_BRANCHES {
            return;
        }
        let free = |own: &&Candidate| own.units & used == 0;
        let rest = self.group.get(at..).unwrap_or(&[]);
        let Some(next) = rest.iter().position(|own| free(&own)).map(|ahead| at + ahead) else { return self.leaf() };
        // No more can be said than all that the rest could say, each unit once.
        let reach = rest.iter().filter(free).fold((0_u32, 0_u128), |(copies, seen), own| {
            let new = own.units & !seen;
            let part = if new == own.units { own.copies } else { new.count_ones() * 2 };
            (copies + part.min(own.copies), seen | own.units)
        });
        let copies = self.copies();
        if self.best.as_ref().is_some_and(|best| copies + reach.0 < best.copies) {
            return;
        }
        let Some(candidate) = self.group.get(next) else { return };
        self.picked.push(next);
        self.go(next + 1, used | candidate.units);
        self.picked.pop();
        self.go(next + 1, used);
    }

    fn copies(&self) -> u32 {
        self.picked.iter().filter_map(|&at| self.group.get(at)).map(|own| own.copies).sum()
    }

    fn leaf(&mut self) {
        let own = self.picked.iter().filter_map(|&at| self.group.get(at));
        let said: u32 = own.clone().map(|own| own.units.count_ones()).sum();
        // Units that no combo says have a name each; their sum is the same for all but `said`.
        let fewer = i64::from(said) - i64::try_from(self.picked.len()).unwrap_or(i64::MAX);
        let sizes: Vec<u32> = own.map(|own| own.copies).collect();
        let found = Best { copies: self.copies(), fewer, sizes, picked: self.picked.clone() };
        let key = |best: &Best| (best.copies, best.fewer, best.sizes.clone());
        // Of equals the first stands: picks are in alphabetical order where they are of one length.
        if self.best.as_ref().is_none_or(|best| key(&found) > key(best)) {
            self.best = Some(found);
        }
    }
}
