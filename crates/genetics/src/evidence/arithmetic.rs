//! The arithmetic that the evidence engine is generic over.
//!
//! One algorithm runs in floating point for speed, in exact fractions for proofs, in [`Wide`](super::Wide) numbers where a
//! probability is smaller than floating point can hold, and in plain truth values where only "possible or not" matters.

use crate::genotype::Ratio;
use std::fmt::Debug;

/// Below this a product of floating point numbers has lost, or is about to lose, digits: the caller changes to a wider type.
const TINY: f64 = 1e-290;

/// A number that is never negative: a probability, or a product and sum of such.
///
/// Operations answer `None` when the result is outside what the type can hold, or is a division by zero; they never wrap or round
/// to zero.
pub trait Arithmetic: Clone + PartialEq + Debug {
    fn zero() -> Self;
    fn one() -> Self;
    /// `above / below`; `None` for `below` = 0.
    fn fraction(above: u32, below: u32) -> Option<Self>;
    fn plus(&self, other: &Self) -> Option<Self>;
    fn times(&self, other: &Self) -> Option<Self>;
    /// `self / other`; `None` for `other` = 0.
    fn over(&self, other: &Self) -> Option<Self>;
    /// `1 - self`; `None` above 1.
    fn complement(&self) -> Option<Self>;
    fn is_zero(&self) -> bool;
    /// The nearest floating point number.
    fn approximate(&self) -> f64;

    /// A number that was estimated in floating point; `None` when this type is for exact figures only.
    fn estimate(value: f64) -> Option<Self> {
        let _ = value;
        None
    }

    /// P(at least one of `eggs` independent events of this probability) = 1 - (1 - p)^n.
    fn at_least_one(&self, eggs: u64) -> Option<Self> {
        self.complement()?.power(eggs)?.complement()
    }

    /// The natural logarithm, minus infinity for zero.
    fn logarithm(&self) -> f64 {
        self.approximate().ln()
    }

    /// `self` to the `exponent`-th; 1 for the exponent 0, of zero as well.
    fn power(&self, exponent: u64) -> Option<Self> {
        let (mut result, mut square, mut left) = (Self::one(), self.clone(), exponent);
        while left > 0 {
            if left & 1 == 1 {
                result = result.times(&square)?;
            }
            left >>= 1;
            if left > 0 {
                square = square.times(&square)?;
            }
        }
        Some(result)
    }
}

impl Arithmetic for f64 {
    fn zero() -> Self {
        0.0
    }

    fn one() -> Self {
        1.0
    }

    fn fraction(above: u32, below: u32) -> Option<Self> {
        (below > 0).then(|| f64::from(above) / f64::from(below))
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        finite(self + other)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        let product = self * other;
        // NaN and infinity fail the first comparison as well.
        if (TINY..f64::INFINITY).contains(&product) || *self == 0.0 || *other == 0.0 { Some(product) } else { None }
    }

    fn over(&self, other: &Self) -> Option<Self> {
        let quotient = self / other;
        if (TINY..f64::INFINITY).contains(&quotient) || (*self == 0.0 && *other > 0.0) { Some(quotient) } else { None }
    }

    fn complement(&self) -> Option<Self> {
        let rest = 1.0 - self;
        // What rounding took over one is one.
        if rest >= 0.0 { Some(rest) } else { (rest > -1e-9).then_some(0.0) }
    }

    fn is_zero(&self) -> bool {
        *self == 0.0
    }

    fn approximate(&self) -> f64 {
        *self
    }

    fn estimate(value: f64) -> Option<Self> {
        finite(value)
    }

    fn at_least_one(&self, eggs: u64) -> Option<Self> {
        Some(super::proving::at_least_one(*self, eggs))
    }
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

impl Arithmetic for Ratio {
    fn zero() -> Self {
        Self::ZERO
    }

    fn one() -> Self {
        Self::ONE
    }

    fn fraction(above: u32, below: u32) -> Option<Self> {
        Self::new(above.into(), below.into())
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        (*self).add(*other)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        (*self).mul(*other)
    }

    fn over(&self, other: &Self) -> Option<Self> {
        (*self).div(*other)
    }

    fn complement(&self) -> Option<Self> {
        Self::ONE.sub(*self)
    }

    fn is_zero(&self) -> bool {
        self.num() == 0
    }

    fn approximate(&self) -> f64 {
        self.to_f64()
    }
}

/// Floating point that rounds what is too small to zero: for drawing, where tables are scaled and only proportions matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rough(pub(super) f64);

impl Arithmetic for Rough {
    fn zero() -> Self {
        Self(0.0)
    }

    fn one() -> Self {
        Self(1.0)
    }

    fn fraction(above: u32, below: u32) -> Option<Self> {
        f64::fraction(above, below).map(Self)
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self(self.0 + other.0))
    }

    fn times(&self, other: &Self) -> Option<Self> {
        Some(Self(self.0 * other.0))
    }

    fn over(&self, other: &Self) -> Option<Self> {
        finite(self.0 / other.0).map(Self)
    }

    fn complement(&self) -> Option<Self> {
        self.0.complement().map(Self)
    }

    fn is_zero(&self) -> bool {
        self.0 == 0.0
    }

    fn approximate(&self) -> f64 {
        self.0
    }
}

/// Whether something is possible at all: sums are "or", products are "and". Exact, and never out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Possible(pub(super) bool);

impl Arithmetic for Possible {
    fn zero() -> Self {
        Self(false)
    }

    fn one() -> Self {
        Self(true)
    }

    fn fraction(above: u32, below: u32) -> Option<Self> {
        (below > 0).then_some(Self(above > 0))
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self(self.0 || other.0))
    }

    fn times(&self, other: &Self) -> Option<Self> {
        Some(Self(self.0 && other.0))
    }

    fn over(&self, other: &Self) -> Option<Self> {
        other.0.then_some(*self)
    }

    fn complement(&self) -> Option<Self> {
        // A truth value can't say that the rest is nothing. Models are turned into it after their complements are taken.
        Some(Self(true))
    }

    fn is_zero(&self) -> bool {
        !self.0
    }

    fn approximate(&self) -> f64 {
        f64::from(u8::from(self.0))
    }

    fn power(&self, exponent: u64) -> Option<Self> {
        Some(Self(self.0 || exponent == 0))
    }
}
