//! A fraction of two `u128`, always in lowest terms, never negative. Every operation is checked: `None` is an overflow.

use super::number::NumberError;
use core::{cmp::Ordering, fmt, str::FromStr};

/// An exact, non-negative fraction in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: u128,
    den: u128,
}

// Named as the operators are, but checked: the traits of the operators have no place for an overflow.
#[allow(clippy::should_implement_trait)]
impl Ratio {
    pub const ZERO: Self = Self { num: 0, den: 1 };
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num / den` in lowest terms, or `None` where `den` is zero.
    #[must_use]
    pub fn new(num: u128, den: u128) -> Option<Self> {
        let by = gcd(num, den);
        Some(Self { num: num.checked_div(by)?, den: den.checked_div(by)? }).filter(|ratio| ratio.den != 0)
    }

    #[must_use]
    pub const fn num(self) -> u128 {
        self.num
    }

    #[must_use]
    pub const fn den(self) -> u128 {
        self.den
    }

    /// Sum, over the least common denominator.
    #[must_use]
    pub fn add(self, other: Self) -> Option<Self> {
        let (left, right, den) = self.over_common(other)?;
        Self::new(left.checked_add(right)?, den)
    }

    /// Difference; `None` too where it would be negative.
    #[must_use]
    pub fn sub(self, other: Self) -> Option<Self> {
        let (left, right, den) = self.over_common(other)?;
        Self::new(left.checked_sub(right)?, den)
    }

    /// Product; common factors are taken out first, so that it overflows only where the answer does.
    #[must_use]
    pub fn mul(self, other: Self) -> Option<Self> {
        let (a, b) = (gcd(self.num, other.den).max(1), gcd(other.num, self.den).max(1));
        let num = (self.num / a).checked_mul(other.num / b)?;
        Self::new(num, (self.den / b).checked_mul(other.den / a)?)
    }

    /// Quotient; `None` too where `other` is zero.
    #[must_use]
    pub fn div(self, other: Self) -> Option<Self> {
        if other.num == 0 { None } else { self.mul(Self { num: other.den, den: other.num }) }
    }

    /// The nearest `f64` (both parts are rounded once).
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    fn over_common(self, other: Self) -> Option<(u128, u128, u128)> {
        let by = gcd(self.den, other.den).max(1);
        let (mine, theirs) = (other.den / by, self.den / by);
        Some((self.num.checked_mul(mine)?, other.num.checked_mul(theirs)?, self.den.checked_mul(mine)?))
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        // Small numbers are the rule, and a division of 64 bits is several times quicker.
        (a, b) = match (u64::try_from(a), u64::try_from(b)) {
            (Ok(x), Ok(y)) => (u128::from(y), u128::from(x % y)),
            _ => (b, a % b),
        };
    }
    a
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.over_common(*other) {
            Some((left, right, _)) => left.cmp(&right),
            None => self.to_f64().total_cmp(&other.to_f64()),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 { write!(out, "{}", self.num) } else { write!(out, "{}/{}", self.num, self.den) }
    }
}

impl FromStr for Ratio {
    type Err = NumberError;

    /// `2/3`, `1`, `0.25` (a decimal is taken as written: 0.1 is exactly one tenth).
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NumberError::Empty);
        }
        if text.starts_with('-') {
            return Err(NumberError::Negative(text.chars().take(40).collect()));
        }
        match text.split_once('/') {
            Some((num, den)) => {
                decimal(num.trim())?.div(decimal(den.trim())?).ok_or_else(|| NumberError::malformed(text))
            }
            None => decimal(text),
        }
    }
}

fn decimal(text: &str) -> Result<Ratio, NumberError> {
    let malformed = || NumberError::malformed(text);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if (whole.is_empty() && part.is_empty()) || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(malformed());
    }
    let part = part.trim_end_matches('0');
    let digits = format!("{whole}{part}");
    let num = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| malformed())? };
    let den = u32::try_from(part.len()).ok().and_then(|places| 10_u128.checked_pow(places)).ok_or_else(malformed)?;
    Ratio::new(num, den).ok_or_else(malformed)
}
