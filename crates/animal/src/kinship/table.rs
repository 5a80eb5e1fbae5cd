//! The kinships of a selection: pure, and of bounded size.

use crate::{ancestry::Relatives, store::ancestry::Claim};
use repti_genetics::pedigree::metrics::depth_of_all;
use repti_model::{
    ancestry::Ancestry,
    kinship::{KinshipAnimal, KinshipTable},
    lineage::Relative,
};
use uuid::Uuid;

/// `ids` are the animals' own, in their order. `None` only where claims go in a circle, which the database rules out.
pub(super) fn of(claims: &[Claim], animals: Vec<Relative>, ids: &[Uuid]) -> Option<KinshipTable> {
    let mut relatives = Relatives::above(claims, ids)?;
    let count = u32::try_from(ids.len()).ok()?;
    let numbers: Vec<u32> = (0..count).collect();
    let matrix = relatives.kinship.matrix(&numbers).ok()?;
    let mean_kinship = relatives.kinship.mean_kinship(&numbers).ok()?;
    let depths = depth_of_all(relatives.kinship.pedigree(), Ancestry::GENERATIONS as usize);
    let animals = (0..count).zip(animals).map(|(number, animal)| {
        let depth = depths.of(number)?;
        Some(KinshipAnimal {
            animal,
            inbreeding: relatives.inbreeding(number),
            equivalent: depth.equivalent_complete,
            complete: depth.completeness.last().copied().unwrap_or(0.0),
        })
    });
    Some(KinshipTable {
        animals: animals.collect::<Option<_>>()?,
        kinship: matrix.chunks(ids.len().max(1)).map(<[f64]>::to_vec).collect(),
        mean_kinship,
        uncertain: relatives.uncertain,
        cut: relatives.is_cut(Ancestry::MOST),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::{animal::ParentSide, lineage::Chance};

    fn id(name: u8) -> Uuid {
        Uuid::from_u128(u128::from(name))
    }

    fn table(claims: &[(u8, u8, ParentSide)], ids: &[u8]) -> KinshipTable {
        let claims: Vec<Claim> = claims
            .iter()
            .map(|&(child, parent, side)| Claim { child: id(child), parent: id(parent), side, chance: Chance::CERTAIN })
            .collect();
        let ids: Vec<Uuid> = ids.iter().copied().map(id).collect();
        of(&claims, vec![Relative::hidden(); ids.len()], &ids).unwrap()
    }

    #[test]
    fn a_table_is_in_the_order_that_was_asked_for() {
        use ParentSide::{Dam, Sire};
        // 2 and 3 are full sibs of 8 and 9, 4 is their half sib by 9.
        let claims = [(2, 8, Sire), (2, 9, Dam), (3, 8, Sire), (3, 9, Dam), (4, 9, Dam)];
        let found = table(&claims, &[4, 3, 7, 2, 9]);
        assert_eq!(
            found.kinship,
            [
                [0.5, 0.125, 0.0, 0.125, 0.25],
                [0.125, 0.5, 0.0, 0.25, 0.25],
                [0.0, 0.0, 0.5, 0.0, 0.0],
                [0.125, 0.25, 0.0, 0.5, 0.25],
                [0.25, 0.25, 0.0, 0.25, 0.5],
            ]
        );
        assert!((found.mean_kinship - 5.0 / 25.0).abs() < 1e-12);
        let inbreeding: Vec<Option<f64>> = found.animals.iter().map(|one| one.inbreeding).collect();
        assert_eq!(inbreeding, [None, Some(0.0), None, Some(0.0), None], "unknown is not nought");
        assert_eq!((found.animals[0].equivalent, found.animals[1].equivalent), (0.5, 1.0));
        assert!(!found.uncertain && !found.cut);
    }

    #[test]
    fn nothing_known_is_nothing_shared() {
        let found = table(&[], &[1, 2]);
        assert_eq!(found.kinship, [[0.5, 0.0], [0.0, 0.5]]);
        assert_eq!((found.mean_kinship, found.animals[0].complete), (0.25, 0.0));
    }
}
