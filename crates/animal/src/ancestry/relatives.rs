//! How related the animals of a collection are.

use super::numbered::Numbered;
use crate::store::ancestry::Claim;
use repti_genetics::pedigree::{Kinship, Pedigree, UNKNOWN};
use std::collections::HashMap;
use uuid::Uuid;

/// The pedigree above some animals, ready for questions about pairs.
pub(crate) struct Relatives {
    pub(crate) kinship: Kinship,
    numbers: HashMap<Uuid, u32>,
    /// Somewhere there was more than one candidate.
    pub(crate) uncertain: bool,
}

impl Relatives {
    /// Of some animals, which needn't be in any claim: they have the first numbers, in their order. `None` only where claims go in a circle,
    /// which the database rules out.
    pub(crate) fn above(claims: &[Claim], roots: &[Uuid]) -> Option<Self> {
        let numbered = Numbered::of(claims, roots, |_, _, _| {})?;
        let kinship = Kinship::of(Pedigree::from_parents(numbered.parents).ok()?).ok()?;
        Some(Self { kinship, numbers: numbered.numbers, uncertain: numbered.uncertain })
    }

    /// f(a, b), the inbreeding that their young would have (Malécot 1948); 0 where nothing is known of either.
    pub(crate) fn kinship(&mut self, a: Uuid, b: Uuid) -> f64 {
        let (Some(&a), Some(&b)) = (self.numbers.get(&a), self.numbers.get(&b)) else { return 0.0 };
        self.kinship.kinship(a, b).unwrap_or(0.0)
    }

    /// F of an animal by its number; `None` where a parent is unknown.
    pub(crate) fn inbreeding(&self, animal: u32) -> Option<f64> {
        let known = !self.kinship.pedigree().parents(animal).contains(&UNKNOWN);
        self.kinship.inbreeding().get(animal as usize).copied().filter(|_| known)
    }

    /// Whether there are at least as many animals as are read: whatever is above them counts as unknown.
    pub(crate) fn is_cut(&self, most: u32) -> bool {
        self.kinship.pedigree().len() >= most as usize
    }

    /// The animals' ids by number.
    pub(crate) fn ids(&self) -> Vec<Uuid> {
        let mut ids = vec![Uuid::nil(); self.kinship.pedigree().len()];
        for (&id, &number) in &self.numbers {
            if let Some(place) = ids.get_mut(number as usize) {
                *place = id;
            }
        }
        ids
    }
}
