//! Animals that are their own ancestors, each way round named.

use std::collections::VecDeque;

use crate::pedigree::{Fault, FaultKind, Studbook, UNKNOWN, graph};

/// Links that may be followed to find further cycles in knots whose first is named already.
const WORK: usize = 20_000_000;

impl Studbook {
    /// In each knot (animals that are all ancestors of each other) a shortest cycle through each link, none named twice.
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
        let knots = knots(&parents, &suspects);
        let mut search = Search {
            parents: &parents,
            knots: &knots,
            from: vec![UNKNOWN; parents.len()],
            reached: Vec::new(),
            work: 0,
        };
        let mut named = vec![[false; 2]; parents.len()];
        let mut has_cycle = vec![false; parents.len()];
        let (mut found, mut skipped) = (Vec::new(), 0);
        for &animal in &suspects {
            for side in 0..2 {
                let parent = parents[animal as usize][side];
                if parent == UNKNOWN || knots[parent as usize] != knots[animal as usize] || named[animal as usize][side]
                {
                    continue;
                }
                let knot = knots[animal as usize] as usize;
                if has_cycle[knot] && search.work > WORK {
                    skipped += 1;
                    continue;
                }
                has_cycle[knot] = true;
                let path = search.round(animal, parent);
                for step in path.windows(2) {
                    for (side, named) in named[step[0] as usize].iter_mut().enumerate() {
                        *named |= parents[step[0] as usize][side] == step[1];
                    }
                }
                found.push(
                    FaultKind::Cycle { path: path.iter().map(|&animal| self.id(animal).to_owned()).collect() }.fault(),
                );
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
    knots: &'a [u32],
    /// The young from which an animal was reached.
    from: Vec<u32>,
    reached: Vec<u32>,
    work: usize,
}

impl Search<'_> {
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
