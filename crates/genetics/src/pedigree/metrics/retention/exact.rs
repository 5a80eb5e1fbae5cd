//! Retention of one gene of a founder, exactly: every way it may have gone, animals forgotten once all their young are seen.

use std::collections::HashMap;

use super::Source;
use crate::pedigree::{Pedigree, UNKNOWN, graph::Young};

/// Carriers that can be told apart in one state, two bits each.
const MOST_OPEN: usize = 60;
/// States kept at once.
const MOST_STATES: usize = 1 << 14;

/// r of each source; `None` when it takes more than `steps`.
pub(super) fn retained(
    pedigree: &Pedigree,
    sources: &[Source],
    wanted: &[bool],
    genes: &[f64],
    steps: u64,
) -> Option<Vec<f64>> {
    let young = Young::of(pedigree.all_parents());
    let mut rank = vec![0_u32; pedigree.len()];
    let mut next = 0;
    pedigree.downwards(|animal| {
        rank[animal] = next;
        next += 1;
    });
    let mut task =
        Task { pedigree, young: &young, rank: &rank, wanted, genes, steps, seen: vec![0; pedigree.len()], round: 0 };
    sources.iter().map(|source| task.retained(source)).collect()
}

struct Task<'a> {
    pedigree: &'a Pedigree,
    young: &'a Young,
    rank: &'a [u32],
    wanted: &'a [bool],
    genes: &'a [f64],
    steps: u64,
    seen: Vec<u32>,
    round: u32,
}

impl Task<'_> {
    fn retained(&mut self, source: &Source) -> Option<f64> {
        // A phantom gave one of its two genes, and to one animal only.
        let scale = if source.is_phantom { 0.5 } else { 1.0 };
        if self.wanted[source.animal as usize] {
            return Some(scale);
        }
        let carriers = self.possible_carriers(source.animal)?;
        let lost = self.lost(&carriers)?;
        Some(scale * (1.0 - lost))
    }

    /// Animals that may carry the gene without that being what is asked: from the source down, as far as those of the reference. Parents first.
    fn possible_carriers(&mut self, source: u32) -> Option<Vec<u32>> {
        self.round += 1;
        let mut found = vec![source];
        self.seen[source as usize] = self.round;
        let mut next = 0;
        while let Some(&animal) = found.get(next) {
            next += 1;
            if self.wanted[animal as usize] {
                continue;
            }
            for &child in self.young.of_parent(animal) {
                self.steps = self.steps.checked_sub(1)?;
                if self.genes[child as usize] > 0.0
                    && std::mem::replace(&mut self.seen[child as usize], self.round) != self.round
                {
                    found.push(child);
                }
            }
        }
        found.sort_by_key(|&animal| self.rank[animal as usize]);
        Some(found)
    }

    /// Probability that no animal of the reference has the gene. A state says how many copies (0, 1, 2) each animal has whose young aren't all seen.
    fn lost(&mut self, carriers: &[u32]) -> Option<f64> {
        let place: HashMap<u32, usize> = carriers.iter().enumerate().map(|(at, &animal)| (animal, at)).collect();
        let mut last = vec![0_usize; carriers.len()];
        for (at, &animal) in carriers.iter().enumerate() {
            for parent in self.pedigree.parents(animal) {
                if let Some(&parent) = place.get(&parent) {
                    last[parent] = at;
                }
            }
        }
        let mut slots: HashMap<usize, u32> = HashMap::from([(0, 0)]);
        let mut free: Vec<u32> = (1..MOST_OPEN as u32).rev().collect();
        let mut states: HashMap<u128, f64> = HashMap::from([(1, 1.0)]);
        for (at, &animal) in carriers.iter().enumerate().skip(1) {
            let is_wanted = self.wanted[animal as usize];
            let above: Vec<u32> = self
                .pedigree
                .parents(animal)
                .iter()
                .filter(|&&parent| parent != UNKNOWN)
                .filter_map(|parent| place.get(parent).and_then(|parent| slots.get(parent)).copied())
                .collect();
            let done: Vec<usize> = slots.keys().copied().filter(|&open| last[open] <= at).collect();
            let keep = !is_wanted && last[at] > at;
            let slot = if keep { free.pop()? } else { 0 };
            let forget: u128 = done.iter().map(|open| 3_u128 << (2 * slots[open])).fold(0, |a, b| a | b);
            let mut next: HashMap<u128, f64> = HashMap::with_capacity(states.len());
            for (&state, &probability) in &states {
                self.steps = self.steps.checked_sub(1)?;
                // Each parent hands the gene on with half its copies.
                let chances = above.iter().map(|slot| 0.5 * (state >> (2 * slot) & 3) as f64);
                let mut copies = [1.0, 0.0, 0.0];
                for chance in chances {
                    let [none, one, two] = copies;
                    copies = [none * (1.0 - chance), one * (1.0 - chance) + none * chance, two + one * chance];
                }
                let kept = state & !forget;
                if is_wanted {
                    copies = [copies[0], 0.0, 0.0];
                } else if !keep {
                    copies = [1.0, 0.0, 0.0];
                }
                for (copies, chance) in (0_u128..).zip(copies).filter(|&(_, chance)| chance > 0.0) {
                    *next.entry(kept | copies << (2 * slot)).or_default() += probability * chance;
                }
            }
            for open in done {
                if let Some(slot) = slots.remove(&open) {
                    free.push(slot);
                }
            }
            if keep {
                slots.insert(at, slot);
            }
            if next.len() > MOST_STATES {
                return None;
            }
            states = next;
        }
        Some(states.values().sum())
    }
}
