//! The search itself, over numbered classes.

use crate::{arrange::Arrange as _, genotype::Number};
use core::cmp::Ordering;
use std::collections::BinaryHeap;

/// The most rows that are given back.
pub const MOST_BEST: usize = 10_000;

/// A factor: which places of the row it fills, and its classes with their probabilities.
#[derive(Debug, Clone)]
pub struct Part<N> {
    pub places: Vec<usize>,
    pub classes: Vec<(Vec<u16>, N)>,
}

/// A product of parts, times a weight; `tag` comes last in the order of ties (the sex).
#[derive(Debug, Clone)]
pub struct Space<N> {
    pub tag: u8,
    pub weight: N,
    pub parts: Vec<Part<N>>,
}

/// A row of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked<N> {
    pub p: N,
    pub classes: Vec<u16>,
    pub tag: u8,
}

/// A state of the heap.
struct State<N> {
    key: N,
    row: Ranked<N>,
    space: usize,
    places: Vec<u32>,
    /// The last part whose place isn't 0.
    last: usize,
}

impl<N: Number> State<N> {
    /// Greater is better: likelier, then the smaller classes.
    fn rank(&self, other: &Self) -> Ordering {
        let by_p = rounded(self.key).order(rounded(other.key));
        by_p.then_with(|| other.row.classes.cmp(&self.row.classes)).then_with(|| other.row.tag.cmp(&self.row.tag))
    }
}

/// Floats that differ only by the order of their multiplications are ties: 12 bits of the 53 are rounded off. Fractions are compared as they are.
fn rounded<N: Number>(key: N) -> N {
    key.rounded()
}

impl<N: Number> PartialEq for State<N> {
    fn eq(&self, other: &Self) -> bool {
        self.rank(other).is_eq()
    }
}
impl<N: Number> Eq for State<N> {}
impl<N: Number> PartialOrd for State<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<N: Number> Ord for State<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank(other)
    }
}

/// The `k` likeliest rows (at most [`MOST_BEST`]) of several spaces of `width` places: by falling probability, ties by the classes' numbers in
/// the order of the places, then by tag. Impossible classes are left out. Without any possible row the answer is empty.
#[must_use]
pub fn best<N: Number>(spaces: &[Space<N>], width: usize, k: usize) -> Vec<Ranked<N>> {
    let k = k.min(MOST_BEST);
    let sorted: Vec<Space<N>> = spaces.iter().map(sorted).collect();
    let mut heap = BinaryHeap::new();
    for (at, space) in sorted.iter().enumerate() {
        if !space.weight.is_zero() && space.parts.iter().all(|part| !part.classes.is_empty()) {
            heap.push(state(space, at, width, vec![0; space.parts.len()], 0));
        }
    }
    let mut found = Vec::with_capacity(k.min(1024));
    while found.len() < k {
        let Some(State { row, space: at, places, last, .. }) = heap.pop() else { break };
        found.push(row);
        shrink(&mut heap, k - found.len());
        let Some(space) = sorted.get(at) else { continue };
        for next in last..places.len() {
            let mut moved = places.clone();
            let Some(place) = moved.get_mut(next) else { continue };
            *place += 1;
            if space.parts.get(next).is_some_and(|part| (*place as usize) < part.classes.len()) {
                heap.push(state(space, at, width, moved, next));
            }
        }
    }
    found
}

/// Keeps no more states than can still be asked for, give or take: with many loci most of what is put in never comes out.
fn shrink<N: Number>(heap: &mut BinaryHeap<State<N>>, wanted: usize) {
    if heap.len() > wanted.saturating_mul(4).saturating_add(1024) {
        let mut states = core::mem::take(heap).into_vec();
        states.arrange_by(|left, right| right.cmp(left));
        states.truncate(wanted);
        *heap = states.into();
    }
}

fn sorted<N: Number>(space: &Space<N>) -> Space<N> {
    let mut space = space.clone();
    for part in &mut space.parts {
        part.classes.retain(|class| !class.1.is_zero());
        part.classes
            .arrange_by(|left, right| rounded(right.1).order(rounded(left.1)).then_with(|| left.0.cmp(&right.0)));
    }
    space
}

fn state<N: Number>(space: &Space<N>, at: usize, width: usize, places: Vec<u32>, last: usize) -> State<N> {
    let (mut p, mut classes) = (space.weight, vec![0_u16; width]);
    for (part, &place) in space.parts.iter().zip(&places) {
        let Some((numbers, own)) = part.classes.get(place as usize) else { continue };
        p = p * *own;
        for (&slot, &number) in part.places.iter().zip(numbers) {
            if let Some(slot) = classes.get_mut(slot) {
                *slot = number;
            }
        }
    }
    State { key: p, row: Ranked { p, classes, tag: space.tag }, space: at, places, last }
}
