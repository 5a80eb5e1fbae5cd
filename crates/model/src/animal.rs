//! Words for an animal and its lineage. Each is stored by `as_str` and shown by `label`.

mod birth;

pub use birth::{BirthDate, BirthDateError};

use crate::text_enum::text_enum;

text_enum! {
    /// What is known of an animal's sex. Unknown is an answer, not a missing value.
    pub enum Sex {
        Unknown = ("unknown", "Unknown"),
        Male = ("male", "Male"),
        Female = ("female", "Female"),
    }
}

text_enum! {
    /// How sure the keeper is of the sex.
    pub enum SexConfidence {
        Certain = ("certain", "Certain"),
        Probable = ("probable", "Probable"),
        Guess = ("guess", "Guess"),
    }
}

text_enum! {
    /// How the sex was found out.
    pub enum SexMethod {
        Probed = ("probed", "Probed"),
        Popped = ("popped", "Popped"),
        Visual = ("visual", "Visual"),
        Pores = ("pores", "Pores"),
        Dna = ("dna", "DNA"),
        Incubation = ("incubation", "Incubation temperature"),
    }
}

text_enum! {
    /// How exactly a date is known.
    pub enum DatePrecision {
        Day = ("day", "Day"),
        Month = ("month", "Month"),
        Year = ("year", "Year"),
    }
}

text_enum! {
    /// Where an animal comes from.
    pub enum Origin {
        Unknown = ("unknown", "Unknown"),
        CaptiveBred = ("captive_bred", "Captive bred"),
        CaptiveHatched = ("captive_hatched", "Captive hatched"),
        WildCaught = ("wild_caught", "Wild caught"),
        LongTermCaptive = ("long_term_captive", "Long-term captive"),
        FarmRaised = ("farm_raised", "Farm raised"),
    }
}

text_enum! {
    /// First status axis: life.
    pub enum LifeStatus {
        Alive = ("alive", "Alive"),
        Deceased = ("deceased", "Deceased"),
    }
}

text_enum! {
    /// Second status axis: in whose hands the animal is.
    pub enum Custody {
        Held = ("held", "Here"),
        LoanedOut = ("loaned_out", "Loaned out"),
        LoanedIn = ("loaned_in", "On loan here"),
        TransferredOut = ("transferred_out", "Transferred away"),
        External = ("external", "Another breeder's"),
    }
}

text_enum! {
    /// Third status axis: what the breeder keeps it for.
    pub enum AnimalRole {
        Undecided = ("undecided", "Undecided"),
        Holdback = ("holdback", "Holdback"),
        Breeder = ("breeder", "Breeder"),
        Retired = ("retired", "Retired"),
        Pet = ("pet", "Pet"),
    }
}

text_enum! {
    /// Who may see an animal. Private by default.
    pub enum Visibility {
        Private = ("private", "Private"),
        LineageOnly = ("lineage_only", "Lineage only"),
        Public = ("public", "Public"),
    }
}

text_enum! {
    /// Which parent a link names.
    pub enum ParentSide {
        Sire = ("sire", "Sire"),
        Dam = ("dam", "Dam"),
    }
}

impl ParentSide {
    /// The sex that a parent on this side must have, unless its sex is unknown.
    #[must_use]
    pub const fn sex(self) -> Sex {
        match self {
            Self::Sire => Sex::Male,
            Self::Dam => Sex::Female,
        }
    }
}

text_enum! {
    /// How a parent link is known, from the weakest basis to the strongest.
    pub enum ParentBasis {
        Declared = ("declared", "Declared by the keeper"),
        BreedingRecord = ("breeding_record", "Breeding record"),
        ConfirmedByOtherBreeder = ("confirmed_by_other_breeder", "Confirmed by the other breeder"),
        Dna = ("dna", "DNA test"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_itself() {
        for origin in Origin::ALL {
            assert_eq!(origin.as_str().parse(), Ok(*origin));
            assert_eq!(serde_json::to_string(origin).ok(), Some(format!("\"{origin}\"")));
        }
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_right_ones() {
        let error = "hen".parse::<Sex>().unwrap_err();
        assert_eq!(error.expected, "unknown, male, female");
    }
}
