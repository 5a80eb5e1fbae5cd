//! In which order, and how many animals are needed at once.

use super::super::Task;

/// 32 MB of table.
pub(super) const MOST: usize = 2048;

/// Numbers by the step at which they are due.
pub(in super::super) struct Due {
    head: Vec<u32>,
    next: Vec<u32>,
}

impl Due {
    /// Number k is due at `steps[k]`; never when that is 0.
    fn of(steps: &[u32], last: usize) -> Self {
        let (mut head, mut next) = (vec![0; last + 1], vec![0; steps.len()]);
        for (number, &step) in (0_u32..).zip(steps).filter(|&(_, &step)| step != 0) {
            next[number as usize] = std::mem::replace(&mut head[step as usize], number);
        }
        Self { head, next }
    }

    pub(super) fn at(&self, step: u32) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.head[step as usize];
        std::iter::from_fn(move || {
            let number = Some(at).filter(|&at| at != 0)?;
            at = self.next[at as usize];
            Some(number)
        })
    }
}

/// Steps are numbered from 1; each gives a row to the next parent that isn't a founder.
pub(in super::super) struct Plan {
    pub(super) order: Vec<u32>,
    /// Families whose F is read after a step.
    pub(super) families: Due,
    /// Nodes that aren't needed after a step.
    pub(super) releases: Due,
    /// Most rows at once.
    pub(in super::super) widest: usize,
    /// Cells computed over all steps.
    pub(in super::super) cells: u64,
}

impl Plan {
    pub(in super::super) fn fits(&self) -> bool {
        self.widest <= MOST
    }

    /// The plan with the fewest cells among three orders, each bad where another is good: by longest path up (a mate bred long before she is used
    /// waits), by longest path down (a parent waits for a late-born young without descendants) and as the animals were recorded.
    pub(in super::super) fn best(task: &Task) -> Self {
        let parents = &task.nodes.parents;
        let by_level = || 1..parents.len() as u32;
        let mut plans = vec![Self::of(task, by_level()), Self::of(task, by_height(parents).into_iter())];
        if task.sorted {
            plans.push(Self::of(task, task.nodes.of_animal.iter().copied().filter(|&node| node != 0)));
        }
        let best = plans.into_iter().min_by_key(|plan| (!plan.fits(), plan.cells));
        best.unwrap_or_else(|| Self::of(task, by_level()))
    }

    /// `order` has each node once, parents before young.
    fn of(task: &Task, order: impl Iterator<Item = u32>) -> Self {
        let parents = &task.nodes.parents;
        let order: Vec<u32> = order.filter(|&node| parents[node as usize] != [0; 2]).collect();
        let mut born = vec![0_u32; parents.len()];
        let mut last = vec![0_u32; parents.len()];
        for (step, &node) in (1_u32..).zip(&order) {
            born[node as usize] = step;
            last[node as usize] = step;
            for parent in parents[node as usize] {
                last[parent as usize] = step;
            }
        }
        let mut read = vec![0_u32; task.families.parents.len()];
        for (read, &[sire, dam]) in read.iter_mut().zip(&task.families.parents).skip(1) {
            *read = born[sire as usize].max(born[dam as usize]);
            for parent in [sire, dam] {
                last[parent as usize] = last[parent as usize].max(*read);
            }
        }
        last[0] = 0;
        let (families, releases) = (Due::of(&read, order.len()), Due::of(&last, order.len()));
        let (mut live, mut widest, mut cells) = (0_usize, 0, 0_u64);
        let mut has_row = vec![false; parents.len()];
        for (step, &node) in (1_u32..).zip(&order) {
            for new in parents[node as usize].into_iter().chain([node]).filter(|&new| new != 0) {
                if !std::mem::replace(&mut has_row[new as usize], true) {
                    live += 1;
                    cells += live as u64;
                }
            }
            widest = widest.max(live);
            live -= releases.at(step).filter(|&done| has_row[done as usize]).count();
        }
        Self { order, families, releases, widest, cells }
    }
}

/// Nodes by the length of their longest path down, longest first.
fn by_height(parents: &[[u32; 2]]) -> Vec<u32> {
    let mut height = vec![0_u32; parents.len()];
    for node in (1..parents.len()).rev() {
        for parent in parents[node] {
            height[parent as usize] = height[parent as usize].max(height[node] + 1);
        }
    }
    let mut order: Vec<u32> = (1..parents.len() as u32).collect();
    order.sort_by_key(|&node| std::cmp::Reverse(height[node as usize]));
    order
}
