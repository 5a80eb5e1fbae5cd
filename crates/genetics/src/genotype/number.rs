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
