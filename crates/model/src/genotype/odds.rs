//! What parents, young and sibs say about an animal's genes: reckoned, and kept apart from what is claimed.

use crate::{AnimalId, lineage::Shown};
use serde::{Deserialize, Serialize};

/// An animal in a sentence, no more than its owner shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedAnimal {
    /// Set when there is a page to link to.
    pub id: Option<AnimalId>,
    pub shown: Shown,
    pub label: String,
}

/// What a figure rests on: one animal, or young of one pair of which the same is known. The weightiest stands first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OddsReason {
    pub animals: Vec<NamedAnimal>,
    /// What is known of them: `het Clown`, `doesn’t show it`.
    pub said: String,
}

/// One locus of an animal, reckoned from its relatives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GeneOdds {
    /// The locus' gene, or its complex: `Clown`, `BluEL complex`.
    pub name: String,
    /// The figure as the hobby writes it: `66% het Clown`.
    pub words: String,
    /// Probability of at least one copy, 0 to 1.
    pub carries: f64,
    /// The same as a fraction, where one is short: `2/3`.
    pub fraction: Option<String>,
    /// What is claimed of it, in words; nothing where it isn't claimed at all.
    pub claimed: Option<String>,
    pub because: Vec<OddsReason>,
    /// Drawn by lot, for the pedigree is too tangled to be summed: the figure is an estimate.
    pub sampled: bool,
    /// Young or sibs show it although nothing of it is recorded above them: an animal without a claim is taken to carry it perhaps.
    pub assumed: bool,
}

/// Claims that can't all be true, or that can only be if somebody carries what isn't recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GenotypeQuestion {
    /// The locus' gene, or its complex.
    pub name: String,
    /// The question, with the animals named.
    pub message: String,
    pub animals: Vec<NamedAnimal>,
    /// Impossible as recorded; else only surprising.
    pub impossible: bool,
}

/// What relatives say about an animal's genes, from those that the reader may see.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GenotypeOdds {
    pub genes: Vec<GeneOdds>,
    pub questions: Vec<GenotypeQuestion>,
    /// Relatives with a claim on record.
    pub relatives: u32,
    /// What could not be reckoned, and why.
    pub refused: Vec<String>,
    /// There are more relatives than are read; the figures are of the nearest.
    pub cut: bool,
}

impl GenotypeOdds {
    /// So many ancestors are read.
    pub const MOST: u32 = 1_500;
}
