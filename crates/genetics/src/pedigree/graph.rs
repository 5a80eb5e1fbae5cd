//! The bare graph: two parents an animal.

use super::PedigreeError;

/// Stands where a parent isn't known.
pub const UNKNOWN: u32 = u32::MAX;

/// Sire and dam of each animal by index, without cycles. Which of the two is the sire matters to no figure computed from it; one
/// animal may be both (selfing, or a parthenogenetic mother written twice).
#[derive(Debug, Clone)]
pub struct Pedigree {
    /// Sire and dam, [`UNKNOWN`] where not known.
    parents: Vec<[u32; 2]>,
    /// Animals so that parents precede their young; `None` when the indices themselves do.
    order: Option<Vec<u32>>,
}

impl Pedigree {
    /// The graph of `sire[i]` and `dam[i]`, in any order.
    ///
    /// # Errors
    /// Lengths that differ, an index that no animal has, a parent of itself, or a cycle (one is named).
    pub fn new(sire: &[u32], dam: &[u32]) -> Result<Self, PedigreeError> {
        if sire.len() != dam.len() {
            return Err(PedigreeError::Lengths { sires: sire.len(), dams: dam.len() });
        }
        Self::from_parents(sire.iter().zip(dam).map(|(&sire, &dam)| [sire, dam]).collect())
    }

    /// As [`Self::new`], from pairs (sire, dam).
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn from_parents(parents: Vec<[u32; 2]>) -> Result<Self, PedigreeError> {
        let animals = parents.len();
        let limit = UNKNOWN as usize - 1;
        if animals > limit {
            return Err(PedigreeError::TooManyAnimals { animals, limit });
        }
        let mut sorted = true;
        for (animal, pair) in (0_u32..).zip(&parents) {
            for &parent in pair {
                if parent == UNKNOWN {
                    continue;
                }
                if parent == animal {
                    return Err(PedigreeError::SelfParent { animal });
                }
                if parent as usize >= animals {
                    return Err(PedigreeError::NoSuchAnimal { animal, parent, animals });
                }
                sorted &= parent < animal;
            }
        }
        let order = if sorted { None } else { Some(parents_first(&parents)?) };
        Ok(Self { parents, order })
    }

    /// How many animals.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// Sire and dam, [`UNKNOWN`] where not known or where there is no such animal.
    #[must_use]
    pub fn parents(&self, animal: u32) -> [u32; 2] {
        self.parents.get(animal as usize).copied().unwrap_or([UNKNOWN; 2])
    }

    /// Neither parent is known.
    #[must_use]
    pub fn is_founder(&self, animal: u32) -> bool {
        self.parents(animal) == [UNKNOWN; 2]
    }

    pub(super) fn all_parents(&self) -> &[[u32; 2]] {
        &self.parents
    }

    /// Whether parents have lower indices than their young.
    pub(super) fn is_sorted(&self) -> bool {
        self.order.is_none()
    }

    /// Calls `visit` for each animal, parents before their young.
    pub(super) fn downwards(&self, mut visit: impl FnMut(usize)) {
        match &self.order {
            None => (0..self.parents.len()).for_each(visit),
            Some(order) => order.iter().for_each(|&animal| visit(animal as usize)),
        }
    }

    /// Calls `visit` for each animal, young before their parents.
    pub(super) fn upwards(&self, mut visit: impl FnMut(usize)) {
        match &self.order {
            None => (0..self.parents.len()).rev().for_each(visit),
            Some(order) => order.iter().rev().for_each(|&animal| visit(animal as usize)),
        }
    }

    /// Length of the longest path up to a founder, by animal: 0 for founders.
    #[must_use]
    pub fn generations(&self) -> Vec<u32> {
        let mut path = vec![0_u32; self.len()];
        self.downwards(|animal| {
            let above = |parent: u32| path.get(parent as usize).map_or(0, |path| path + 1);
            let [sire, dam] = self.parents[animal];
            path[animal] = above(sire).max(above(dam));
        });
        path
    }
}

/// Links from parent to young: those of parent `p` are `young[start[p]..start[p + 1]]`, ascending.
pub(super) struct Young {
    start: Vec<u32>,
    young: Vec<u32>,
}

impl Young {
    pub(super) fn of(parents: &[[u32; 2]]) -> Self {
        let known = |&&parent: &&u32| parent != UNKNOWN;
        let mut start = vec![0_u32; parents.len() + 2];
        for &parent in parents.iter().flatten().filter(known) {
            start[parent as usize + 2] += 1;
        }
        for at in 2..start.len() {
            start[at] += start[at - 1];
        }
        let mut young = vec![0; start.last().map_or(0, |&total| total as usize)];
        for (animal, pair) in (0_u32..).zip(parents) {
            for &parent in pair.iter().filter(known) {
                let slot = &mut start[parent as usize + 1];
                young[*slot as usize] = animal;
                *slot += 1;
            }
        }
        Self { start, young }
    }

    pub(super) fn of_parent(&self, parent: u32) -> &[u32] {
        &self.young[self.start[parent as usize] as usize..self.start[parent as usize + 1] as usize]
    }
}

/// Parents before young (Kahn 1962), in time and memory linear in the number of animals.
fn parents_first(parents: &[[u32; 2]]) -> Result<Vec<u32>, PedigreeError> {
    let (order, left) = peel(parents);
    if order.len() == parents.len() {
        return Ok(order);
    }
    Err(PedigreeError::Cycle { path: some_cycle(parents, &left) })
}

/// The animals that no cycle keeps from being ordered, and for each animal how many of its parents are still before it: above 0 for
/// those on a cycle or below one.
pub(super) fn peel(parents: &[[u32; 2]]) -> (Vec<u32>, Vec<u8>) {
    let young = Young::of(parents);
    let mut left: Vec<u8> = parents.iter().map(|pair| pair.iter().map(|&p| u8::from(p != UNKNOWN)).sum()).collect();
    let mut order: Vec<u32> = Vec::with_capacity(parents.len());
    order.extend((0_u32..).zip(&left).filter(|&(_, &left)| left == 0).map(|(animal, _)| animal));
    let mut next = 0;
    while let Some(&animal) = order.get(next) {
        next += 1;
        for &child in young.of_parent(animal) {
            let left = &mut left[child as usize];
            *left -= 1;
            if *left == 0 {
                order.push(child);
            }
        }
    }
    (order, left)
}

/// Walks up among what couldn't be ordered until an animal comes round again: each of them has a parent that couldn't either.
fn some_cycle(parents: &[[u32; 2]], left: &[u8]) -> Vec<u32> {
    let mut seen_at = vec![UNKNOWN; parents.len()];
    let mut path: Vec<u32> = Vec::new();
    let mut at = (0_u32..).zip(left).find(|&(_, &left)| left > 0).map(|(animal, _)| animal);
    while let Some(animal) = at {
        if seen_at[animal as usize] != UNKNOWN {
            path.drain(..seen_at[animal as usize] as usize);
            path.push(animal);
            return path;
        }
        seen_at[animal as usize] = u32::try_from(path.len()).unwrap_or(UNKNOWN);
        path.push(animal);
        at = parents[animal as usize].into_iter().find(|&p| p != UNKNOWN && left[p as usize] > 0);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const U: u32 = UNKNOWN;

    #[test]
    fn young_may_stand_before_their_parents() {
        let pedigree = Pedigree::new(&[2, U, U, 0], &[1, U, U, 2]).unwrap();
        assert!(!pedigree.is_sorted());
        assert_eq!(pedigree.generations(), [1, 0, 0, 2]);
        let mut seen = Vec::new();
        pedigree.upwards(|animal| seen.push(animal));
        assert_eq!(seen, [3, 0, 2, 1]);
    }

    #[test]
    fn what_is_no_pedigree_is_refused_by_name() {
        assert_eq!(Pedigree::new(&[0], &[U]).unwrap_err(), PedigreeError::SelfParent { animal: 0 });
        assert_eq!(Pedigree::new(&[U], &[]).unwrap_err(), PedigreeError::Lengths { sires: 1, dams: 0 });
        let none = PedigreeError::NoSuchAnimal { animal: 0, parent: 7, animals: 1 };
        assert_eq!(Pedigree::new(&[U], &[7]).unwrap_err(), none);
        // 3 hangs below the cycle 0 → 2 → 1 → 0, and is not part of it.
        let error = Pedigree::new(&[2, 0, U, 1], &[U, U, 1, U]).unwrap_err();
        assert_eq!(error, PedigreeError::Cycle { path: vec![0, 2, 1, 0] });
    }

    #[test]
    fn a_million_generations_backwards_are_ordered() {
        let n = 1_000_000_u32;
        let sire: Vec<u32> = (0..n).map(|i| if i + 1 < n { i + 1 } else { U }).collect();
        let pedigree = Pedigree::new(&sire, &vec![U; n as usize]).unwrap();
        assert_eq!(pedigree.generations()[0], n - 1);
        let round: Vec<u32> = (0..n).map(|i| (i + 1) % n).collect();
        let Err(PedigreeError::Cycle { path }) = Pedigree::new(&round, &vec![U; n as usize]) else { panic!() };
        assert_eq!(path.len(), n as usize + 1);
    }
}
