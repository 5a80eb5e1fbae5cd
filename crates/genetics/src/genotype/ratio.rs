//! A fraction of two `u128`, always in lowest terms, never negative. Every operation is checked: `None` is an overflow.

use super::number::NumberError;
use core::{cmp::Ordering, fmt, str::FromStr};

/// An exact, non-negative fraction in lowest terms.
///
/// Numbers of 128 bits ask for places that are multiples of sixteen bytes. In WebAssembly the allocator finds those by asking for more and giving back what is
/// left over, each time; of eight bytes it has all places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(Rust, packed(8))]
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
        self.summed(other, u128::checked_add)
    }

    /// Difference; `None` too where it would be negative.
    #[must_use]
    pub fn sub(self, other: Self) -> Option<Self> {
        self.summed(other, u128::checked_sub)
    }

    /// Product; common factors are taken out first, so that it overflows only where the answer does, and is in lowest terms as both are.
    #[must_use]
    pub fn mul(self, other: Self) -> Option<Self> {
        let (a, b) = (gcd(self.num, other.den), gcd(other.num, self.den));
        let num = times(over(self.num, a), over(other.num, b))?;
        Some(Self { num, den: times(over(self.den, b), over(other.den, a))? })
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
        match small(self.num, self.den) {
            Some((num, den)) => num as f64 / den as f64,
            None => self.num as f64 / self.den as f64,
        }
    }

    /// Of the common denominator's factors only those that both denominators have can be in the sum, too (Knuth, The Art of Computer Programming 4.5.1).
    fn summed(self, other: Self, sum: fn(u128, u128) -> Option<u128>) -> Option<Self> {
        let by = gcd(self.den, other.den);
        let (mine, theirs) = (over(other.den, by), over(self.den, by));
        let num = sum(times(self.num, mine)?, times(other.num, theirs)?)?;
        let common = gcd(num, by);
        Some(Self { num: over(num, common), den: times(theirs, over(other.den, common))? })
    }
}

/// Both, where both are numbers of 64 bits: they are the rule, and what is done with them is several times quicker, most of all in WebAssembly, where
/// each step with 128 bits is a call.
fn small(a: u128, b: u128) -> Option<(u64, u64)> {
    u64::try_from(a).ok().zip(u64::try_from(b).ok())
}

fn times(a: u128, b: u128) -> Option<u128> {
    match small(a, b) {
        Some((a, b)) => Some(u128::from(a) * u128::from(b)),
        None => a.checked_mul(b),
    }
}

/// A quotient without a remainder; `by` 0 leaves the number as it is.
fn over(number: u128, by: u128) -> u128 {
    match small(number, by) {
        _ if by <= 1 => number,
        Some((number, by)) => (number / by).into(),
        None => number / by,
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let Some((mut a, mut b)) = small(a, b) {
            while b != 0 {
                (a, b) = (b, a % b);
            }
            return a.into();
        }
        (a, b) = (b, a % b);
    }
    a
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.den == other.den {
            let (one, two) = (self.num, other.num);
            return one.cmp(&two);
        }
        let over_common = |by: u128| times(self.num, over(other.den, by)).zip(times(other.num, over(self.den, by)));
        match over_common(1).or_else(|| over_common(gcd(self.den, other.den))) {
            Some((left, right)) => left.cmp(&right),
            None => self.to_f64().total_cmp(&other.to_f64()),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A whole number in writing, by the routine for 64 bits: the one for 128 would be compiled beside it.
#[must_use]
pub(crate) fn whole(number: u128) -> String {
    const HALF: u128 = 10_000_000_000_000_000_000;
    match u64::try_from(number) {
        Ok(number) => number.to_string(),
        Err(_) => format!("{}{:019}", whole(number / HALF), (number % HALF) as u64),
    }
}

#[cfg(test)]
#[test]
fn whole_numbers_are_written_as_the_standard_library_writes_them() {
    for number in [0, 7, u64::MAX.into(), u128::from(u64::MAX) + 1, 10_u128.pow(19), 10_u128.pow(38), u128::MAX] {
        assert_eq!(whole(number), number.to_string());
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&whole(self.num))?;
        if self.den == 1 { Ok(()) } else { write!(out, "/{}", whole(self.den)) }
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
