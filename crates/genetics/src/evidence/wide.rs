//! Floating point with an exponent that doesn't run out.

use super::Arithmetic;

/// `mantissa * 2^exponent`, the mantissa zero or in [1, 2): the precision of `f64` with a range of about 2^(±9e18).
///
/// The likelihood of a thousand hatchlings is smaller than the smallest `f64`, and what it says of their parents must not be lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wide {
    mantissa: f64,
    exponent: i64,
}

/// The bits of an `f64` that hold its exponent, and the exponent of 1.0 among them.
const EXPONENT_BITS: u64 = 0x7ff << 52;
const BIAS: i64 = 1023;

impl Wide {
    /// `None` for what isn't a finite number of at least zero.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (value >= 0.0 && value.is_finite()).then(|| Self::normal(value, 0)).flatten()
    }

    /// Brings a product or quotient of mantissas back into [1, 2).
    fn normal(value: f64, exponent: i64) -> Option<Self> {
        if value == 0.0 {
            return Some(Self { mantissa: 0.0, exponent: 0 });
        }
        let (value, exponent) = if value < f64::MIN_POSITIVE {
            (value * 2f64.powi(64), exponent.checked_sub(64)?)
        } else {
            (value, exponent)
        };
        let bits = value.to_bits();
        let own = i64::try_from((bits & EXPONENT_BITS) >> 52).ok()?;
        let mantissa = f64::from_bits((bits & !EXPONENT_BITS) | (1023 << 52));
        Some(Self { mantissa, exponent: exponent.checked_add(own - BIAS)? })
    }
}

impl Arithmetic for Wide {
    fn zero() -> Self {
        Self { mantissa: 0.0, exponent: 0 }
    }

    fn one() -> Self {
        Self { mantissa: 1.0, exponent: 0 }
    }

    fn fraction(above: u32, below: u32) -> Option<Self> {
        f64::fraction(above, below).and_then(Self::new)
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        let (large, small) = if self.is_zero() || (!other.is_zero() && other.exponent > self.exponent) {
            (other, self)
        } else {
            (self, other)
        };
        let apart = large.exponent.saturating_sub(small.exponent);
        if small.is_zero() || apart > 100 {
            return Some(*large);
        }
        let shifted = small.mantissa * 2f64.powi(-i32::try_from(apart).ok()?);
        Self::normal(large.mantissa + shifted, large.exponent)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        Self::normal(self.mantissa * other.mantissa, self.exponent.checked_add(other.exponent)?)
    }

    fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        Self::normal(self.mantissa / other.mantissa, self.exponent.checked_sub(other.exponent)?)
    }

    fn complement(&self) -> Option<Self> {
        self.approximate().complement().and_then(Self::new)
    }

    fn is_zero(&self) -> bool {
        self.mantissa == 0.0
    }

    fn approximate(&self) -> f64 {
        let half = self.exponent / 2;
        // In two steps: 2^-1074 is a number, though 2^1074 isn't. Beyond that the result is zero or infinite either way.
        let clamp = |exponent: i64| i32::try_from(exponent.clamp(-1100, 1100)).unwrap_or(0);
        self.mantissa * 2f64.powi(clamp(half)) * 2f64.powi(clamp(self.exponent - half))
    }

    fn estimate(value: f64) -> Option<Self> {
        Self::new(value)
    }

    fn at_least_one(&self, eggs: u64) -> Option<Self> {
        Self::new(super::proving::at_least_one(self.approximate(), eggs))
    }

    #[expect(clippy::cast_precision_loss, reason = "an exponent beyond 2^53 leaves no digit of the mantissa's to lose")]
    fn logarithm(&self) -> f64 {
        self.mantissa.ln() + self.exponent as f64 * std::f64::consts::LN_2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(value: f64) -> Wide {
        Wide::new(value).expect("a number")
    }

    #[test]
    fn it_agrees_with_floating_point_where_that_holds() {
        for (a, b) in [(0.3, 0.7), (1e-200, 3.0), (5e-324, 1.0), (0.0, 0.25), (1e300, 1e-10)] {
            assert_eq!(wide(a).plus(&wide(b)).map(|sum| sum.approximate()), Some(a + b), "{a} + {b}");
            assert_eq!(wide(a).times(&wide(b)).map(|product| product.approximate()), Some(a * b), "{a} * {b}");
            assert_eq!(wide(a).over(&wide(b)).map(|quotient| quotient.approximate()), Some(a / b), "{a} / {b}");
        }
    }

    #[test]
    fn half_to_the_hundred_thousandth_isnt_zero() {
        let small = wide(0.5).power(100_000).expect("in range");
        assert!(!small.is_zero() && small.approximate() == 0.0);
        assert_eq!(small.over(&small), Some(Wide::one()));
        assert!((small.logarithm() + 100_000.0 * std::f64::consts::LN_2).abs() < 1e-6);
        assert!(
            Wide::new(f64::NAN).is_none() && Wide::new(-1.0).is_none() && Wide::one().over(&Wide::zero()).is_none()
        );
    }
}
