//! What a changed parent changes: the inbreeding of the animal and of its descendants, and nobody else's.

use super::{
    Kinship, Pedigree, PedigreeError, UNKNOWN,
    graph::Young,
    inbreeding::{Inbreeding, Method},
    nodes::Nodes,
};

/// Two methods may differ by this much, and that is no change.
const ROUNDING: f64 = 1e-12;

/// One change of a pedigree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A new animal, with the next free index.
    Add { sire: u32, dam: u32 },
    /// Other parents of an animal that is there; [`UNKNOWN`] takes one away.
    Parents { animal: u32, sire: u32, dam: u32 },
}

/// What an update did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// Animals whose F was computed anew: the changed ones and their descendants, parents first.
    pub recomputed: Vec<u32>,
    /// Those of them whose F is another now.
    pub changed: Vec<u32>,
}

impl Kinship {
    /// Makes changes, in their order, and computes the inbreeding of the changed animals and their descendants anew. An error leaves everything as
    /// it was.
    ///
    /// Renumbering takes time linear in the pedigree (a few milliseconds for 10⁵ animals); walks are made for the descendants alone.
    ///
    /// # Errors
    /// Those of [`Pedigree::new`] (a cycle is named), and [`PedigreeError::OutOfRange`].
    pub fn update(&mut self, changes: &[Change]) -> Result<Updated, PedigreeError> {
        let mut parents = self.pedigree.all_parents().to_vec();
        let mut touched: Vec<u32> = Vec::with_capacity(changes.len());
        for &change in changes {
            match change {
                Change::Add { sire, dam } => {
                    touched.push(u32::try_from(parents.len()).unwrap_or(UNKNOWN));
                    parents.push([sire, dam]);
                }
                Change::Parents { animal, sire, dam } => {
                    let animals = parents.len();
                    let pair = parents.get_mut(animal as usize).ok_or(PedigreeError::OutOfRange { animal, animals })?;
                    *pair = [sire, dam];
                    touched.push(animal);
                }
            }
        }
        let pedigree = Pedigree::from_parents(parents)?;
        let recomputed = with_descendants(&pedigree, &touched);
        let mut coefficients = std::mem::take(&mut self.inbreeding.coefficients);
        coefficients.resize(pedigree.len(), 0.0);
        let nodes = Nodes::of(&pedigree);
        let inbreeding = Inbreeding { coefficients, method: Method::Direct };
        // Variances made from figures that are stale now are made again below, before anything is computed from them.
        *self = Self::assemble(pedigree, inbreeding, nodes);
        let mut changed = Vec::new();
        let mut last = ([UNKNOWN; 2], 0.0);
        for &animal in &recomputed {
            let pair = self.pedigree.parents(animal);
            let f = match pair {
                [UNKNOWN, _] | [_, UNKNOWN] => 0.0,
                // Full sibs, which mostly follow each other.
                _ if pair == last.0 => last.1,
                [sire, dam] => self.kinship(sire, dam)?,
            };
            last = (pair, f);
            if (f - self.inbreeding()[animal as usize]).abs() > ROUNDING {
                changed.push(animal);
            }
            self.set_inbreeding(animal, f);
        }
        Ok(Updated { recomputed, changed })
    }
}

/// The animals and all who descend from them, parents first.
fn with_descendants(pedigree: &Pedigree, animals: &[u32]) -> Vec<u32> {
    let mut marked = vec![false; pedigree.len()];
    let mut found: Vec<u32> = Vec::new();
    for &animal in animals {
        if !std::mem::replace(&mut marked[animal as usize], true) {
            found.push(animal);
        }
    }
    let young = Young::of(pedigree.all_parents());
    let mut next = 0;
    while let Some(&animal) = found.get(next) {
        next += 1;
        for &child in young.of_parent(animal) {
            if !std::mem::replace(&mut marked[child as usize], true) {
                found.push(child);
            }
        }
    }
    if found.len() > 1 {
        found.clear();
        pedigree.downwards(|animal| {
            if marked[animal] {
                found.push(animal as u32);
            }
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pedigree::{inbreeding, inbreeding::tests::pedigrees};

    proptest! {
        #[test]
        fn an_update_gives_what_a_new_start_gives(parents in pedigrees(60, 10), wanted in prop::collection::vec((0_u32..70, 0_u32..70, 0_u32..70), 1..8)) {
            let mut kinship = Kinship::of(Pedigree::from_parents(parents).unwrap()).unwrap();
            for (animal, sire, dam) in wanted {
                let n = kinship.pedigree().len() as u32;
                let known = |parent: u32| if parent < n { parent } else { UNKNOWN };
                let (sire, dam) = (known(sire), known(dam));
                let change = if animal < n { Change::Parents { animal, sire, dam } } else { Change::Add { sire, dam } };
                let before = kinship.inbreeding().to_vec();
                let updated = kinship.update(&[change]);
                let fresh = inbreeding(kinship.pedigree()).unwrap().coefficients;
                for (f, fresh) in kinship.inbreeding().iter().zip(&fresh) {
                    prop_assert!((f - fresh).abs() < 1e-12);
                }
                match updated {
                    Err(_) => prop_assert_eq!(&before, kinship.inbreeding()),
                    Ok(updated) => for (animal, f) in before.iter().enumerate() {
                        let changed = updated.changed.contains(&(animal as u32));
                        prop_assert_eq!(changed, (f - kinship.inbreeding()[animal]).abs() > ROUNDING);
                    },
                }
            }
        }
    }

    #[test]
    fn a_cycle_is_refused_and_nothing_changes() {
        let mut kinship = Kinship::of(Pedigree::new(&[UNKNOWN, 0, 1], &[UNKNOWN; 3]).unwrap()).unwrap();
        let error = kinship.update(&[Change::Parents { animal: 0, sire: 2, dam: UNKNOWN }]).unwrap_err();
        assert_eq!(error, PedigreeError::Cycle { path: vec![0, 2, 1, 0] });
        assert_eq!(kinship.pedigree().parents(0), [UNKNOWN; 2]);
        let updated = kinship.update(&[Change::Parents { animal: 2, sire: 1, dam: 0 }]).unwrap();
        assert_eq!((updated.changed, kinship.inbreeding()[2]), (vec![2], 0.25));
    }
}
