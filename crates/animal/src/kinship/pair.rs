//! Two animals and the young that they would have: pure, and of bounded size.

use crate::{
    ancestry::{Graph, Relatives},
    store::ancestry::Claim,
};
use repti_genetics::pedigree::PairRelation;
use repti_model::{ancestry::Ancestry, animal::ParentSide, kinship::WhatIf, lineage::Chance};
use uuid::Uuid;

/// Pairs of ancestors that are gone on from in search of shared ones: some tenths of a second.
const STEPS: usize = 200_000;

/// What is reckoned of a pair.
pub(super) struct Pair {
    pub(super) relation: PairRelation,
    pub(super) young: Ancestry,
    /// Of the sire and the dam.
    pub(super) inbreeding: [Option<f64>; 2],
    pub(super) shared: Vec<Shared>,
    /// Shared ancestors that aren't among them.
    pub(super) more: u32,
    /// All paths were followed.
    pub(super) complete: bool,
}

/// A shared ancestor by its id.
pub(super) struct Shared {
    pub(super) id: Uuid,
    pub(super) contribution: f64,
    pub(super) paths: u64,
    /// Shortest paths from the sire and from the dam.
    pub(super) sides: [Vec<Uuid>; 2],
}

impl Pair {
    /// `None` only where claims go in a circle, which the database rules out.
    pub(super) fn of(claims: &[Claim], parents: [Uuid; 2]) -> Option<Self> {
        let mut relatives = Relatives::above(claims, &parents)?;
        let relation = relatives.kinship.pair(0, 1).ok()?;
        let found = relatives.kinship.common_ancestors(0, 1, STEPS).ok()?;
        let ids = relatives.ids();
        let path =
            |numbers: Vec<u32>| numbers.into_iter().filter_map(|number| ids.get(number as usize).copied()).collect();
        let count = found.ancestors.len();
        let shared: Vec<Shared> = found
            .ancestors
            .into_iter()
            .take(WhatIf::MOST_SHARED)
            .filter_map(|one| {
                let id = *ids.get(one.animal as usize)?;
                Some(Shared {
                    id,
                    contribution: one.contribution,
                    paths: one.paths,
                    sides: [path(one.first), path(one.second)],
                })
            })
            .collect();
        Some(Self {
            relation,
            young: young(claims, parents)?,
            inbreeding: [relatives.inbreeding(0), relatives.inbreeding(1)],
            more: u32::try_from(count - shared.len()).ok()?,
            shared,
            complete: found.complete,
        })
    }
}

/// The young's ancestry, as it would be said of it once it were on record. No animal has the id of noughts.
fn young(claims: &[Claim], [sire, dam]: [Uuid; 2]) -> Option<Ancestry> {
    let young = Uuid::nil();
    let claim = |parent, side| Claim { child: young, parent, side, chance: Chance::CERTAIN };
    let own = [claim(sire, ParentSide::Sire), claim(dam, ParentSide::Dam)];
    let whole: Vec<Claim> = claims.iter().copied().chain(own).collect();
    Graph::of(&whole, young)?.ancestry()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: u8) -> Uuid {
        Uuid::from_u128(u128::from(name))
    }

    fn pair(claims: &[(u8, u8, ParentSide)], parents: [u8; 2]) -> Pair {
        let claim = |&(child, parent, side): &(u8, u8, ParentSide)| Claim {
            child: id(child),
            parent: id(parent),
            side,
            chance: Chance::CERTAIN,
        };
        let claims: Vec<Claim> = claims.iter().map(claim).collect();
        Pair::of(&claims, parents.map(id)).unwrap()
    }

    use ParentSide::{Dam, Sire};

    #[test]
    fn young_of_half_sibs_come_from_the_one_they_share() {
        let found = pair(&[(2, 8, Sire), (2, 9, Dam), (3, 8, Sire)], [2, 3]);
        assert_eq!((found.relation.kinship, found.relation.relationship), (0.125, 0.25));
        assert_eq!((found.young.inbreeding, found.young.generations, found.young.ancestors), (Some(0.125), 2, 4));
        assert_eq!(found.young.completeness[..2], [1.0, 5.0 / 6.0]);
        let [shared] = found.shared.as_slice() else { panic!("one shared ancestor") };
        assert_eq!((shared.id, shared.contribution, shared.paths), (id(8), 0.125, 1));
        assert_eq!(shared.sides, [vec![id(2)], vec![id(3)]]);
        assert_eq!((found.inbreeding, found.more, found.complete), ([Some(0.0), None], 0, true));
    }

    #[test]
    fn a_father_and_his_daughter_share_the_father() {
        let found = pair(&[(3, 2, Sire)], [2, 3]);
        assert_eq!(found.young.inbreeding, Some(0.25));
        assert_eq!((found.shared[0].id, &found.shared[0].sides), (id(2), &[vec![], vec![id(3)]]));
    }

    #[test]
    fn strangers_share_nobody() {
        let found = pair(&[], [2, 3]);
        assert_eq!((found.young.inbreeding, found.shared.len(), found.young.ancestors), (Some(0.0), 0, 2));
    }
}
