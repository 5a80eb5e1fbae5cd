//! Parents younger than their young, and lives in the wrong order.

use super::{CheckOptions, SHOWN};
use crate::pedigree::{DateRange, Fault, FaultKind, Studbook, studbook::Facts};

/// Eggs of a tuatara take a year and a half at most; no reptile's take longer.
const LONGEST_INCUBATION: i32 = 550;

impl Studbook {
    pub(super) fn date_conflicts(&self, options: &CheckOptions) -> Vec<Fault> {
        let mut found = Vec::new();
        if !options.has_births {
            found.push(FaultKind::NoBirthColumn);
        }
        let (mut without, mut first): (usize, Vec<u32>) = (0, Vec::new());
        for (animal, &line) in (0_u32..).zip(&self.lines) {
            let facts = self.facts.get(animal as usize).copied().unwrap_or_default();
            if line == 0 {
                continue;
            }
            if facts.born.is_none() && options.has_births {
                without += 1;
                if first.len() < SHOWN {
                    first.push(animal);
                }
            }
            self.own_dates(animal, line, &facts, options, &mut found);
            if let Some(born) = facts.born {
                self.parents_dates(animal, line, born, &mut found);
            }
        }
        if without > 0 {
            found.push(FaultKind::NoBirth { count: without, ids: self.names(&first) });
        }
        found.into_iter().map(FaultKind::fault).collect()
    }

    fn own_dates(&self, animal: u32, line: u32, facts: &Facts, options: &CheckOptions, found: &mut Vec<FaultKind>) {
        let id = || self.name(animal);
        let before = |a: Option<DateRange>, b: Option<DateRange>| a.zip(b).is_some_and(|(a, b)| a.is_before(b));
        if before(facts.died, facts.born) {
            found.push(FaultKind::DiedBeforeBirth { id: id(), line });
        }
        if before(facts.left, facts.born) {
            found.push(FaultKind::LeftBeforeBirth { id: id(), line });
        }
        if before(facts.died, facts.left) {
            found.push(FaultKind::LeftAfterDeath { id: id(), line });
        }
        if facts.born.zip(options.today).is_some_and(|(born, today)| born.first > today) {
            found.push(FaultKind::FutureDate { id: id(), line });
        }
    }

    fn parents_dates(&self, animal: u32, line: u32, born: DateRange, found: &mut Vec<FaultKind>) {
        for (&parent, side) in self.parents[animal as usize].iter().zip(["sire", "dam"]) {
            let Some(facts) = self.facts.get(parent as usize) else { continue };
            if parent == animal {
                continue;
            }
            let names = || (self.name(parent), self.name(animal));
            if let Some(parent_born) = facts.born
                && parent_born.first >= born.last
                && (parent_born != born || born.first == born.last)
            {
                let ((parent, young), days) = (names(), parent_born.first - born.last);
                found.push(FaultKind::ParentNotOlder { parent, side, young, line, days });
            }
            if let Some(died) = facts.died
                && died.is_before(born)
            {
                let ((parent, young), days) = (names(), born.first - died.last);
                found.push(if side == "dam" && days > LONGEST_INCUBATION {
                    FaultKind::DamDeadTooLong { parent, young, line, days }
                } else {
                    FaultKind::ParentDead { parent, side, young, line, days }
                });
            }
        }
    }
}
