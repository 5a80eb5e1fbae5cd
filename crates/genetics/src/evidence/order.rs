//! In which order to eliminate: always the variable next whose table is smallest (min-weight; Kjærulff 1990). Loops of inbreeding need
//! nothing of their own: they only make tables wider.

use super::table::{Table, size_of};
use crate::random::Random;
use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

/// Logarithms in whole numbers, so that sums that are added to and taken from don't drift.
const UNIT: f64 = 1024.0;

/// An order for every variable that can be eliminated within the limits, and which parts can't.
pub(super) struct Plan {
    pub(super) order: Vec<u32>,
    /// Variables of one part share a number; parts have no table in common.
    pub(super) part: Vec<u32>,
    /// Parts too wide to be eliminated. Their variables aren't in `order`.
    pub(super) wide: BTreeSet<u32>,
    /// Variables to be held at a state instead, when cutting was allowed.
    pub(super) held: Vec<u32>,
    /// The number of values in all tables.
    pub(super) volume: usize,
}

pub(super) struct Bounds<'a> {
    pub(super) table: usize,
    pub(super) tables: usize,
    /// With this a variable of a table that is too large is held, chosen at random, instead of giving the part up.
    pub(super) cut: Option<&'a mut Random>,
}

struct Graph {
    next_to: Vec<BTreeSet<u32>>,
    logs: Vec<i64>,
    /// The logarithm of the table's size if the variable were eliminated now.
    weights: Vec<i64>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    gone: Vec<bool>,
}

/// Plans for `variables`; others must be in no table.
pub(super) fn plan<N>(sizes: &[u32], tables: &[Table<N>], variables: &[u32], mut bounds: Bounds<'_>) -> Plan {
    let mut graph = Graph::new(sizes, tables, variables);
    let part = graph.parts();
    let mut plan = Plan { order: Vec::new(), part, wide: BTreeSet::new(), held: Vec::new(), volume: 0 };
    while let Some(Reverse((weight, variable))) = graph.heap.pop() {
        let at = variable as usize;
        if graph.gone.get(at) != Some(&false) || graph.weights.get(at) != Some(&weight) {
            continue;
        }
        let part = plan.part.get(at).copied().unwrap_or(0);
        if plan.wide.contains(&part) {
            continue;
        }
        let clique = graph.next_to.get(at).cloned().unwrap_or_default();
        let volume = clique.iter().fold(size_of(sizes, variable), |all, &one| all.saturating_mul(size_of(sizes, one)));
        if volume <= bounds.table && plan.volume.saturating_add(volume) <= bounds.tables {
            plan.volume += volume;
            plan.order.push(variable);
            graph.eliminate(variable, &clique);
        } else if let Some(random) = bounds.cut.as_deref_mut().filter(|_| volume > bounds.table) {
            let choice = random.below(clique.len() + 1);
            let held = clique.iter().copied().nth(choice).unwrap_or(variable);
            plan.held.push(held);
            graph.remove(held);
        } else {
            plan.wide.insert(part);
        }
    }
    let Plan { order, part, wide, .. } = &mut plan;
    order.retain(|&variable| part.get(variable as usize).is_none_or(|part| !wide.contains(part)));
    plan
}

impl Graph {
    fn new<N>(sizes: &[u32], tables: &[Table<N>], variables: &[u32]) -> Self {
        let mut next_to = vec![BTreeSet::new(); sizes.len()];
        for table in tables {
            for &one in &table.scope {
                if let Some(set) = next_to.get_mut(one as usize) {
                    set.extend(table.scope.iter().copied().filter(|&other| other != one));
                }
            }
        }
        let logs: Vec<i64> = sizes.iter().map(|&size| rounded(f64::from(size.max(1)).log2())).collect();
        let log = |variable: u32| logs.get(variable as usize).copied().unwrap_or(0);
        let mut weights = vec![0; sizes.len()];
        let mut gone = vec![true; sizes.len()];
        let mut heap = BinaryHeap::new();
        for &variable in variables {
            let at = variable as usize;
            let around = next_to.get(at).into_iter().flatten().map(|&other| log(other)).sum::<i64>();
            if let (Some(weight), Some(gone)) = (weights.get_mut(at), gone.get_mut(at)) {
                *weight = around + log(variable);
                *gone = false;
                heap.push(Reverse((*weight, variable)));
            }
        }
        Self { next_to, logs, weights, heap, gone }
    }

    /// Numbers the connected parts.
    fn parts(&self) -> Vec<u32> {
        let mut part = vec![u32::MAX; self.next_to.len()];
        let mut count = 0;
        for start in 0..self.next_to.len() {
            let mut open = vec![start];
            let mut found = false;
            while let Some(at) = open.pop() {
                match part.get_mut(at) {
                    Some(number) if *number == u32::MAX => *number = count,
                    _ => continue,
                }
                found = true;
                open.extend(self.next_to.get(at).into_iter().flatten().map(|&other| other as usize));
            }
            count += u32::from(found);
        }
        part
    }

    fn eliminate(&mut self, variable: u32, clique: &BTreeSet<u32>) {
        self.remove(variable);
        for &one in clique {
            for &other in clique.range(one..).skip(1) {
                let new = self.next_to.get_mut(one as usize).is_some_and(|set| set.insert(other));
                if new {
                    if let Some(set) = self.next_to.get_mut(other as usize) {
                        set.insert(one);
                    }
                    self.reweigh(one, self.log(other));
                    self.reweigh(other, self.log(one));
                }
            }
        }
        for &one in clique {
            if let Some(&weight) = self.weights.get(one as usize) {
                self.heap.push(Reverse((weight, one)));
            }
        }
    }

    fn remove(&mut self, variable: u32) {
        let around = self.next_to.get_mut(variable as usize).map(std::mem::take).unwrap_or_default();
        if let Some(gone) = self.gone.get_mut(variable as usize) {
            *gone = true;
        }
        for other in around {
            if let Some(set) = self.next_to.get_mut(other as usize) {
                set.remove(&variable);
            }
            self.reweigh(other, -self.log(variable));
            if let Some(&weight) = self.weights.get(other as usize) {
                self.heap.push(Reverse((weight, other)));
            }
        }
    }

    fn reweigh(&mut self, variable: u32, by: i64) {
        if let Some(weight) = self.weights.get_mut(variable as usize) {
            *weight += by;
        }
    }

    fn log(&self, variable: u32) -> i64 {
        self.logs.get(variable as usize).copied().unwrap_or(0)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the logarithm of a 32-bit number")]
fn rounded(log: f64) -> i64 {
    (log * UNIT).round() as i64
}
