//! What a check has to say about a claim.

use std::fmt;

/// Whether a claim can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Impossible: the claim isn't recorded.
    Refused,
    /// Possible but suspicious: recorded, and visible until somebody answers.
    Warning,
}

/// What is wrong, as a closed set of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingCode {
    /// An animal would be its own ancestor.
    Cycle,
    /// A sire that is female or a dam that is male.
    WrongSex,
    /// Two taxa, and the child isn't marked as a hybrid.
    OtherTaxon,
    /// The parent was too young, or not even born, under every reading of the dates.
    TooYoung,
    /// The parent's sex isn't recorded.
    SexUnknown,
    /// The parent may have been too young, for the dates aren't exact.
    PerhapsTooYoung,
    /// The parent had died before the child was born.
    DiedBefore,
    /// The parent was older than animals of its kind are known to breed.
    VeryOld,
    /// A wild-caught animal with recorded parents.
    WildCaught,
    /// The same animal is recorded as the other parent too.
    BothSides,
}

impl FindingCode {
    /// The word that is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cycle => "cycle",
            Self::WrongSex => "wrong_sex",
            Self::OtherTaxon => "other_taxon",
            Self::TooYoung => "too_young",
            Self::SexUnknown => "sex_unknown",
            Self::PerhapsTooYoung => "perhaps_too_young",
            Self::DiedBefore => "died_before",
            Self::VeryOld => "very_old",
            Self::WildCaught => "wild_caught",
            Self::BothSides => "both_sides",
        }
    }
}

/// One finding, with a message that names the animals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    pub code: FindingCode,
    pub message: String,
}

impl Finding {
    pub(super) fn refused(code: FindingCode, message: String) -> Self {
        Self { severity: Severity::Refused, code, message }
    }

    pub(super) fn warning(code: FindingCode, message: String) -> Self {
        Self { severity: Severity::Warning, code, message }
    }

    /// Whether the claim can't stand.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.severity == Severity::Refused
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// How many animals a message about a cycle names before it leaves some out.
const NAMED: usize = 12;

/// Refuses a cycle. `path` names it from the child up to the child again, as [`super::cycle_through`] gives it.
#[must_use]
pub fn cycle_finding(path: &[String]) -> Finding {
    let [first, second, ..] = path else {
        return Finding::refused(FindingCode::Cycle, "An animal can't be its own ancestor.".to_owned());
    };
    if first == second {
        return Finding::refused(FindingCode::Cycle, format!("{first} can't be its own parent."));
    }
    let mut message = format!("{first} would be its own ancestor: ");
    if path.len() > NAMED {
        let (head, tail) = (&path[..NAMED / 2], &path[path.len() - NAMED / 2..]);
        message += &head.join(" ← ");
        message += &format!(" ← … {} more … ← ", path.len() - NAMED);
        message += &tail.join(" ← ");
    } else {
        message += &path.join(" ← ");
    }
    message.push('.');
    Finding::refused(FindingCode::Cycle, message)
}

/// Refuses one animal as both parents.
#[must_use]
pub fn both_sides_finding(child: &str, parent: &str) -> Finding {
    let message = format!("{parent} is already recorded as the other parent of {child}.");
    Finding::refused(FindingCode::BothSides, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn a_cycle_is_named_all_the_way_round() {
        assert_eq!(cycle_finding(&names(&["A", "B", "C", "A"])).message, "A would be its own ancestor: A ← B ← C ← A.");
        assert_eq!(cycle_finding(&names(&["A", "A"])).message, "A can't be its own parent.");
    }

    #[test]
    fn a_long_way_round_is_shortened_in_the_middle() {
        let path: Vec<String> = (0..10_000).map(|n| format!("CR-{n}")).chain(["CR-0".to_owned()]).collect();
        let message = cycle_finding(&path).message;
        assert!(message.len() < 300 && message.contains("9989 more"), "{message}");
    }
}
