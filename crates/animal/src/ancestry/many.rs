//! The ancestries of many animals from one reading of their claims: each as [`super::Graph`] would have it alone.

use super::numbered::Numbered;
use crate::store::ancestry::Claim;
use repti_genetics::pedigree::{Kinship, Pedigree, UNKNOWN, metrics};
use repti_model::{ancestry::Ancestry, animal::ParentSide};
use uuid::Uuid;

/// Candidates of an animal on one side, each with its chance, the likeliest first.
type Candidates = Vec<(u32, f64)>;

/// What was reckoned.
pub(crate) struct Many {
    /// In the order of the animals that were asked about.
    pub(crate) ancestries: Vec<Ancestry>,
    /// There were at least as many animals as are read.
    pub(crate) full: bool,
}

impl Many {
    /// `claims` are those of everything above `roots`, read from at most `most` animals. `None` only where claims go in a circle, which the
    /// database rules out.
    pub(crate) fn of(claims: &[Claim], roots: &[Uuid], most: u32) -> Option<Self> {
        let mut own: Vec<[Candidates; 2]> = vec![<[Candidates; 2]>::default(); roots.len()];
        let mut edges: Vec<(u32, u32)> = Vec::with_capacity(claims.len());
        let mut sides: Vec<[bool; 2]> = vec![[false; 2]; roots.len()];
        let mut doubtful: Vec<u32> = Vec::new();
        let numbered = Numbered::of(claims, roots, |child, parent, claim| {
            let (at, side) = (child as usize, usize::from(claim.side == ParentSide::Dam));
            edges.push((parent, child));
            if sides.len() <= at {
                sides.resize(at + 1, [false; 2]);
            }
            if let Some(taken) = sides.get_mut(at).and_then(|sides| sides.get_mut(side))
                && std::mem::replace(taken, true)
            {
                doubtful.push(child);
            }
            if let Some(candidates) = own.get_mut(at).and_then(|own| own.get_mut(side)) {
                candidates.push((parent, claim.chance.value()));
            }
        })?;
        let animals = numbered.parents.len();
        let full = animals >= most as usize;
        let uncertain = below(doubtful, &mut edges, animals);
        let mut kinship = Kinship::of(Pedigree::from_parents(numbered.parents).ok()?).ok()?;
        let generations = Ancestry::GENERATIONS;
        let depths = metrics::depth_of_all(kinship.pedigree(), generations as usize);
        let mut counter = Counter::of(animals);
        let ancestries = (0_u32..).zip(&own).map(|(root, [sires, dams])| {
            let inbreeding = inbreeding(&mut kinship, root, sires, dams)?;
            let depth = depths.of(root)?;
            let loss = metrics::ancestor_loss(kinship.pedigree(), root, generations).ok()?;
            Some(Ancestry {
                inbreeding,
                generations: depth.generations,
                equivalent: depth.equivalent_complete,
                completeness: depth.completeness,
                ancestors: counter.ancestors(kinship.pedigree(), root),
                distinct_share: loss.last().map(|loss| loss.loss_coefficient),
                uncertain: uncertain.get(root as usize).copied().unwrap_or_default(),
                cut: full,
            })
        });
        Some(Self { ancestries: ancestries.collect::<Option<_>>()?, full })
    }
}

/// Mean of f(sire, dam) over the candidates by their chances. Where both parents are certain it is the F that the one pass over the whole
/// pedigree gave.
fn inbreeding(kinship: &mut Kinship, root: u32, sires: &[(u32, f64)], dams: &[(u32, f64)]) -> Option<Option<f64>> {
    const CERTAIN: f64 = 1.0;
    if sires.is_empty() || dams.is_empty() {
        return Some(None);
    }
    if let ([(_, p)], [(_, q)]) = (sires, dams)
        && *p >= CERTAIN
        && *q >= CERTAIN
    {
        return Some(kinship.inbreeding().get(root as usize).copied());
    }
    let mut sum = 0.0;
    for &(sire, p) in sires {
        for &(dam, q) in dams {
            sum += p * q * kinship.kinship(sire, dam).ok()?;
        }
    }
    Some(Some(sum))
}

/// By animal, whether it is one of these or descends from one by any claim. `edges` go from parent to child.
fn below(mut open: Vec<u32>, edges: &mut [(u32, u32)], animals: usize) -> Vec<bool> {
    let mut found = vec![false; animals];
    if open.is_empty() {
        return found;
    }
    edges.sort_unstable();
    while let Some(animal) = open.pop() {
        let Some(seen) = found.get_mut(animal as usize) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        let first = edges.partition_point(|&(parent, _)| parent < animal);
        open.extend(edges.iter().skip(first).take_while(|&&(parent, _)| parent == animal).map(|&(_, child)| child));
    }
    found
}

/// Counts ancestors, each once, without forgetting anything between two animals.
struct Counter {
    /// By animal, for which root it was met last.
    met: Vec<u32>,
    open: Vec<u32>,
}

impl Counter {
    fn of(animals: usize) -> Self {
        Self { met: vec![UNKNOWN; animals], open: Vec::new() }
    }

    fn ancestors(&mut self, pedigree: &Pedigree, root: u32) -> u32 {
        let mut count = 0;
        self.open.push(root);
        while let Some(animal) = self.open.pop() {
            for parent in pedigree.parents(animal) {
                let Some(met) = self.met.get_mut(parent as usize) else { continue };
                if *met != root {
                    *met = root;
                    count += 1;
                    self.open.push(parent);
                }
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::super::Graph;
    use super::*;
    use proptest::prelude::*;
    use repti_model::lineage::Chance;
    use std::collections::HashSet;

    fn id(animal: usize) -> Uuid {
        Uuid::from_u128(animal as u128 + 1)
    }

    /// What an animal alone is reckoned from: the claims of everything above it.
    fn above(claims: &[Claim], root: Uuid) -> Vec<Claim> {
        let (mut seen, mut open) = (HashSet::from([root]), vec![root]);
        let mut found = Vec::new();
        while let Some(animal) = open.pop() {
            for claim in claims.iter().filter(|claim| claim.child == animal) {
                found.push(*claim);
                if seen.insert(claim.parent) {
                    open.push(claim.parent);
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn together_they_are_what_each_is_alone(drawn in prop::collection::vec((1_usize..24, 0_usize..24, any::<bool>(), 1_i32..4), 0..60)) {
            let mut seen = HashSet::new();
            let claims: Vec<Claim> = drawn
                .into_iter()
                .filter_map(|(child, parent, dam, of)| {
                    let parent = parent % child;
                    let side = if dam { ParentSide::Dam } else { ParentSide::Sire };
                    let chance = Chance::new(1, of).ok()?;
                    seen.insert((child, parent, dam)).then_some(Claim { child: id(child), parent: id(parent), side, chance })
                })
                .collect();
            let roots: Vec<Uuid> = (0..24).map(id).collect();
            let many = Many::of(&claims, &roots, 1_000).unwrap();
            prop_assert!(!many.full);
            for (root, found) in roots.iter().zip(&many.ancestries) {
                let alone = Graph::of(&above(&claims, *root), *root).unwrap().ancestry().unwrap();
                let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                    (Some(a), Some(b)) => (a - b).abs() < 1e-12,
                    (a, b) => a == b,
                };
                prop_assert!(near(found.inbreeding, alone.inbreeding), "{found:?} {alone:?}");
                prop_assert!(near(Some(found.equivalent), Some(alone.equivalent)));
                prop_assert!(near(found.distinct_share, alone.distinct_share));
                prop_assert!(found.completeness.iter().zip(&alone.completeness).all(|(a, b)| (a - b).abs() < 1e-12));
                prop_assert_eq!(
                    (found.generations, found.ancestors, found.uncertain, found.cut),
                    (alone.generations, alone.ancestors, alone.uncertain, alone.cut)
                );
            }
        }
    }

    #[test]
    fn a_line_of_thousands_is_reckoned_at_once() {
        let roots: Vec<Uuid> = (0..5_000).map(id).collect();
        let claims: Vec<Claim> = roots
            .windows(2)
            .map(|pair| Claim { child: pair[0], parent: pair[1], side: ParentSide::Sire, chance: Chance::CERTAIN })
            .collect();
        let many = Many::of(&claims, &roots, 5_000).unwrap();
        assert!(many.full, "as many as are read may be all, or not");
        assert_eq!((many.ancestries[0].generations, many.ancestries[0].ancestors), (4_999, 4_999));
        assert_eq!(many.ancestries[4_999].completeness, [0.0; 5]);
    }
}
