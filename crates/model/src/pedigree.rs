//! A pedigree as a tree for the chart: an animal, the candidates for each parent, and how each claim is known.

use crate::{
    animal::{ParentBasis, ParentSide},
    lineage::{Chance, Relative, VerificationState},
};
use serde::{Deserialize, Serialize};

/// An animal in a pedigree with its parents, as far as they show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PedigreeNode {
    pub animal: Relative,
    /// Candidates, the likeliest first. Empty: nothing is recorded.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub sires: Vec<PedigreeParent>,
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub dams: Vec<PedigreeParent>,
    /// Parents are recorded that this tree doesn't go into: ask for the animal's own tree.
    pub more: bool,
}

/// A candidate parent and the claim that names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PedigreeParent {
    pub basis: ParentBasis,
    pub chance: Chance,
    /// How it stands with the other breeder. An open request isn't told here.
    #[serde(default)]
    pub verification: VerificationState,
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub node: PedigreeNode,
}

impl PedigreeNode {
    /// The deepest tree that is given at once.
    pub const MAX_GENERATIONS: u8 = 5;

    /// A node without parents.
    #[must_use]
    pub const fn leaf(animal: Relative) -> Self {
        Self { animal, sires: Vec::new(), dams: Vec::new(), more: false }
    }

    /// The candidates on a side.
    #[must_use]
    pub fn side(&self, side: ParentSide) -> &[PedigreeParent] {
        match side {
            ParentSide::Sire => &self.sires,
            ParentSide::Dam => &self.dams,
        }
    }

    /// How many generations of parents the tree holds.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.sires.iter().chain(&self.dams).map(|parent| 1 + parent.node.depth()).max().unwrap_or(0)
    }
}
