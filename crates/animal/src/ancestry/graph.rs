//! From claims to a pedigree that can be reckoned with.

use super::numbered::Numbered;
use crate::store::ancestry::Claim;
use repti_genetics::pedigree::{Kinship, Pedigree, UNKNOWN, metrics};
use repti_model::{ancestry::Ancestry, animal::ParentSide};
use std::collections::HashSet;
use uuid::Uuid;

/// Candidates of the animal itself, each with its chance.
type Candidates = Vec<(u32, f64)>;

/// An animal and everything above it. On every side the likeliest candidate is followed; only the animal's own candidates are all kept.
pub(crate) struct Graph {
    kinship: Kinship,
    root: u32,
    own: [Candidates; 2],
    animals: usize,
    uncertain: bool,
}

impl Graph {
    /// `None` only where claims go in a circle, which the database rules out.
    pub(crate) fn of(claims: &[Claim], root: Uuid) -> Option<Self> {
        let mut own = [Vec::new(), Vec::new()];
        let numbered = Numbered::of(claims, &[root], |child, parent, claim| {
            if child == 0
                && let Some(side) = own.get_mut(usize::from(claim.side == ParentSide::Dam))
            {
                side.push((parent, claim.chance.value()));
            }
        })?;
        let (animals, uncertain) = (numbered.parents.len(), numbered.uncertain);
        let kinship = Kinship::of(Pedigree::from_parents(numbered.parents).ok()?).ok()?;
        Some(Self { kinship, root: 0, own, animals, uncertain })
    }

    pub(crate) fn ancestry(&mut self) -> Option<Ancestry> {
        let inbreeding = self.inbreeding()?;
        let generations = Ancestry::GENERATIONS;
        let depth = metrics::depth_of_all(self.kinship.pedigree(), generations as usize).of(self.root)?;
        let loss = metrics::ancestor_loss(self.kinship.pedigree(), self.root, generations).ok()?;
        let ancestors = u32::try_from(self.ancestors()).ok()?;
        Some(Ancestry {
            inbreeding,
            generations: depth.generations,
            equivalent: depth.equivalent_complete,
            completeness: depth.completeness,
            ancestors,
            distinct_share: loss.last().map(|loss| loss.loss_coefficient),
            uncertain: self.uncertain,
            cut: self.animals >= Ancestry::MOST as usize,
        })
    }

    /// Mean of f(sire, dam) over the candidates by their chances: what isn't claimed of a side is an unknown parent, related to nobody.
    fn inbreeding(&mut self) -> Option<Option<f64>> {
        let [sires, dams] = &self.own;
        if sires.is_empty() || dams.is_empty() {
            return Some(None);
        }
        let mut sum = 0.0;
        for &(sire, p) in sires {
            for &(dam, q) in dams {
                sum += p * q * self.kinship.kinship(sire, dam).ok()?;
            }
        }
        Some(Some(sum))
    }

    /// How many stand above the animal along the likeliest claims.
    fn ancestors(&self) -> usize {
        let (mut seen, mut open) = (HashSet::new(), vec![self.root]);
        while let Some(animal) = open.pop() {
            open.extend(
                self.kinship
                    .pedigree()
                    .parents(animal)
                    .into_iter()
                    .filter(|&parent| parent != UNKNOWN && seen.insert(parent)),
            );
        }
        seen.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::lineage::Chance;

    fn id(name: u8) -> Uuid {
        Uuid::from_u128(u128::from(name))
    }

    fn claims(list: &[Said]) -> Vec<Claim> {
        let claim = |&(child, parent, side, (n, d)): &Said| Claim {
            child: id(child),
            parent: id(parent),
            side,
            chance: Chance::new(n, d).unwrap(),
        };
        list.iter().map(claim).collect()
    }

    fn ancestry(list: &[Said]) -> Ancestry {
        Graph::of(&claims(list), id(1)).unwrap().ancestry().unwrap()
    }

    const SURE: (i32, i32) = (1, 1);
    use ParentSide::{Dam, Sire};

    /// A claim: child, parent, side, chance.
    type Said = (u8, u8, ParentSide, (i32, i32));

    /// Brother 2 and sister 3.
    const SIBS: [Said; 4] = [(2, 4, Sire, SURE), (2, 5, Dam, SURE), (3, 4, Sire, SURE), (3, 5, Dam, SURE)];

    #[test]
    fn young_of_full_sibs_are_a_quarter_inbred() {
        let found = ancestry(&[&SIBS[..], &[(1, 2, Sire, SURE), (1, 3, Dam, SURE)]].concat());
        assert_eq!(found.inbreeding, Some(0.25));
        assert_eq!((found.generations, found.ancestors, found.equivalent), (2, 4, 2.0));
        assert_eq!(found.completeness[..2], [1.0, 1.0]);
        assert_eq!(found.distinct_share, Some(4.0 / 6.0));
        assert!(!found.uncertain && !found.cut);
    }

    #[test]
    fn an_unknown_parent_leaves_inbreeding_unsaid() {
        let found = ancestry(&[(1, 2, Sire, SURE), (2, 3, Dam, SURE)]);
        assert_eq!((found.inbreeding, found.generations, found.ancestors), (None, 2, 2));
        let nothing = ancestry(&[]);
        assert_eq!((nothing.inbreeding, nothing.distinct_share, nothing.complete()), (None, None, 0.0));
    }

    #[test]
    fn candidates_count_by_their_chances() {
        // The dam's brother with a third, a stranger with two thirds.
        let own = [(1, 2, Sire, (1, 3)), (1, 9, Sire, (2, 3)), (1, 3, Dam, SURE)];
        let found = ancestry(&[&SIBS[..], &own].concat());
        assert!((found.inbreeding.unwrap() - 0.25 / 3.0).abs() < 1e-15);
        assert!(found.uncertain);
    }
}
