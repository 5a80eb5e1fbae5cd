//! One pass up and one down a sire: the column of A = T D T' that is his, read at his mates.

use std::ops::Range;

use super::{Task, ask};
use crate::pedigree::PedigreeError;

/// Sires that are passed at once. What a step waits for (the addresses of the parents) is then waited for once for all of them.
const LANES: usize = 8;
/// Batches between two questions: each visits at most every animal twice.
const EVERY: usize = 16;

/// Sires passed together: none is needed to know the variances of another's ancestors.
pub(super) struct Batch {
    /// Sire and the range of his families.
    pub(super) sires: Vec<(u32, Range<usize>)>,
    /// Nodes from the oldest sire's oldest possible ancestor to the youngest mate.
    pub(super) first_mate: usize,
    pub(super) last_mate: usize,
}

impl Batch {
    fn youngest_sire(&self) -> usize {
        self.sires.last().map_or(0, |&(sire, _)| sire as usize)
    }

    /// Nodes visited by the two passes.
    pub(super) fn steps(&self) -> u64 {
        (self.youngest_sire() + self.last_mate) as u64
    }
}

/// Batches in the order of the sires' nodes.
///
/// A sire's pass needs the variances of his ancestors, thus the F of their parents, whose own sires are two levels further up at least. So
/// sires of two neighbouring levels never need each other.
pub(super) fn batches<'a>(task: &'a Task, levels: &'a [u32]) -> impl Iterator<Item = Batch> + 'a {
    let mut sires = task.families.by_sire().peekable();
    std::iter::from_fn(move || {
        let first = sires.peek().map(|&(sire, _)| levels[sire as usize])?;
        let mut batch = Batch { sires: Vec::with_capacity(LANES), first_mate: usize::MAX, last_mate: 0 };
        while batch.sires.len() < LANES {
            let Some((sire, families)) = sires.next_if(|&(sire, _)| levels[sire as usize] <= first + 1) else { break };
            for &[_, dam] in &task.families.parents[families.clone()] {
                batch.first_mate = batch.first_mate.min(dam as usize);
                batch.last_mate = batch.last_mate.max(dam as usize);
            }
            batch.sires.push((sire, families));
        }
        Some(batch)
    })
}

/// F by family.
///
/// # Errors
/// [`PedigreeError::Stopped`].
pub(super) fn family_inbreeding(task: &Task, goes_on: &mut dyn FnMut() -> bool) -> Result<Vec<f64>, PedigreeError> {
    let mut f = vec![0.0; task.families.parents.len()];
    let mut variance = vec![0.0; task.nodes.len()];
    let mut column = vec![[0.0_f64; LANES]; task.nodes.len()];
    let levels = task.nodes.levels();
    let mut ready = 1;
    for (part, batch) in batches(task, &levels).enumerate() {
        ask(part, EVERY, goes_on)?;
        let youngest = batch.youngest_sire();
        for (node, variance) in variance.iter_mut().enumerate().take(youngest + 1).skip(ready) {
            *variance = task.mendelian(node, &f);
        }
        ready = ready.max(youngest + 1);
        for (lane, &(sire, _)) in batch.sires.iter().enumerate() {
            column[sire as usize][lane] = 1.0;
        }
        up(&task.nodes.parents[..=youngest], &mut column);
        down(&task.nodes.parents[..=batch.last_mate], &variance, youngest, &mut column);
        for (lane, (_, families)) in batch.sires.iter().enumerate() {
            for family in families.clone() {
                let [_, dam] = task.families.parents[family];
                f[family] = 0.5 * column[dam as usize][lane];
            }
        }
        column[..=youngest.max(batch.last_mate)].fill([0.0; LANES]);
    }
    Ok(f)
}

/// T' e: each node hands half of what reaches it to each parent.
fn up(parents: &[[u32; 2]], column: &mut [[f64; LANES]]) {
    for (node, &[sire, dam]) in parents.iter().enumerate().skip(1).rev() {
        let half = column[node].map(|part| 0.5 * part);
        for parent in [sire, dam] {
            let above = &mut column[parent as usize];
            for lane in 0..LANES {
                above[lane] += half[lane];
            }
        }
    }
}

/// T D: each node is its own share and the mean of its parents. Nodes after the youngest sire have no share.
fn down(parents: &[[u32; 2]], variance: &[f64], youngest: usize, column: &mut [[f64; LANES]]) {
    column[0] = [0.0; LANES];
    for (node, (&[sire, dam], &variance)) in parents.iter().zip(variance).enumerate().skip(1) {
        let (sire, dam) = (column[sire as usize], column[dam as usize]);
        let own = &mut column[node];
        let variance = if node <= youngest { variance } else { 0.0 };
        for lane in 0..LANES {
            own[lane] = variance * own[lane] + 0.5 * (sire[lane] + dam[lane]);
        }
    }
}
