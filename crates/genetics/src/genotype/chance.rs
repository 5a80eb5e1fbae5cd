//! A probability that is exact as long as its fraction fits.

use super::{
    number::{Number, NumberError, decimal},
    ratio::Ratio,
};
use core::{
    cmp::Ordering,
    fmt,
    ops::{Add, Div, Mul, Sub},
    str::FromStr,
};
use serde::{Serialize, Serializer};

/// A probability: a fraction, or, once a step has overflowed 128 bits or a float came in, a float. Prints as `2/3` or as the shortest decimal
/// that reads back to the same float.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Chance {
    Exact(Ratio),
    Float(f64),
}

impl Chance {
    /// From a float that is finite and not negative.
    ///
    /// # Errors
    /// [`NumberError`] for NaN, infinity and negative numbers.
    pub fn from_f64(value: f64) -> Result<Self, NumberError> {
        if value.is_nan() || value.is_infinite() {
            Err(NumberError::Malformed(value.to_string()))
        } else if value < 0.0 {
            Err(NumberError::Negative(value.to_string()))
        } else {
            Ok(match Self::of_decimal(value) {
                Self::Float(_) => value.to_string().parse().map_or(Self::Float(value), Self::Exact),
                exact => exact,
            })
        }
    }

    /// The shortest decimal is what was written: 0.1 becomes one tenth. A float that has none of fifteen places stays one.
    #[must_use]
    pub(crate) fn of_decimal(value: f64) -> Self {
        let ratio = decimal(value).and_then(|(digits, places)| Ratio::new(digits.into(), 10_u128.pow(places)));
        ratio.map_or(Self::Float(value), Self::Exact)
    }

    /// The fraction, where it is still exact.
    #[must_use]
    pub const fn ratio(self) -> Option<Ratio> {
        match self {
            Self::Exact(ratio) => Some(ratio),
            Self::Float(_) => None,
        }
    }

    fn join(self, other: Self, exact: fn(Ratio, Ratio) -> Option<Ratio>, float: fn(f64, f64) -> f64) -> Self {
        if let (Self::Exact(a), Self::Exact(b)) = (self, other)
            && let Some(ratio) = exact(a, b)
        {
            return Self::Exact(ratio);
        }
        Self::Float(float(self.to_f64(), other.to_f64()))
    }
}

impl Add for Chance {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.join(other, Ratio::add, |a, b| a + b)
    }
}

impl Sub for Chance {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.join(other, Ratio::sub, |a, b| a - b)
    }
}

impl Mul for Chance {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.join(other, Ratio::mul, |a, b| a * b)
    }
}

impl Div for Chance {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self.join(other, Ratio::div, |a, b| a / b)
    }
}

impl Number for Chance {
    const ZERO: Self = Self::Exact(Ratio::ZERO);
    const ONE: Self = Self::Exact(Ratio::ONE);

    fn fraction(num: u32, den: u32) -> Self {
        Ratio::new(num.into(), den.max(1).into()).map_or(Self::ZERO, Self::Exact)
    }

    fn to_f64(self) -> f64 {
        match self {
            Self::Exact(ratio) => ratio.to_f64(),
            Self::Float(value) => value,
        }
    }

    fn is_zero(self) -> bool {
        match self {
            Self::Exact(ratio) => ratio.num() == 0,
            Self::Float(value) => value == 0.0,
        }
    }

    fn rounded(self) -> Self {
        match self {
            Self::Exact(_) => self,
            Self::Float(value) => Self::Float(value.rounded()),
        }
    }

    fn order(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => a.cmp(&b),
            _ => self.to_f64().total_cmp(&other.to_f64()),
        }
    }
}

impl fmt::Display for Chance {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(ratio) => ratio.fmt(out),
            Self::Float(value) => value.fmt(out),
        }
    }
}

impl FromStr for Chance {
    type Err = NumberError;

    /// A fraction, a decimal (both exact), or a float as `1e-3`.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        match text.parse() {
            Ok(ratio) => Ok(Self::Exact(ratio)),
            Err(error @ NumberError::Malformed(_)) => match text.trim().parse::<f64>() {
                Ok(value) => Self::from_f64(value),
                Err(_) => Err(error),
            },
            Err(error) => Err(error),
        }
    }
}

impl Serialize for Chance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
