//! A kinship in the hobby's words.

use crate::text_enum::text_enum;

text_enum! {
    /// The relatives whose kinship, where nobody is inbred, comes nearest.
    pub enum Closeness {
        Unrelated = ("unrelated", "no known relation"),
        Distant = ("distant", "further than second cousins"),
        SecondCousins = ("second_cousins", "second cousins"),
        CousinsOnceRemoved = ("cousins_once_removed", "cousins once removed"),
        Cousins = ("cousins", "first cousins"),
        HalfSibs = ("half_sibs", "half sibs"),
        FullSibs = ("full_sibs", "full sibs"),
        Closer = ("closer", "closer than full sibs"),
    }
}

/// Beside this, two kinships are the same.
const EQUAL: f64 = 1e-9;

impl Closeness {
    /// Of a kinship f, 0 to 1. Second cousins have 1/64, half sibs 1/8, full sibs and parent and young 1/4; between two of them the nearer one by
    /// ratio counts.
    #[must_use]
    pub fn of(kinship: f64) -> Self {
        if kinship.is_nan() || kinship <= 0.0 {
            return Self::Unrelated;
        }
        if kinship > 0.25 + EQUAL {
            return Self::Closer;
        }
        match -kinship.log2() {
            ..2.5 => Self::FullSibs,
            2.5..3.5 => Self::HalfSibs,
            3.5..4.5 => Self::Cousins,
            4.5..5.5 => Self::CousinsOnceRemoved,
            5.5..6.5 => Self::SecondCousins,
            _ => Self::Distant,
        }
    }

    /// What these relatives' kinship is, where it is one figure.
    #[must_use]
    pub const fn kinship(self) -> Option<f64> {
        match self {
            Self::SecondCousins => Some(1.0 / 64.0),
            Self::CousinsOnceRemoved => Some(1.0 / 32.0),
            Self::Cousins => Some(1.0 / 16.0),
            Self::HalfSibs => Some(1.0 / 8.0),
            Self::FullSibs => Some(1.0 / 4.0),
            Self::Unrelated | Self::Distant | Self::Closer => None,
        }
    }

    /// "as close as half sibs", "about as close as half sibs", "no known relation".
    #[must_use]
    pub fn sentence(kinship: f64) -> String {
        let closeness = Self::of(kinship);
        match closeness.kinship() {
            None => closeness.label().to_owned(),
            Some(exact) if (exact - kinship).abs() < EQUAL => format!("as close as {}", closeness.label()),
            Some(_) => format!("about as close as {}", closeness.label()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kinship_is_like_that_of_relatives_everybody_knows() {
        let said = |kinship: f64| Closeness::sentence(kinship);
        assert_eq!(said(0.25), "as close as full sibs");
        assert_eq!(said(0.125), "as close as half sibs");
        assert_eq!(said(0.14), "about as close as half sibs");
        assert_eq!(said(0.0625), "as close as first cousins");
        assert_eq!(said(1.0 / 64.0), "as close as second cousins");
        assert_eq!(said(0.3), "closer than full sibs");
        assert_eq!(said(0.004), "further than second cousins");
        assert_eq!((said(0.0), said(f64::NAN)), ("no known relation".to_owned(), "no known relation".to_owned()));
        for closeness in Closeness::ALL {
            assert!(closeness.kinship().is_none_or(|kinship| Closeness::of(kinship) == *closeness));
        }
    }
}
