//! What a verification is about: a parent, or a gene.

use crate::{
    GenotypeClaimId, ParentLinkId,
    animal::{ParentBasis, ParentSide},
    genotype::{ClaimBasis, ClaimLook, ClaimedGene},
    lineage::Chance,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A claim that another breeder may be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum VerifiedClaim {
    /// That one animal is a parent of another.
    Parent(ParentLinkId),
    /// That an animal carries a gene.
    Gene(GenotypeClaimId),
}

impl VerifiedClaim {
    /// The claim's own id.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Parent(id) => id.0,
            Self::Gene(id) => id.0,
        }
    }
}

impl From<ParentLinkId> for VerifiedClaim {
    fn from(id: ParentLinkId) -> Self {
        Self::Parent(id)
    }
}

impl From<GenotypeClaimId> for VerifiedClaim {
    fn from(id: GenotypeClaimId) -> Self {
        Self::Gene(id)
    }
}

/// In a form's field and in an address: `parent:0193…`, `gene:0193…`.
impl fmt::Display for VerifiedClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parent(id) => write!(f, "parent:{id}"),
            Self::Gene(id) => write!(f, "gene:{id}"),
        }
    }
}

/// The text is no claim's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no claim has this name")]
pub struct NoClaim;

impl FromStr for VerifiedClaim {
    type Err = NoClaim;

    fn from_str(text: &str) -> Result<Self, NoClaim> {
        let (kind, id) = text.split_once(':').ok_or(NoClaim)?;
        match kind {
            "parent" => id.parse().map(Self::Parent).map_err(|_| NoClaim),
            "gene" => id.parse().map(Self::Gene).map_err(|_| NoClaim),
            _ => Err(NoClaim),
        }
    }
}

/// What the claim says, beside the animals that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClaimSaid {
    /// That an animal is the sire or the dam.
    Parent {
        /// Sire or dam.
        side: ParentSide,
        /// How it is known.
        basis: ParentBasis,
        /// How likely it is.
        chance: Chance,
    },
    /// What the animal carries.
    Gene {
        /// The gene by its slug.
        claimed: ClaimedGene,
        /// As the hobby writes it: `66% het Clown`.
        words: String,
        /// How it looks on a page.
        look: ClaimLook,
        /// How it is known.
        basis: ClaimBasis,
    },
}

impl ClaimSaid {
    /// Sire or dam, of a parent claim.
    #[must_use]
    pub const fn side(&self) -> Option<ParentSide> {
        match self {
            Self::Parent { side, .. } => Some(*side),
            Self::Gene { .. } => None,
        }
    }

    /// How it is known, in a word.
    #[must_use]
    pub const fn basis(&self) -> &'static str {
        match self {
            Self::Parent { basis, .. } => basis.label(),
            Self::Gene { basis, .. } => basis.label(),
        }
    }

    /// Whether a DNA test stands behind it.
    #[must_use]
    pub const fn is_dna(&self) -> bool {
        matches!(self, Self::Parent { basis: ParentBasis::Dna, .. } | Self::Gene { basis: ClaimBasis::Dna, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_reads_back_from_a_form_and_nothing_else_does() {
        for claim in [VerifiedClaim::Parent(ParentLinkId::new()), VerifiedClaim::Gene(GenotypeClaimId::new())] {
            assert_eq!(claim.to_string().parse(), Ok(claim));
        }
        for other in ["", "gene", "gene:", "gene:1", "animal:0193b1c0-0000-7000-8000-000000000001", "parent:x:y"] {
            assert_eq!(other.parse::<VerifiedClaim>(), Err(NoClaim), "{other}");
        }
    }
}
