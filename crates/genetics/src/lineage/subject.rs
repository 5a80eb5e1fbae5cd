//! What the checks must know of an animal and of its taxon.

use jiff::civil::Date;
use repti_model::{
    TaxonId,
    animal::{BirthDate, Origin, Sex},
};

/// One side of a claim, child or parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// How messages name the animal.
    pub label: String,
    pub taxon: TaxonRules,
    pub sex: Sex,
    pub born: Option<BirthDate>,
    pub died_on: Option<Date>,
    pub origin: Origin,
    /// A deliberate cross of two taxa.
    pub hybrid: bool,
}

/// What a taxon says about parents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxonRules {
    pub id: TaxonId,
    /// The common name, for messages.
    pub name: String,
    /// The taxa above it: a subspecies belongs to its species.
    pub above: Vec<TaxonId>,
    /// Least age in days at which males have bred.
    pub min_breeding_days_male: i32,
    /// Least age in days at which females have bred.
    pub min_breeding_days_female: i32,
}

impl TaxonRules {
    /// Whether young of the two are of one kind: the same taxon, or one stands above the other.
    #[must_use]
    pub fn is_kind_of(&self, other: &Self) -> bool {
        self.id == other.id || self.above.contains(&other.id) || other.above.contains(&self.id)
    }
}
