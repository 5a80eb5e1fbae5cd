//! Measures, exact as stored.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A weight in grams with two decimals, kept in hundredths. In JSON a number such as `1250.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = f64))]
pub struct Grams(i64);

impl Grams {
    /// The heaviest weight that can be stored: 9,999,999.99 g.
    pub const MAX: Self = Self(999_999_999);

    /// From hundredths of a gram; `None` unless above zero and storable.
    #[must_use]
    pub const fn from_hundredths(hundredths: i64) -> Option<Self> {
        if hundredths > 0 && hundredths <= Self::MAX.0 { Some(Self(hundredths)) } else { None }
    }

    /// From grams, rounded to two decimals.
    #[must_use]
    pub fn from_grams(grams: f64) -> Option<Self> {
        let hundredths = (grams * 100.0).round();
        // The range makes the conversion exact; NaN fails both comparisons.
        if hundredths >= 1.0 && hundredths <= Self::MAX.0 as f64 {
            Self::from_hundredths(hundredths as i64)
        } else {
            None
        }
    }

    /// Hundredths of a gram.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for Grams {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}"),
            tenths if tenths % 10 == 0 => write!(f, "{whole}.{}", tenths / 10),
            _ => write!(f, "{whole}.{rest:02}"),
        }
    }
}

impl std::str::FromStr for Grams {
    type Err = WeightError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.trim().parse().ok().and_then(Self::from_grams).ok_or(WeightError)
    }
}

/// A weight that can't be read or stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write the weight in grams, above 0 and at most 9999999.99")]
pub struct WeightError;

impl Serialize for Grams {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl<'de> Deserialize<'de> for Grams {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_grams(f64::deserialize(deserializer)?).ok_or_else(|| D::Error::custom(WeightError))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_read_back_as_written() {
        for text in ["0.01", "7.5", "1250", "9999999.99"] {
            let weight: Grams = text.parse().unwrap();
            assert_eq!(weight.to_string(), text);
            assert_eq!(serde_json::from_value::<Grams>(serde_json::to_value(weight).unwrap()).unwrap(), weight);
        }
    }

    #[test]
    fn weights_that_cannot_be_are_refused() {
        for text in ["0", "-1", "NaN", "inf", "1e12", "", "heavy"] {
            assert_eq!(text.parse::<Grams>(), Err(WeightError), "{text}");
        }
    }
}
