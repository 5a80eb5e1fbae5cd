//! A belief about one locus, and about all loci of one animal.

use super::{
    chance::Chance,
    number::Number,
    pair::{LocusId, Pair},
};
use crate::arrange::Arrange as _;
use std::collections::BTreeMap;

/// Why a list of pairs and probabilities is no distribution.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DistError {
    #[error("no genotype is given")]
    Empty,
    #[error("a probability is negative or no number: {0}")]
    OutOfRange(f64),
    #[error("the probabilities sum to {0}, not to 1")]
    Sum(f64),
}

/// A distribution over the pairs of one locus, at most one entry a pair, in the order of the pairs; the probabilities sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Dist<N = Chance> {
    entries: Vec<(Pair, N)>,
}

impl<N: Number> Dist<N> {
    /// A pair that is certain.
    #[must_use]
    pub fn certain(pair: Pair) -> Self {
        Self { entries: vec![(pair, N::ONE)] }
    }

    /// `pair` with probability `p`, else `+/+`: "66% het".
    ///
    /// # Errors
    /// [`DistError::OutOfRange`] where `p` isn't within 0 and 1.
    pub fn possible(pair: Pair, p: N) -> Result<Self, DistError> {
        if (0.0..=1.0).contains(&p.to_f64()) {
            Self::new([(pair, p), (Pair::WILD, p.complement())])
        } else {
            Err(DistError::OutOfRange(p.to_f64()))
        }
    }

    /// From a list: equal pairs are added up, zeros left out, the sum checked to 1e-9 and then, where it isn't exactly 1, scaled to it.
    ///
    /// # Errors
    /// [`DistError`] names what is wrong.
    pub fn new(list: impl IntoIterator<Item = (Pair, N)>) -> Result<Self, DistError> {
        Self::of(list.into_iter().collect())
    }

    /// By itself, that it is compiled once for all kinds of lists.
    fn of(list: Vec<(Pair, N)>) -> Result<Self, DistError> {
        let (mut entries, mut sum) = (Vec::<(Pair, N)>::new(), N::ZERO);
        for (pair, p) in list {
            let float = p.to_f64();
            if !(float.is_finite() && float >= 0.0) {
                return Err(DistError::OutOfRange(float));
            }
            sum = sum + p;
            if p.is_zero() {
                continue;
            }
            match entries.iter_mut().find(|entry| entry.0 == pair) {
                Some(entry) => entry.1 = entry.1 + p,
                None => entries.push((pair, p)),
            }
        }
        if entries.is_empty() {
            return Err(DistError::Empty);
        }
        if (sum.to_f64() - 1.0).abs() > 1e-9 {
            return Err(DistError::Sum(sum.to_f64()));
        }
        if sum != N::ONE {
            entries.iter_mut().for_each(|entry| entry.1 = entry.1 / sum);
        }
        entries.arrange_by_key(|entry| entry.0);
        Ok(Self { entries })
    }

    /// The pairs with their probabilities, none of them zero.
    #[must_use]
    pub fn entries(&self) -> &[(Pair, N)] {
        &self.entries
    }

    /// Probability of the pairs that `wanted` accepts.
    pub fn probability(&self, wanted: impl Fn(Pair) -> bool) -> N {
        self.entries.iter().filter(|entry| wanted(entry.0)).fold(N::ZERO, |sum, entry| sum + entry.1)
    }

    /// The one pair, if it is certain.
    #[must_use]
    pub fn sure(&self) -> Option<Pair> {
        if let [(pair, _)] = self.entries.as_slice() { Some(*pair) } else { None }
    }

    /// The same in floats.
    #[must_use]
    pub fn to_f64(&self) -> Dist<f64> {
        Dist { entries: self.entries.iter().map(|&(pair, p)| (pair, p.to_f64())).collect() }
    }
}

/// What is believed of one animal: a distribution for each locus that isn't surely wild type. Loci are taken as independent; beliefs of relatives
/// are not, which is why evidence is kept in the pedigree and this is only its summary.
#[derive(Debug, Clone, PartialEq)]
pub struct Genotype<N = Chance> {
    pub loci: BTreeMap<LocusId, Dist<N>>,
}

impl<N: Number> Default for Genotype<N> {
    fn default() -> Self {
        Self { loci: BTreeMap::new() }
    }
}

impl<N: Number> Genotype<N> {
    /// The belief about a locus: `+/+` where nothing is recorded.
    #[must_use]
    pub fn at(&self, locus: LocusId) -> Dist<N> {
        self.loci.get(&locus).cloned().unwrap_or_else(|| Dist::certain(Pair::WILD))
    }

    /// The same in floats.
    #[must_use]
    pub fn to_f64(&self) -> Genotype<f64> {
        let mut floats = Genotype::default();
        // Not collected, for which a sort would be compiled: they are in order.
        floats.loci.extend(self.loci.iter().map(|(&locus, dist)| (locus, dist.to_f64())));
        floats
    }
}
