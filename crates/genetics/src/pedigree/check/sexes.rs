//! Sires that are female, dams that are male, animals that are both.

use super::SHOWN;
use crate::pedigree::{Fault, FaultKind, Sex, Studbook, UNKNOWN};

/// The young an animal has in one role: the first few, and how many.
#[derive(Default, Clone)]
struct Role {
    young: Vec<u32>,
    count: usize,
}

impl Role {
    fn add(&mut self, animal: u32) {
        self.count += 1;
        if self.young.len() < SHOWN {
            self.young.push(animal);
        }
    }
}

const SIRE: u8 = 1;
const DAM: u8 = 2;
const BOTH_AT_ONCE: u8 = 4;

impl Studbook {
    pub(super) fn sex_conflicts(&self) -> Vec<Fault> {
        let mut roles = vec![0_u8; self.parents.len()];
        for &[sire, dam] in &self.parents {
            if sire == dam && sire != UNKNOWN {
                roles[sire as usize] |= BOTH_AT_ONCE;
                continue;
            }
            for (parent, role) in [(sire, SIRE), (dam, DAM)] {
                if let Some(roles) = roles.get_mut(parent as usize) {
                    *roles |= role;
                }
            }
        }
        // Young are only collected for the few that are named.
        let is_odd = |animal: usize| {
            let sex = self.facts.get(animal).map_or(Sex::Unknown, |facts| facts.sex);
            let role = roles[animal];
            role & BOTH_AT_ONCE != 0
                || role == SIRE | DAM
                || (sex == Sex::Female && role & SIRE != 0)
                || (sex == Sex::Male && role & DAM != 0)
        };
        let odd: Vec<u32> =
            (0..self.parents.len()).filter(|&animal| is_odd(animal)).map(|animal| animal as u32).collect();
        let mut young = vec![[Role::default(), Role::default(), Role::default()]; odd.len()];
        for (animal, &[sire, dam]) in (0_u32..).zip(&self.parents) {
            let both = sire == dam && sire != UNKNOWN;
            for (parent, role) in if both { [(sire, 2), (UNKNOWN, 0)] } else { [(sire, 0), (dam, 1)] } {
                if let Ok(at) = odd.binary_search(&parent) {
                    young[at][role].add(animal);
                }
            }
        }
        odd.iter()
            .zip(&young)
            .flat_map(|(&animal, [sired, bore, both])| self.conflicts_of(animal, sired, bore, both))
            .collect()
    }

    fn conflicts_of(&self, animal: u32, sired: &Role, bore: &Role, both: &Role) -> Vec<Fault> {
        let (line, sex) =
            (self.lines[animal as usize], self.facts.get(animal as usize).map_or(Sex::Unknown, |facts| facts.sex));
        let mut found = Vec::new();
        if let ([sired, ..], [bore, ..]) = (&sired.young[..], &bore.young[..]) {
            found.push(FaultKind::SireAndDam {
                id: self.name(animal),
                sired: self.name(*sired),
                bore: self.name(*bore),
            });
        }
        if sex == Sex::Female && sired.count > 0 {
            let (young, count) = (self.names(&sired.young), sired.count);
            found.push(FaultKind::SireIsFemale { id: self.name(animal), line, young, count });
        }
        if sex == Sex::Male && bore.count > 0 {
            let (young, count) = (self.names(&bore.young), bore.count);
            found.push(FaultKind::DamIsMale { id: self.name(animal), line, young, count });
        }
        if both.count > 0 {
            found.push(FaultKind::Selfing { id: self.name(animal), young: self.names(&both.young), count: both.count });
        }
        found.into_iter().map(FaultKind::fault).collect()
    }
}
