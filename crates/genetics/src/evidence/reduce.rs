//! Leaves out what can't be: states without support in some table go, until nothing changes (generalised arc consistency, Mackworth
//! 1977). A variable with one state left is known and drops out, and with it most normal founders of a collection and many loops.

use super::{
    Arithmetic,
    network::Network,
    table::{Table, size_of},
};
use std::collections::VecDeque;

/// A network over the states that are left, in the same variables. Those with one state are in no table.
pub(super) struct Reduced<N> {
    pub(super) sizes: Vec<u32>,
    pub(super) tables: Vec<Table<N>>,
    /// For each variable its states that are left, ascending.
    pub(super) states: Vec<Vec<u32>>,
}

impl<N> Reduced<N> {
    /// Those with a choice left.
    pub(super) fn variables(&self) -> Vec<u32> {
        (0u32..).zip(&self.sizes).filter(|(_, size)| **size > 1).map(|(variable, _)| variable).collect()
    }

    /// Drops the tables that no chain of common variables leads to from those `asked`: they multiply everything by the same. Answers the variables
    /// with a choice that are left.
    pub(super) fn keep_touching(&mut self, asked: &[u32]) -> Vec<u32> {
        let mut touching: Vec<Vec<u32>> = vec![Vec::new(); self.sizes.len()];
        for (index, table) in (0u32..).zip(&self.tables) {
            for &variable in &table.scope {
                if let Some(list) = touching.get_mut(variable as usize) {
                    list.push(index);
                }
            }
        }
        let mut reached = vec![false; self.sizes.len()];
        let mut kept = vec![false; self.tables.len()];
        let mut open = asked.to_vec();
        while let Some(variable) = open.pop() {
            match reached.get_mut(variable as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            for &index in touching.get(variable as usize).into_iter().flatten() {
                if let Some(kept) = kept.get_mut(index as usize).filter(|kept| !**kept) {
                    *kept = true;
                    open.extend(
                        self.tables.get(index as usize).into_iter().flat_map(|table| table.scope.iter().copied()),
                    );
                }
            }
        }
        let mut kept = kept.into_iter();
        self.tables.retain(|_| kept.next() == Some(true));
        let mut variables = self.variables();
        variables.retain(|&variable| reached.get(variable as usize) == Some(&true));
        variables
    }
}

/// How often every table may be looked through on average. Stopping early leaves more states, and no wrong ones out.
const ROUNDS: usize = 32;

/// `None` when some variable has no state left: the evidence is impossible.
pub(super) fn reduce<N: Arithmetic>(network: &Network<N>) -> Option<Reduced<N>> {
    let Network { sizes, tables, .. } = network;
    let mut possible: Vec<Vec<bool>> = sizes.iter().map(|&size| vec![true; size as usize]).collect();
    let mut touching: Vec<Vec<u32>> = vec![Vec::new(); sizes.len()];
    for (index, table) in (0u32..).zip(tables) {
        for &variable in &table.scope {
            if let Some(list) = touching.get_mut(variable as usize) {
                list.push(index);
            }
        }
    }
    let mut open: VecDeque<u32> = (0u32..).zip(tables).map(|(index, _)| index).collect();
    let mut waiting = vec![true; tables.len()];
    let mut work = tables.iter().map(|table| table.values.len()).sum::<usize>().saturating_mul(ROUNDS);
    while let Some(index) = open.pop_front() {
        if let Some(waits) = waiting.get_mut(index as usize) {
            *waits = false;
        }
        let Some(table) = tables.get(index as usize) else { continue };
        let Some(left) = work.checked_sub(table.values.len()) else { break };
        work = left;
        let supported = support(sizes, table, &possible);
        for (&variable, supported) in table.scope.iter().zip(supported) {
            let Some(states) = possible.get_mut(variable as usize) else { continue };
            if *states == supported {
                continue;
            }
            if !supported.contains(&true) {
                return None;
            }
            *states = supported;
            for &other in touching.get(variable as usize).into_iter().flatten() {
                if let Some(waits) = waiting.get_mut(other as usize).filter(|waits| !**waits && other != index) {
                    *waits = true;
                    open.push_back(other);
                }
            }
        }
    }
    Some(restricted(sizes, tables, &possible))
}

/// For each variable of the table, which of its possible states stand in some value that isn't zero.
fn support<N: Arithmetic>(sizes: &[u32], table: &Table<N>, possible: &[Vec<bool>]) -> Vec<Vec<bool>> {
    let mut supported: Vec<Vec<bool>> =
        table.scope.iter().map(|&variable| vec![false; size_of(sizes, variable)]).collect();
    let domains: Vec<&[bool]> =
        table.scope.iter().map(|&variable| possible.get(variable as usize).map_or(&[][..], Vec::as_slice)).collect();
    let mut digits = vec![0usize; table.scope.len()];
    for value in &table.values {
        if !value.is_zero() && digits.iter().zip(&domains).all(|(&digit, domain)| domain.get(digit) == Some(&true)) {
            for (states, &digit) in supported.iter_mut().zip(&digits) {
                if let Some(state) = states.get_mut(digit) {
                    *state = true;
                }
            }
        }
        for (digit, domain) in digits.iter_mut().zip(&domains).rev() {
            *digit += 1;
            if *digit < domain.len() {
                break;
            }
            *digit = 0;
        }
    }
    supported
}

fn restricted<N: Arithmetic>(sizes: &[u32], tables: &[Table<N>], possible: &[Vec<bool>]) -> Reduced<N> {
    let states: Vec<Vec<u32>> = possible
        .iter()
        .map(|states| (0u32..).zip(states).filter(|(_, possible)| **possible).map(|(state, _)| state).collect())
        .collect();
    let left: Vec<u32> =
        states.iter().map(|states: &Vec<u32>| u32::try_from(states.len()).unwrap_or(u32::MAX)).collect();
    let whole = |table: &Table<N>| {
        let all =
            |&variable: &u32| size_of(sizes, variable) == size_of(&left, variable) && size_of(&left, variable) > 1;
        table.scope.iter().all(all)
    };
    let tables = tables
        .iter()
        .map(|table| {
            if whole(table) {
                return table.clone();
            }
            let table = table.restrict(sizes, &states);
            table.hold(&left, |variable| (size_of(&left, variable) == 1).then_some(0))
        })
        .collect();
    Reduced { sizes: left, tables, states }
}
