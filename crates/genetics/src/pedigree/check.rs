//! Everything that is wrong with a studbook.

mod cycles;
mod dates;
mod sexes;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::{Fault, FaultKind, Severity, Studbook, UNKNOWN};

/// What the check is told from outside.
#[derive(Debug, Clone, Copy, Default)]
pub struct CheckOptions {
    /// Days since 1970-01-01; births after it are faults.
    pub today: Option<i32>,
    /// Whether the file has a column of births.
    pub has_births: bool,
}

/// How many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FaultSummary {
    pub animals: usize,
    pub blocking: usize,
    pub faults: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl FaultSummary {
    /// Counts faults found in a studbook of so many animals.
    #[must_use]
    pub fn of(animals: usize, found: &[Fault]) -> Self {
        let of = |severity| found.iter().filter(|fault| fault.severity == severity).count();
        let (blocking, faults) = (of(Severity::Blocking), of(Severity::Fault));
        Self { animals, blocking, faults, warnings: of(Severity::Warning), notes: of(Severity::Note) }
    }

    /// Whether anything is wrong, rather than suspicious or worth a note.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        self.blocking + self.faults > 0
    }
}

/// Names in one message.
const SHOWN: usize = 5;

/// Ids that people write for "unknown", in lower case.
const UNKNOWNS: [&str; 9] = ["?", "-", "*", "na", "n/a", "nan", "none", "null", "unknown"];

impl Studbook {
    /// All faults, the worst first, then by line. In time and memory linear in the studbook, but for cycles, of which at least one is named in each
    /// knot of animals and, within a bound of work, one through each link that is on any.
    #[must_use]
    pub fn check(&self, options: &CheckOptions) -> Vec<Fault> {
        let mut found = self.found.clone();
        found.extend(self.self_parents());
        found.extend(self.cycles());
        found.extend(self.sex_conflicts());
        found.extend(self.date_conflicts(options));
        found.extend(self.missing());
        found.sort_by_key(|fault| (std::cmp::Reverse(fault.severity), fault.kind.line()));
        found
    }

    /// Animals that are their own parents.
    pub(super) fn self_parents(&self) -> impl Iterator<Item = Fault> + '_ {
        let selves = (0_u32..).zip(&self.parents).filter(|(animal, pair)| pair.contains(animal));
        selves.map(|(animal, _)| {
            FaultKind::SelfParent { id: self.name(animal), line: self.lines[animal as usize] }.fault()
        })
    }

    /// Parents without a row, and those whose name says that they aren't known.
    fn missing(&self) -> Vec<Fault> {
        let mut named: Vec<[u32; 2]> = vec![[0, UNKNOWN]; self.parents.len()];
        for (animal, pair) in (0_u32..).zip(&self.parents) {
            for &parent in pair.iter().filter(|&&parent| parent != UNKNOWN && self.lines[parent as usize] == 0) {
                let [count, first] = &mut named[parent as usize];
                *count += 1;
                *first = (*first).min(animal);
            }
        }
        let missing = (0_u32..).zip(named).filter(|(_, [count, _])| *count > 0);
        missing
            .map(|(parent, [count, young])| {
                let id = self.name(parent);
                if UNKNOWNS.contains(&id.to_ascii_lowercase().as_str()) {
                    return FaultKind::LooksUnknown { id, count: count as usize }.fault();
                }
                FaultKind::NoRecord { id, young: self.name(young), line: self.lines[young as usize] }.fault()
            })
            .collect()
    }

    fn name(&self, animal: u32) -> String {
        self.id(animal).to_owned()
    }

    fn names(&self, animals: &[u32]) -> Vec<String> {
        animals.iter().take(SHOWN).map(|&animal| self.name(animal)).collect()
    }
}
