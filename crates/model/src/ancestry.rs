//! Figures of an animal's ancestry. None says anything without how much of the pedigree is known, so they come together.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Inbreeding of one animal, and what it rests on. Ancestors that the reader may not see count as unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ancestry {
    /// F = f(sire, dam), 0 to 1 (Wright 1922, Malécot 1948); `None` where a parent is unknown. Several candidates: the mean by their chances.
    pub inbreeding: Option<f64>,
    /// Generations to the furthest known ancestor.
    pub generations: u32,
    /// Equivalent complete generations: Σ (1/2)^g over known ancestors, g generations up (Maignel, Boichard & Verrier 1996).
    pub equivalent: f64,
    /// Known places of generations 1 to g, of 2^(g+1) − 2, for g = 1 to 5.
    pub completeness: Vec<f64>,
    /// Different known ancestors.
    pub ancestors: u32,
    /// Different ancestors over known places in five generations, 0 to 1; `None` where none is known. 1: nobody stands twice.
    pub distinct_share: Option<f64>,
    /// Somewhere several candidates are on record, and the likeliest was followed.
    pub uncertain: bool,
    /// There are more ancestors than are read; the figures are of those that were.
    pub cut: bool,
}

impl Ancestry {
    /// Generations of [`Self::completeness`].
    pub const GENERATIONS: u32 = 5;
    /// So many ancestors are read.
    pub const MOST: u32 = 20_000;

    /// Of the parents and grandparents … of five generations, the part that is known.
    #[must_use]
    pub fn complete(&self) -> f64 {
        self.completeness.last().copied().unwrap_or(0.0)
    }

    /// The inbreeding in words: "6.25%"; "0%" only says that no ancestor in what is known is shared.
    #[must_use]
    pub fn inbreeding_words(&self) -> String {
        match self.inbreeding {
            None => "Unknown: a parent isn’t recorded".to_owned(),
            Some(f) if f <= 0.0 => "0% in what is known".to_owned(),
            Some(f) => fine_percent(f),
        }
    }
}

/// A coefficient to the hundredth of a per cent: "6.25%", "25%", "0%"; "under 0.01%" for what is not quite nothing.
#[must_use]
pub fn fine_percent(part: f64) -> String {
    if part <= 0.0 {
        return "0%".to_owned();
    }
    let percent = format!("{:.2}", part * 100.0);
    let percent = percent.trim_end_matches('0').trim_end_matches('.');
    if percent == "0" { "under 0.01%".to_owned() } else { format!("{percent}%") }
}

/// An inbreeding coefficient F: 0 to 1, and always a number.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Coefficient(f64);

/// It is never "not a number".
impl Eq for Coefficient {}

impl Coefficient {
    /// `None` for what is no coefficient.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }

    /// From per cent as people type them: `6.25`, `6,25`, `12.5 %`.
    #[must_use]
    pub fn from_percent(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
        Self::new(text.parse::<f64>().ok()? / 100.0)
    }

    /// As [`Self::from_percent`] reads it, without the sign: `6.25`.
    #[must_use]
    pub fn to_percent(self) -> String {
        let text = format!("{:.10}", self.0 * 100.0);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// As a fraction.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }
}

/// What isn't between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a coefficient is between 0 and 1")]
pub struct NoCoefficient;

impl TryFrom<f64> for Coefficient {
    type Error = NoCoefficient;

    fn try_from(value: f64) -> Result<Self, NoCoefficient> {
        Self::new(value).ok_or(NoCoefficient)
    }
}

impl From<Coefficient> for f64 {
    fn from(coefficient: Coefficient) -> Self {
        coefficient.0
    }
}

/// The stored inbreeding of an animal, as its own vivarium sees its ancestors: brought up to date by a job some seconds after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredInbreeding {
    /// F = f(sire, dam), 0 to 1 (Wright 1922, Malécot 1948); `null` where a parent is unknown.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<f64>))]
    pub coefficient: Option<Coefficient>,
    /// Of the parents and grandparents … of five generations, the part that is known, 0 to 1.
    #[cfg_attr(feature = "openapi", schema(value_type = f64))]
    pub completeness: Coefficient,
    /// Generations to the furthest known ancestor.
    pub generations: u32,
    /// Since when the figures are these.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub computed_at: Timestamp,
}

impl StoredInbreeding {
    /// The short of an ancestry, for a row.
    #[must_use]
    pub fn of(ancestry: &Ancestry, computed_at: Timestamp) -> Self {
        Self {
            coefficient: ancestry.inbreeding.and_then(Coefficient::new),
            completeness: Coefficient::new(ancestry.complete()).unwrap_or(Coefficient(0.0)),
            generations: ancestry.generations,
            computed_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coefficient_is_read_as_people_type_it() {
        let read = |text| Coefficient::from_percent(text).map(Coefficient::value);
        assert_eq!(read("6.25"), Some(0.0625));
        assert_eq!(read(" 6,25 % "), Some(0.0625));
        assert_eq!((read("0"), read("100")), (Some(0.0), Some(1.0)));
        for text in ["0", "6.25", "7", "33.3", "100"] {
            let read = Coefficient::from_percent(text).unwrap();
            assert_eq!((read.to_percent().as_str(), Coefficient::from_percent(&read.to_percent())), (text, Some(read)));
        }
        for text in ["", "%", "-1", "101", "NaN", "inf", "six"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_coefficient_is_not_read_from_json() {
        assert_eq!(serde_json::from_str::<Coefficient>("0.125").ok(), Coefficient::new(0.125));
        assert!(serde_json::from_str::<Coefficient>("1.5").is_err());
    }
}
