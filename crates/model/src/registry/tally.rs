//! How many animals there are, of what.

use crate::TaxonId;

/// The living animals that a vivarium holds, archived ones left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: u64,
    /// Males, females, unsexed: the hobby writes 1.2.3.
    pub sexes: [u64; 3],
    /// Those that everybody sees.
    pub public: u64,
    /// Taxa of which there are any, the most first.
    pub taxa: Vec<(TaxonId, u64)>,
}
