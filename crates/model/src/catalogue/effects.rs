//! What a change would do: animals that would be read differently, and odds that would change.

use crate::AnimalId;
use serde::{Deserialize, Serialize};

/// So many of a species.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeciesCount {
    pub species: String,
    pub animals: u64,
}

/// A public animal whose text would be read differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectExample {
    pub id: AnimalId,
    pub name: String,
    pub text: String,
    /// The genotype by its shortest name, or what is wrong with the text.
    pub before: String,
    pub after: String,
}

/// One kind of young of a standard pairing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OddsLine {
    /// "66% het Clown"; "Females: Banana" where the sexes differ.
    pub young: String,
    /// A fraction of the eggs: "1/4".
    pub per_egg: String,
    /// Of those that live; nothing of what doesn't.
    pub per_living: Option<String>,
}

/// A standard pairing before and after; one side is empty where it isn't possible there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OddsChange {
    /// "One copy of Clown × normal".
    pub title: String,
    pub before: Vec<OddsLine>,
    pub after: Vec<OddsLine>,
}

/// What one edit would do, after those before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditEffects {
    pub edit: usize,
    pub title: String,
    /// Animals of all vivariums whose genotype text or claims would be read differently.
    pub animals: Vec<SpeciesCount>,
    pub examples: Vec<EffectExample>,
    pub odds: Vec<OddsChange>,
}

impl EditEffects {
    /// At most so many examples.
    pub const MOST_EXAMPLES: usize = 20;
}

/// What a proposal would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueEffects {
    pub edits: Vec<EditEffects>,
    /// Animals with a genotype text or a claim that were read.
    pub read: u64,
    /// Not all of a species were read: there are more than one look takes.
    pub more: bool,
}
