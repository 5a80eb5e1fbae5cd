//! Words for an animal's status, spread over the three axes. A sale state never publishes anything.

use repti_model::animal::{AnimalRole, Custody, LifeStatus};

use super::{Read, ValueError, is_absent, shown};
use repti_model::exchange::IssueCode;

/// What a status word says about each axis; `None` where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Axes {
    /// Alive or dead.
    pub life: Option<LifeStatus>,
    /// In whose hands.
    pub custody: Option<Custody>,
    /// What for.
    pub role: Option<AnimalRole>,
}

impl Axes {
    /// Fills what is still open from another statement.
    pub fn or(&mut self, other: Self) {
        self.life = self.life.or(other.life);
        self.custody = self.custody.or(other.custody);
        self.role = self.role.or(other.role);
    }
}

/// Reads a status, whichever program wrote it.
pub fn status(cell: &str) -> Read<Axes> {
    if is_absent(cell) {
        return Ok(None);
    }
    let word: String = cell.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    let custody = |custody| Axes { life: None, custody: Some(custody), role: None };
    let role = |role| Axes { life: None, custody: None, role: Some(role) };
    let axes = match word.as_str() {
        "active" | "alive" | "living" | "owned" | "current" | "in collection" | "here" | "held" | "keeping"
        | "available" | "for sale" | "not for sale" | "nfs" | "on hold" | "hold" | "reserved" | "pending"
        | "listed" => Axes { life: Some(LifeStatus::Alive), custody: Some(Custody::Held), role: None },
        "sold" | "transferred" | "transferred out" | "transferred away" | "rehomed" | "traded" | "gone"
        | "given away" | "shipped" => custody(Custody::TransferredOut),
        "deceased" | "dead" | "died" | "passed" | "euthanized" | "euthanised" => {
            Axes { life: Some(LifeStatus::Deceased), ..Axes::default() }
        }
        "loaned out" | "on loan" | "loan" | "loaned" | "breeding loan" => custody(Custody::LoanedOut),
        "loaned in" | "on loan here" | "borrowed" => custody(Custody::LoanedIn),
        "external" | "another breeder s" | "ancestor" | "not owned" => custody(Custody::External),
        "holdback" | "hold back" | "held back" | "keeper" => role(AnimalRole::Holdback),
        "breeder" | "breeding" | "proven breeder" => role(AnimalRole::Breeder),
        "retired" => role(AnimalRole::Retired),
        "pet" | "pet only" => role(AnimalRole::Pet),
        "undecided" | "growing" | "grow out" | "grow up" => role(AnimalRole::Undecided),
        _ => {
            return Err(ValueError::new(
                IssueCode::WordUnknown,
                format!(
                    "{} is not a status known here; it is kept with the raw row. Set the status on the animal's page.",
                    shown(cell)
                ),
            ));
        }
    };
    Ok(Some(axes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_programs_fall_on_the_three_axes() {
        assert_eq!(status("Sold").unwrap().unwrap().custody, Some(Custody::TransferredOut));
        assert_eq!(status("deceased").unwrap().unwrap().life, Some(LifeStatus::Deceased));
        assert_eq!(status("Not For Sale").unwrap().unwrap().custody, Some(Custody::Held));
        assert_eq!(status("hold-back").unwrap().unwrap().role, Some(AnimalRole::Holdback));
        assert_eq!(status(""), Ok(None));
        assert_eq!(status("sleeping").unwrap_err().code, IssueCode::WordUnknown);
    }

    #[test]
    fn our_own_words_and_labels_are_read() {
        for custody in Custody::ALL {
            assert_eq!(status(custody.as_str()).unwrap().unwrap().custody, Some(*custody));
            assert_eq!(status(custody.label()).unwrap().unwrap().custody, Some(*custody));
        }
        for role in AnimalRole::ALL {
            assert_eq!(status(role.as_str()).unwrap().unwrap().role, Some(*role));
        }
        for life in LifeStatus::ALL {
            assert_eq!(status(life.as_str()).unwrap().unwrap().life, Some(*life));
        }
    }
}
