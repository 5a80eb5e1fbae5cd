//! A probability as a fraction, never as a rounded number.

use serde::{Deserialize, Serialize};

/// A probability above 0 and at most 1, in lowest terms. In JSON `{"numerator": 2, "denominator": 3}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Chance {
    numerator: i32,
    denominator: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    numerator: i32,
    denominator: i32,
}

impl TryFrom<Parts> for Chance {
    type Error = ChanceError;
    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        Self::new(parts.numerator, parts.denominator)
    }
}

/// A fraction that is no probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a chance is a fraction above 0 and at most 1, such as 1/2, with a denominator up to 1000000")]
pub struct ChanceError;

impl Default for Chance {
    fn default() -> Self {
        Self::CERTAIN
    }
}

impl Chance {
    /// One.
    pub const CERTAIN: Self = Self { numerator: 1, denominator: 1 };

    /// A fraction, reduced to lowest terms.
    ///
    /// # Errors
    /// Unless 0 < numerator ≤ denominator ≤ 1,000,000.
    pub const fn new(numerator: i32, denominator: i32) -> Result<Self, ChanceError> {
        if numerator < 1 || numerator > denominator || denominator > 1_000_000 {
            return Err(ChanceError);
        }
        let (mut a, mut b) = (denominator, numerator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Ok(Self { numerator: numerator / a, denominator: denominator / a })
    }

    /// The upper part of the fraction.
    #[must_use]
    pub const fn numerator(self) -> i32 {
        self.numerator
    }

    /// The lower part of the fraction.
    #[must_use]
    pub const fn denominator(self) -> i32 {
        self.denominator
    }

    /// Whether it is one.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        self.numerator == self.denominator
    }

    /// As a number between 0 and 1, for showing and ordering.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.numerator) / f64::from(self.denominator)
    }

    /// The per cent as the hobby writes them: cut off, and 100 or 0 only when exact.
    #[must_use]
    pub const fn percent(self) -> i32 {
        let percent = self.numerator as i64 * 100 / self.denominator as i64;
        if percent == 0 { 1 } else { percent as i32 }
    }

    /// Whether several chances together are at most one, exactly.
    #[must_use]
    pub fn fit_together(chances: impl IntoIterator<Item = Self>) -> bool {
        let (mut numerator, mut denominator) = (0_i128, 1_i128);
        for chance in chances {
            let (n, d) = (i128::from(chance.numerator), i128::from(chance.denominator));
            let common = gcd(denominator, d);
            // More candidates than a side may have could overflow; such a sum is no sum of ours.
            let Some(next) = denominator.checked_mul(d / common) else { return false };
            let Some(sum) = numerator.checked_mul(d / common).and_then(|a| a.checked_add(n * (denominator / common)))
            else {
                return false;
            };
            (numerator, denominator) = (sum, next);
            if numerator > denominator {
                return false;
            }
        }
        true
    }
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl std::fmt::Display for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl std::str::FromStr for Chance {
    type Err = ChanceError;
    /// Reads `1/2`, `1` and whole per cent such as `50%`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let number = |part: &str| part.trim().parse().map_err(|_| ChanceError);
        if let Some(percent) = text.strip_suffix('%') {
            return Self::new(number(percent)?, 100);
        }
        match text.split_once('/') {
            Some((numerator, denominator)) => Self::new(number(numerator)?, number(denominator)?),
            None => Self::new(number(text)?, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_kept_in_lowest_terms() {
        assert_eq!("50%".parse::<Chance>().map(|c| c.to_string()), Ok("1/2".to_owned()));
        assert_eq!(Chance::new(66, 100).map(|c| (c.to_string(), c.percent())), Ok(("33/50".to_owned(), 66)));
        for wrong in ["0", "3/2", "-1/2", "1/0", "1/10000000", "half", ""] {
            assert_eq!(wrong.parse::<Chance>(), Err(ChanceError), "{wrong}");
        }
    }

    #[test]
    fn thirds_add_up_to_one_exactly() {
        let third = Chance::new(1, 3).unwrap();
        assert!(Chance::fit_together([third; 3]));
        assert!(!Chance::fit_together([third, third, Chance::new(333_334, 1_000_000).unwrap()]));
        assert!(!Chance::fit_together([Chance::CERTAIN, Chance::new(1, 1_000_000).unwrap()]));
    }
}
