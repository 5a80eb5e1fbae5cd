//! Claims as a pedigree of numbers.

use crate::store::ancestry::Claim;
use repti_genetics::pedigree::UNKNOWN;
use repti_model::animal::ParentSide;
use std::collections::HashMap;
use uuid::Uuid;

/// Two parents an animal: on every side the likeliest candidate is followed, of equal ones the lower id, so that figures are the same each time.
pub(super) struct Numbered {
    pub(super) numbers: HashMap<Uuid, u32>,
    pub(super) parents: Vec<[u32; 2]>,
    /// Somewhere there was more than one candidate.
    pub(super) uncertain: bool,
}

impl Numbered {
    /// `roots` get the first numbers, in their order; `each` sees every claim with its child and parent, the likeliest first. `None` where
    /// there are more animals than numbers.
    pub(super) fn of(claims: &[Claim], roots: &[Uuid], mut each: impl FnMut(u32, u32, &Claim)) -> Option<Self> {
        let mut numbers: HashMap<Uuid, u32> = HashMap::with_capacity(claims.len() + roots.len());
        let mut number = |id: Uuid| -> Option<u32> {
            let next = u32::try_from(numbers.len()).ok()?;
            Some(*numbers.entry(id).or_insert(next))
        };
        roots.iter().try_for_each(|&root| number(root).map(drop))?;
        let mut sorted: Vec<&Claim> = claims.iter().collect();
        sorted.sort_by(|a, b| b.chance.value().total_cmp(&a.chance.value()).then(a.parent.cmp(&b.parent)));
        let (mut parents, mut uncertain) = (vec![[UNKNOWN; 2]; roots.len()], false);
        for claim in sorted {
            let (child, parent) = (number(claim.child)?, number(claim.parent)?);
            let least = child.max(parent) as usize + 1;
            if parents.len() < least {
                parents.resize(least, [UNKNOWN; 2]);
            }
            each(child, parent, claim);
            let slot = parents.get_mut(child as usize)?.get_mut(usize::from(claim.side == ParentSide::Dam))?;
            if *slot == UNKNOWN {
                *slot = parent;
            } else {
                uncertain = true;
            }
        }
        Some(Self { numbers, parents, uncertain })
    }
}
