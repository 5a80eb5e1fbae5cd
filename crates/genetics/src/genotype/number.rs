//! What a probability may be: a float where it must be quick, a fraction where it must be exact.

use core::ops::{Add, Div, Mul, Sub};
use core::{cmp::Ordering, fmt::Debug};

/// Why a text or a float is no probability.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("a number is missing")]
    Empty,
    #[error("“{0}” is negative")]
    Negative(String),
    #[error("“{0}” is no number (write 2/3, 0.25 or 1)")]
    Malformed(String),
}

impl NumberError {
    pub(super) fn malformed(text: &str) -> Self {
        Self::Malformed(text.chars().take(40).collect())
    }
}

/// A number that is not negative as its shortest decimal, the digits without a point and how many of them are behind it: 0.025 is (25, 3). `None` where
/// that takes more than fifteen of them.
#[must_use]
pub(crate) fn decimal(value: f64) -> Option<(u64, u32)> {
    let mut unit = 1.0;
    for places in 0..=15 {
        let digits = (value * unit).round_ties_even();
        // Both are whole numbers that a float has exactly, so that their quotient is what reading the decimal gives.
        if (0.0..1e15).contains(&digits) && digits / unit == value {
            return Some((digits as u64, places));
        }
        unit *= 10.0;
    }
    None
}

/// Four digits and a power of ten, `1.235e-5`: as `{:.3e}` writes it but for ties, and without the standard library's routines for floats, which are
/// eighteen kilobytes of WASM.
#[must_use]
pub(crate) fn scientific(value: f64) -> String {
    let (mut digits, mut power) = (value, 0_i32);
    while digits > 0.0 && digits < 1.0 {
        (digits, power) = (digits * 10.0, power - 1);
    }
    while (10.0..f64::INFINITY).contains(&digits) {
        (digits, power) = (digits / 10.0, power + 1);
    }
    let mut whole = (digits * 1000.0).round_ties_even() as u64;
    if whole == 10_000 {
        (whole, power) = (1000, power + 1);
    }
    format!("{}.{:03}e{power}", whole / 1000, whole % 1000)
}

/// A float for a message: as it was written where that is short.
#[must_use]
pub(crate) fn written(value: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "" };
    match decimal(value.abs()) {
        Some((digits, 0)) => format!("{sign}{digits}"),
        Some((digits, places)) => {
            let unit = 10_u64.pow(places);
            format!("{sign}{}.{:0width$}", digits / unit, digits % unit, width = places as usize)
        }
        None if value.is_finite() => format!("{sign}{}", scientific(value.abs())),
        None => "no number".to_owned(),
    }
}

/// Arithmetic of probabilities, the same code for [`f64`] and for [`super::Chance`]. No operation panics.
pub trait Number:
    Copy + Debug + PartialEq + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + 'static
{
    const ZERO: Self;
    const ONE: Self;

    /// `num / den`; `den` 0 counts as 1.
    fn fraction(num: u32, den: u32) -> Self;

    fn to_f64(self) -> f64;

    fn is_zero(self) -> bool;

    /// Total order by value.
    fn order(self, other: Self) -> Ordering;

    #[must_use]
    fn half(self) -> Self {
        self * Self::fraction(1, 2)
    }

    /// For comparing products whose factors were multiplied in different orders: a float loses its last 12 bits, a fraction stays.
    #[must_use]
    fn rounded(self) -> Self {
        self
    }

    /// 1 - self.
    #[must_use]
    fn complement(self) -> Self {
        Self::ONE - self
    }

    /// `self` to the power of `n`, by squaring.
    #[must_use]
    fn power(self, mut n: u32) -> Self {
        let (mut base, mut result) = (self, Self::ONE);
        while n > 0 {
            if n & 1 == 1 {
                result = result * base;
            }
            n >>= 1;
            if n > 0 {
                base = base * base;
            }
        }
        result
    }

    /// Probability that something of this probability happens at least once in `n` times that don't depend on each other.
    #[must_use]
    fn at_least_one(self, n: u32) -> Self {
        self.complement().power(n).complement()
    }
}

impl Number for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    fn fraction(num: u32, den: u32) -> Self {
        Self::from(num) / Self::from(den.max(1))
    }

    fn to_f64(self) -> f64 {
        self
    }

    fn is_zero(self) -> bool {
        self == 0.0
    }

    fn order(self, other: Self) -> Ordering {
        self.total_cmp(&other)
    }

    fn at_least_one(self, n: u32) -> Self {
        // A sum of products may be a hair above 1.
        crate::evidence::at_least_one(self.min(1.0), n.into())
    }

    fn rounded(self) -> Self {
        Self::from_bits(self.to_bits().saturating_add(1 << 11) & !0xfff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_are_those_that_were_written() {
        for (value, wanted) in
            [(0.0, "0"), (0.025, "0.025"), (0.5, "0.5"), (12.0, "12"), (-0.1, "-0.1"), (1.005, "1.005")]
        {
            assert_eq!(written(value), wanted);
        }
        assert_eq!([written(1.0 / 3.0), written(f64::NAN), written(-2e-20)], ["3.333e-1", "no number", "-2.000e-20"]);
        assert_eq!([scientific(0.0), scientific(0.99996), scientific(1.0)], ["0.000e0", "1.000e0", "1.000e0"]);
    }

    proptest! {
        #[test]
        fn floats_are_written_as_the_standard_library_writes_them(digits in 1.0_f64..10.0, power in -280_i32..1) {
            let value = digits * 10_f64.powi(power);
            prop_assert_eq!(scientific(value), format!("{value:.3e}"));
            if let Some((digits, places)) = decimal(value) {
                prop_assert_eq!(format!("{digits}e-{places}").parse::<f64>().unwrap(), value);
            }
        }

        #[test]
        fn short_decimals_are_found(digits in 0_u32..1_000_000, places in 0_i32..9) {
            let value: f64 = format!("{digits}e-{places}").parse().unwrap();
            prop_assert_eq!(written(value), value.to_string());
        }
    }
}
