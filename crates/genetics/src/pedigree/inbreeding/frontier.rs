//! The tabular method with rows only for animals that are still needed: those between their own birth and their last young.

mod plan;

pub(super) use plan::Plan;

use super::{Task, ask};
use crate::pedigree::PedigreeError;

/// Rows between two questions.
const EVERY: usize = 256;

/// F by family.
///
/// # Errors
/// [`PedigreeError::TooLarge`] when too many animals are needed at once; [`PedigreeError::Stopped`].
pub(super) fn family_inbreeding(task: &Task, goes_on: &mut dyn FnMut() -> bool) -> Result<Vec<f64>, PedigreeError> {
    let plan = Plan::best(task);
    if !plan.fits() {
        return Err(PedigreeError::TooLarge { animals: plan.widest, limit: plan::MOST });
    }
    let mut f = vec![0.0; task.families.parents.len()];
    let mut table = Table::new(task.nodes.len(), plan.widest);
    for (family, &[sire, dam]) in task.families.parents.iter().enumerate().skip(1) {
        // A founder selfed: nothing else makes the young of founders inbred.
        if sire == dam && task.nodes.parents[sire as usize] == [0; 2] {
            f[family] = 0.5;
        }
    }
    for (at, &node) in (1_u32..).zip(&plan.order) {
        ask(at as usize, EVERY, goes_on)?;
        let parents = task.nodes.parents[node as usize];
        for parent in parents {
            // Founders come when their first young does: until then they are kin to nobody.
            if parent != 0 && table.slot[parent as usize] == NONE {
                table.insert(parent, [0; 2], 0.0);
            }
        }
        let inbreeding = table.kinship(parents);
        table.insert(node, parents, inbreeding);
        for family in plan.families.at(at) {
            f[family as usize] = table.kinship(task.families.parents[family as usize]);
        }
        for done in plan.releases.at(at) {
            table.release(done);
        }
    }
    Ok(f)
}

const NONE: u32 = u32::MAX;

/// Kinships of the animals that are needed, each with a row and a column.
struct Table {
    kinship: Vec<f64>,
    width: usize,
    slot: Vec<u32>,
    free: Vec<u32>,
    used: usize,
    row: Vec<f64>,
}

impl Table {
    fn new(nodes: usize, width: usize) -> Self {
        Self {
            kinship: vec![0.0; width * width],
            width,
            slot: vec![NONE; nodes],
            free: Vec::new(),
            used: 0,
            row: vec![0.0; width],
        }
    }

    /// Kinship of a pair; 0 when one of them has no row or is unknown.
    fn kinship(&self, [a, b]: [u32; 2]) -> f64 {
        match (self.slot[a as usize], self.slot[b as usize]) {
            (NONE, _) | (_, NONE) => 0.0,
            (a, b) => self.kinship[a as usize * self.width + b as usize],
        }
    }

    fn insert(&mut self, node: u32, parents: [u32; 2], inbreeding: f64) {
        let slot = self.free.pop().map_or_else(
            || {
                self.used += 1;
                self.used - 1
            },
            |slot| slot as usize,
        );
        let row = &mut self.row[..self.used];
        row.fill(0.0);
        for parent in parents {
            if let Some(&above) = self.slot.get(parent as usize).filter(|&&above| above != NONE) {
                let above = &self.kinship[above as usize * self.width..][..row.len()];
                for (mean, &above) in row.iter_mut().zip(above) {
                    *mean += 0.5 * above;
                }
            }
        }
        row[slot] = 0.5 * (1.0 + inbreeding);
        for (at, &kinship) in row.iter().enumerate() {
            self.kinship[at * self.width + slot] = kinship;
        }
        self.kinship[slot * self.width..][..row.len()].copy_from_slice(row);
        self.slot[node as usize] = slot as u32;
    }

    fn release(&mut self, node: u32) {
        let slot = &mut self.slot[node as usize];
        if *slot != NONE {
            self.free.push(*slot);
            *slot = NONE;
        }
    }
}
