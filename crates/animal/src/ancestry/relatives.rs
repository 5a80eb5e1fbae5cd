//! How related the animals of a collection are.

use super::numbered::Numbered;
use crate::store::ancestry::Claim;
use repti_genetics::pedigree::{Kinship, Pedigree};
use std::collections::HashMap;
use uuid::Uuid;

/// The pedigree above some animals, ready for questions about pairs.
pub(crate) struct Relatives {
    kinship: Kinship,
    numbers: HashMap<Uuid, u32>,
}

impl Relatives {
    /// `None` only where claims go in a circle, which the database rules out.
    pub(crate) fn of(claims: &[Claim]) -> Option<Self> {
        let numbered = Numbered::of(claims, &[], |_, _, _| {})?;
        let kinship = Kinship::of(Pedigree::from_parents(numbered.parents).ok()?).ok()?;
        Some(Self { kinship, numbers: numbered.numbers })
    }

    /// f(a, b), the inbreeding that their young would have (Malécot 1948); 0 where nothing is known of either.
    pub(crate) fn kinship(&mut self, a: Uuid, b: Uuid) -> f64 {
        let (Some(&a), Some(&b)) = (self.numbers.get(&a), self.numbers.get(&b)) else { return 0.0 };
        self.kinship.kinship(a, b).unwrap_or(0.0)
    }
}
