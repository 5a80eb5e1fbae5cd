//! Animals that are their own ancestors, a way round each link named as far as bounds on work and length allow.

use std::collections::VecDeque;

use crate::pedigree::{Fault, FaultKind, Studbook, UNKNOWN, graph};

/// Links that may be followed, and animals that may be named, for further cycles in knots whose first is named already.
const WORK: usize = 2_000_000;
const NAMES: usize = 20_000;

impl Studbook {
    /// In each knot (animals that are all ancestors of each other) a shortest cycle through its first link, so that no knot is left out: together these
    /// name nobody twice. Then, as long as [`WORK`] and [`NAMES`] last, one through each link that is on none so far.
    pub(in crate::pedigree) fn cycles(&self) -> Vec<Fault> {
        let parents: Vec<[u32; 2]> = (0_u32..)
            .zip(&self.parents)
            .map(|(animal, pair)| pair.map(|parent| if parent == animal { UNKNOWN } else { parent }))
            .collect();
        let (_, left) = graph::peel(&parents);
        let suspects: Vec<u32> =
            (0_u32..).zip(&left).filter(|&(_, &left)| left > 0).map(|(animal, _)| animal).collect();
        if suspects.is_empty() {
            return Vec::new();
        }
        let fault = |path: &[u32]| {
            FaultKind::Cycle { path: path.iter().map(|&animal| self.id(animal).to_owned()).collect() }.fault()
        };
        let mut search = Search::new(&parents, &suspects);
        let (mut found, mut has_cycle) = (Vec::new(), vec![false; parents.len()]);
        for &animal in &suspects {
            let knot = search.knots[animal as usize] as usize;
            if !has_cycle[knot]
                && let Some(parent) = search.unnamed(animal)
            {
                has_cycle[knot] = true;
                found.push(fault(&search.cycle(animal, parent)));
            }
        }
        search.work = 0;
        let (mut names, mut skipped) = (0, 0);
        for &animal in &suspects {
            while let Some(parent) = search.unnamed(animal) {
                if search.work > WORK || names > NAMES {
                    skipped += 1;
                    break;
                }
                let path = search.cycle(animal, parent);
                names += path.len();
                found.push(fault(&path));
            }
        }
        if skipped > 0 {
            found.push(FaultKind::MoreCycles { animals: skipped }.fault());
        }
        found
    }
}

struct Search<'a> {
    parents: &'a [[u32; 2]],
    knots: Vec<u32>,
    /// By animal, whether its link to the sire and to the dam is on a cycle that is named.
    named: Vec<[bool; 2]>,
    /// The young from which an animal was reached.
    from: Vec<u32>,
    reached: Vec<u32>,
    work: usize,
}

impl<'a> Search<'a> {
    fn new(parents: &'a [[u32; 2]], suspects: &[u32]) -> Self {
        let (knots, count) = (knots(parents, suspects), parents.len());
        let (named, from) = (vec![[false; 2]; count], vec![UNKNOWN; count]);
        Self { parents, knots, named, from, reached: Vec::new(), work: 0 }
    }

    /// A parent in the animal's own knot, the link to whom is on no cycle named so far.
    fn unnamed(&self, animal: u32) -> Option<u32> {
        let knot = self.knots[animal as usize];
        let in_knot = |parent: u32| parent != UNKNOWN && self.knots[parent as usize] == knot;
        let mut links = self.parents[animal as usize].into_iter().zip(self.named[animal as usize]);
        links.find(|&(parent, named)| !named && in_knot(parent)).map(|link| link.0)
    }

    /// The shortest cycle through a link, whose links count as named from now on.
    fn cycle(&mut self, child: u32, parent: u32) -> Vec<u32> {
        let path = self.round(child, parent);
        for step in path.windows(2) {
            for (named, parent) in self.named[step[0] as usize].iter_mut().zip(self.parents[step[0] as usize]) {
                *named |= parent == step[1];
            }
        }
        path
    }

    /// The shortest way from `child` by way of `parent` back to `child`; both are in one knot, so there is one.
    fn round(&mut self, child: u32, parent: u32) -> Vec<u32> {
        let mut queue = VecDeque::from([parent]);
        self.from[parent as usize] = child;
        self.reached.push(parent);
        'search: while let Some(animal) = queue.pop_front() {
            for above in self.parents[animal as usize] {
                self.work += 1;
                if above == UNKNOWN
                    || self.knots[above as usize] != self.knots[child as usize]
                    || self.from[above as usize] != UNKNOWN
                {
                    continue;
                }
                self.from[above as usize] = animal;
                self.reached.push(above);
                if above == child {
                    break 'search;
                }
                queue.push_back(above);
            }
        }
        let mut path = vec![child];
        let mut at = self.from[child as usize];
        while at != child && at != UNKNOWN {
            path.push(at);
            at = self.from[at as usize];
        }
        path.push(child);
        path.reverse();
        for animal in self.reached.drain(..) {
            self.from[animal as usize] = UNKNOWN;
        }
        path
    }
}

/// By animal, a number that those share that are ancestors of each other (Tarjan 1972, with its stack in a list instead of in calls).
/// [`UNKNOWN`] for animals not reached from `suspects`.
fn knots(parents: &[[u32; 2]], suspects: &[u32]) -> Vec<u32> {
    let (mut index, mut low) = (vec![UNKNOWN; parents.len()], vec![UNKNOWN; parents.len()]);
    let mut knots = vec![UNKNOWN; parents.len()];
    let (mut open, mut next) = (Vec::new(), 0_u32);
    for &start in suspects {
        if index[start as usize] != UNKNOWN {
            continue;
        }
        let mut calls: Vec<(u32, usize)> = vec![(start, 0)];
        while let Some((animal, side)) = calls.last_mut() {
            let at = *animal as usize;
            if *side == 0 {
                (index[at], low[at]) = (next, next);
                next += 1;
                open.push(*animal);
            }
            if let Some(&parent) = parents[at].get(*side) {
                *side += 1;
                if parent == UNKNOWN {
                    continue;
                }
                if index[parent as usize] == UNKNOWN {
                    calls.push((parent, 0));
                } else if knots[parent as usize] == UNKNOWN {
                    low[at] = low[at].min(index[parent as usize]);
                }
                continue;
            }
            let done = *animal;
            calls.pop();
            if let Some(&(below, _)) = calls.last() {
                low[below as usize] = low[below as usize].min(low[at]);
            }
            if low[at] == index[at] {
                while let Some(member) = open.pop() {
                    knots[member as usize] = done;
                    if member == done {
                        break;
                    }
                }
            }
        }
    }
    knots
}
