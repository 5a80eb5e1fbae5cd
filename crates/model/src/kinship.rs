//! How related animals are: those of a selection, and two that might be paired.

mod closeness;
mod collection;

pub use closeness::Closeness;
pub use collection::{
    AtRiskLine, CollectionFigures, CollectionReport, FounderShare, Influential, LivingTaxon, RankedAnimal,
};

use crate::{
    AnimalId, FieldErrors,
    ancestry::Ancestry,
    animal::{ParentSide, Sex},
    lineage::{Relative, Shown},
    pedigree::PedigreeNode,
};
use serde::{Deserialize, Serialize};

/// Whose kinship is asked for: own animals, and public ones of others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KinshipQuery {
    /// 2 to 60 animals; one that is named again counts once.
    pub ids: Vec<AnimalId>,
}

impl KinshipQuery {
    /// So many animals are compared at once: more can't be read in one table.
    pub const MOST: usize = 60;

    /// The animals, each once, in their order.
    ///
    /// # Errors
    /// Fewer than two, or more than [`Self::MOST`].
    pub fn distinct(&self) -> Result<Vec<AnimalId>, FieldErrors> {
        let mut seen = std::collections::HashSet::new();
        let ids: Vec<AnimalId> = self.ids.iter().copied().filter(|id| seen.insert(*id)).collect();
        match ids.len() {
            0 | 1 => Err(FieldErrors::one("ids", "Choose at least two animals.")),
            2..=Self::MOST => Ok(ids),
            count => {
                let most = Self::MOST;
                Err(FieldErrors::one(
                    "ids",
                    format!("{count} animals are chosen; at most {most} are compared at once."),
                ))
            }
        }
    }
}

/// An animal of a selection, with what its figures rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KinshipAnimal {
    pub animal: Relative,
    /// F, 0 to 1; `None` where a parent is unknown.
    pub inbreeding: Option<f64>,
    /// Equivalent complete generations (Maignel, Boichard & Verrier 1996).
    pub equivalent: f64,
    /// Known places of five generations, 0 to 1.
    pub complete: f64,
}

/// Kinship of each animal of a selection with each, from the ancestors that the reader may see: hidden ones count as unknown, and
/// where several parents are possible, the likeliest is followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KinshipTable {
    pub animals: Vec<KinshipAnimal>,
    /// f(i, j) by row and column (Malécot 1948): also the inbreeding that young of the two would have. f(i, i) = (1 + F) / 2.
    pub kinship: Vec<Vec<f64>>,
    /// Mean over all ordered pairs, each animal with itself included.
    pub mean_kinship: f64,
    /// Somewhere several candidates are on record, and the likeliest was followed.
    pub uncertain: bool,
    /// There are more ancestors than are read; the figures are of those that were.
    pub cut: bool,
}

impl KinshipTable {
    /// f of two animals by their places; 0 where there is none.
    #[must_use]
    pub fn of(&self, row: usize, column: usize) -> f64 {
        self.kinship.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    }

    /// Pairs that could breed, a male's place before a female's, the least related first; of equal ones in the order of the table.
    #[must_use]
    pub fn pairings(&self) -> Vec<(usize, usize)> {
        let of = |sex: Sex| self.animals.iter().enumerate().filter(move |(_, one)| one.animal.sex == sex);
        let pairs = of(Sex::Male).flat_map(|(male, sire)| {
            let dams = of(Sex::Female).filter(move |(_, dam)| dam.animal.taxon == sire.animal.taxon);
            dams.map(move |(female, _)| (male, female))
        });
        let mut pairs: Vec<(usize, usize)> = pairs.collect();
        pairs.sort_by(|a, b| self.of(a.0, a.1).total_cmp(&self.of(b.0, b.1)));
        pairs
    }
}

/// An ancestor of both parents, and its part in the inbreeding of their young.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedAncestor {
    pub animal: Relative,
    /// Σ (1/2)^(n1 + n2 + 1) (1 + F) over the paths that meet in it first (Wright 1922); over all shared ancestors these sum to F of the young.
    pub contribution: f64,
    /// Pairs of paths from the parents that meet in it.
    pub paths: u64,
    /// A shortest path from the sire up to it: what the animals are called, without the ancestor. Empty: it is the sire.
    pub from_sire: Vec<String>,
    /// The same from the dam.
    pub from_dam: Vec<String>,
}

/// What the young of two animals would be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhatIf {
    /// The sire with two generations above it, as the reader may see them.
    pub sire: PedigreeNode,
    pub dam: PedigreeNode,
    /// The young's inbreeding, with how much of its pedigree would be known.
    pub young: Ancestry,
    /// R = 2 f / √((1 + F sire)(1 + F dam)) of the parents, 0 to 1 (Wright 1922).
    pub relationship: f64,
    /// What their kinship is like.
    pub closeness: Closeness,
    /// F of the parents themselves; `None` where a parent of theirs is unknown.
    pub sire_inbreeding: Option<f64>,
    pub dam_inbreeding: Option<f64>,
    /// The greatest contribution first.
    pub shared: Vec<SharedAncestor>,
    /// How many more there are than are listed.
    pub more_shared: u32,
    /// Their contributions are of all paths. Otherwise the pedigree is too entangled to follow every one, and some further up are missing.
    pub all_paths: bool,
}

impl WhatIf {
    /// Generations above each parent.
    pub const GENERATIONS: u8 = 2;
    /// So many shared ancestors are listed.
    pub const MOST_SHARED: usize = 40;

    /// What speaks against pairing these two at all.
    #[must_use]
    pub fn doubts(&self) -> Vec<String> {
        let (sire, dam) = (&self.sire.animal, &self.dam.animal);
        let mut doubts = Vec::new();
        if sire.sex == Sex::Female {
            doubts.push(format!("{} is female and stands as the sire.", sire.label()));
        }
        if dam.sex == Sex::Male {
            doubts.push(format!("{} is male and stands as the dam.", dam.label()));
        }
        if let (Some(one), Some(other)) = (&sire.taxon, &dam.taxon)
            && one != other
        {
            doubts.push(format!("They are of different species: {one} and {other}."));
        }
        doubts
    }

    /// Whether an ancestor in the two trees is kept private by its owner, and so counts as unknown.
    #[must_use]
    pub fn hides(&self) -> bool {
        fn hidden(node: &PedigreeNode) -> bool {
            node.animal.shown == Shown::Hidden
                || [ParentSide::Sire, ParentSide::Dam]
                    .iter()
                    .any(|&side| node.side(side).iter().any(|parent| hidden(&parent.node)))
        }
        hidden(&self.sire) || hidden(&self.dam)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn animal(name: &str, sex: Sex, taxon: &str) -> KinshipAnimal {
        let animal = Relative {
            shown: Shown::Own,
            name: name.to_owned(),
            sex,
            taxon: Some(taxon.to_owned()),
            ..Relative::hidden()
        };
        KinshipAnimal { animal, inbreeding: None, equivalent: 0.0, complete: 0.0 }
    }

    #[test]
    fn a_selection_has_two_to_sixty_animals_each_once() {
        let ids = |count: u128| -> Vec<AnimalId> { (0..count).map(|id| AnimalId(Uuid::from_u128(id))).collect() };
        let of = |ids: Vec<AnimalId>| KinshipQuery { ids }.distinct();
        assert_eq!(of([ids(3), ids(2)].concat()).map(|ids| ids.len()), Ok(3));
        assert_eq!(of(ids(60)).map(|ids| ids.len()), Ok(60));
        assert!(of(ids(61)).unwrap_err().of("ids")[0].contains("61 animals"));
        assert!(of([ids(1), ids(1)].concat()).is_err() && of(Vec::new()).is_err());
    }

    #[test]
    fn pairings_are_of_males_and_females_of_one_species_the_least_related_first() {
        let animals = vec![
            animal("Zeus", Sex::Male, "Boa"),
            animal("Hera", Sex::Female, "Boa"),
            animal("Leda", Sex::Female, "Boa"),
            animal("Odd", Sex::Unknown, "Boa"),
            animal("Other", Sex::Female, "Corn snake"),
        ];
        let mut kinship = vec![vec![0.0; 5]; 5];
        (kinship[0][1], kinship[1][0], kinship[0][2], kinship[2][0]) = (0.25, 0.25, 0.125, 0.125);
        let table = KinshipTable { animals, kinship, mean_kinship: 0.0, uncertain: false, cut: false };
        assert_eq!(table.pairings(), [(0, 2), (0, 1)]);
        assert_eq!((table.of(0, 1), table.of(9, 9)), (0.25, 0.0));
    }
}
