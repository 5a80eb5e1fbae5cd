//! Ways to a wish with the animals of a collection: one pairing, or two with a young kept between them.

use crate::{AnimalId, FieldErrors, TaxonId, animal::Sex, genotype::ReckonedGenotype, text::check_text};
use serde::{Deserialize, Serialize};

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanQuery {
    pub taxon: TaxonId,
    /// What a young shall have, in the trade's words: "Clown Pied". At most six genes.
    pub goal: String,
}

impl PlanQuery {
    /// Checks the wish's length.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_text(&mut errors, "goal", &self.goal, 500);
        if self.goal.trim().is_empty() {
            errors.push("goal", "Say what the young shall be, such as Clown Pied.");
        }
        errors.into_result()
    }
}

/// An animal in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanAnimal {
    pub id: AnimalId,
    pub code: String,
    /// The name, or the code where there is none.
    pub label: String,
    pub genotype_text: String,
    /// What it is reckoned with.
    pub reckoned: ReckonedGenotype,
    /// How many others would do as well: they are alike at the wish's genes.
    pub others: u32,
}

/// A way to the wish.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BreedingPlan {
    pub sire: PlanAnimal,
    pub dam: PlanAnimal,
    /// Inbreeding of the first pairing's young, from the ancestors that the reader may see.
    pub inbreeding: f64,
    /// Absent where the first pairing brings the wish.
    pub then: Option<PlanStep>,
    /// Probability that an egg of the last pairing is a living young of the wish.
    pub per_egg: f64,
    /// Eggs to expect until there is one, all pairings together.
    pub eggs: f64,
}

/// The second pairing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanStep {
    /// The young to keep, named by the wish's genes.
    pub keep: String,
    pub sex: Sex,
    /// Probability that an egg of the first pairing is such a young, of this sex.
    pub per_egg: f64,
    pub mate: PlanAnimal,
    /// Inbreeding of the second pairing's young.
    pub inbreeding: f64,
}

/// The ways found, each list by the eggs they take.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BreedingPlans {
    /// The wish by its shortest name.
    pub goal: String,
    /// One pairing.
    pub direct: Vec<BreedingPlan>,
    /// Two pairings.
    pub over_two: Vec<BreedingPlan>,
    /// Animals that took part.
    pub animals: u32,
    /// Living animals whose genotype is missing or can't be read.
    pub left_out: u32,
    /// The collection has more of the species than were looked at.
    pub more: bool,
    /// There are more ancestors than are read; inbreeding is reckoned from those that were.
    pub cut: bool,
}

impl BreedingPlans {
    /// So many of each length are named.
    pub const MOST: usize = 12;
}
