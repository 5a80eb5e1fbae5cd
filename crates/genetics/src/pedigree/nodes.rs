//! Only parents matter as ancestors: a compact numbering of them, and the families (pairs of parents) of all animals.

use super::{Pedigree, UNKNOWN};

/// The animals that are parents, numbered from 1 by the length of their longest path up (Sargolzaei & Iwaisaki 2005), then by index,
/// so that parents have lower numbers than their young and those visited together lie together. 0 stands for an unknown parent.
/// A tenth to a fifth of a pedigree of clutches are parents, so that what was a walk through main memory stays in a cache.
#[derive(Debug, Clone)]
pub(super) struct Nodes {
    /// By animal: the nodes of its sire and dam.
    pub(super) above: Vec<[u32; 2]>,
    /// By animal: its own node, 0 if it has no young.
    pub(super) of_animal: Vec<u32>,
    /// By node: the animal; [`UNKNOWN`] at 0.
    pub(super) animal: Vec<u32>,
    /// By node: the nodes of its sire and dam.
    pub(super) parents: Vec<[u32; 2]>,
    /// The nodes with a longest path of k are `level[k]..level[k + 1]`.
    pub(super) level: Vec<u32>,
}

impl Nodes {
    pub(super) fn of(pedigree: &Pedigree) -> Self {
        let all = pedigree.all_parents();
        let mut of_animal = vec![0_u32; all.len()];
        for &parent in all.iter().flatten() {
            if let Some(node) = of_animal.get_mut(parent as usize) {
                *node = 1;
            }
        }
        // Longest path plus one of those that are parents, 0 for the others: only theirs is asked for.
        let mut deepest = 0;
        pedigree.downwards(|animal| {
            if of_animal[animal] != 0 {
                let above = |parent: u32| of_animal.get(parent as usize).copied().unwrap_or(0);
                let [sire, dam] = all[animal];
                let path = above(sire).max(above(dam)) + 1;
                of_animal[animal] = path;
                deepest = deepest.max(path);
            }
        });
        let mut level = vec![0_u32; deepest as usize + 2];
        for &path in of_animal.iter().filter(|&&path| path != 0) {
            level[path as usize + 1] += 1;
        }
        level[1] = 1;
        for k in 1..level.len() {
            level[k] += level[k - 1];
        }
        let mut next = level.clone();
        let mut animal = vec![UNKNOWN; level.last().map_or(1, |&end| end as usize)];
        for (index, node) in (0_u32..).zip(&mut of_animal) {
            if *node != 0 {
                let slot = &mut next[*node as usize];
                *node = *slot;
                animal[*slot as usize] = index;
                *slot += 1;
            }
        }
        level.remove(0);
        let above: Vec<[u32; 2]> =
            all.iter().map(|pair| pair.map(|parent| of_animal.get(parent as usize).copied().unwrap_or(0))).collect();
        let parents = animal.iter().map(|&animal| above.get(animal as usize).copied().unwrap_or([0; 2])).collect();
        Self { above, of_animal, animal, parents, level }
    }

    /// One more than the greatest node.
    pub(super) fn len(&self) -> usize {
        self.parents.len()
    }

    /// Longest path of each node.
    pub(super) fn levels(&self) -> Vec<u32> {
        let mut of_node = vec![0; self.len()];
        for (level, range) in (0_u32..).zip(self.level.windows(2)) {
            of_node[range[0] as usize..range[1] as usize].fill(level);
        }
        of_node
    }
}

/// Full sibs have one F: the families with both parents known, by sire's node, each once.
#[derive(Debug, Clone)]
pub(super) struct Families {
    /// By animal: its family, 0 when a parent is unknown.
    pub(super) of_animal: Vec<u32>,
    /// By family from 1: the nodes of sire and dam.
    pub(super) parents: Vec<[u32; 2]>,
}

impl Families {
    pub(super) fn of(nodes: &Nodes) -> Self {
        // Runs of sibs first: a clutch usually stands together, and what is sorted below shrinks to a fraction.
        let mut runs: Vec<[u32; 2]> = Vec::new();
        let mut of_animal = vec![0_u32; nodes.above.len()];
        let mut last = [0; 2];
        for (family, &pair) in of_animal.iter_mut().zip(&nodes.above) {
            if pair[0] == 0 || pair[1] == 0 {
                continue;
            }
            if pair != last {
                runs.push(pair);
                last = pair;
            }
            *family = runs.len() as u32;
        }
        let mut start = vec![0_u32; nodes.len() + 1];
        for &[sire, _] in &runs {
            start[sire as usize + 1] += 1;
        }
        for at in 1..start.len() {
            start[at] += start[at - 1];
        }
        let mut sorted = vec![0_u32; runs.len()];
        for (run, &[sire, _]) in (0_u32..).zip(&runs) {
            let slot = &mut start[sire as usize];
            sorted[*slot as usize] = run;
            *slot += 1;
        }
        // By dam: the last sire she was seen with, and the family that made.
        let mut seen = vec![[0_u32; 2]; nodes.len()];
        let mut parents = vec![[0; 2]];
        let mut of_run = vec![0_u32; runs.len()];
        for &run in &sorted {
            let [sire, dam] = runs[run as usize];
            let seen = &mut seen[dam as usize];
            if seen[0] != sire {
                *seen = [sire, parents.len() as u32];
                parents.push([sire, dam]);
            }
            of_run[run as usize] = seen[1];
        }
        for family in of_animal.iter_mut().filter(|family| **family != 0) {
            *family = of_run[*family as usize - 1];
        }
        Self { of_animal, parents }
    }

    /// Ranges of families with one sire, in the order of the sires' nodes.
    pub(super) fn by_sire(&self) -> impl Iterator<Item = (u32, std::ops::Range<usize>)> + '_ {
        let mut at = 1;
        std::iter::from_fn(move || {
            let &[sire, _] = self.parents.get(at)?;
            let start = at;
            while self.parents.get(at).is_some_and(|pair| pair[0] == sire) {
                at += 1;
            }
            Some((sire, start..at))
        })
    }

    /// The family of each node.
    pub(super) fn of_nodes(&self, nodes: &Nodes) -> Vec<u32> {
        nodes.animal.iter().map(|&animal| self.of_animal.get(animal as usize).copied().unwrap_or(0)).collect()
    }
}

/// What of an animal's genes' variance isn't its parents' (Mendelian sampling): 1 for founders, 3/4 − F_p/4 with one parent known,
/// 1/2 − (F_s + F_d)/4 with both (Henderson 1976; Quaas 1976). `inbreeding` holds F by node, −1 at node 0.
#[inline]
pub(super) fn mendelian(pair: [u32; 2], inbreeding: impl Fn(u32) -> f64) -> f64 {
    0.5 - 0.25 * (inbreeding(pair[0]) + inbreeding(pair[1]))
}
