//! What is answered.

use super::Arithmetic;
use crate::genotype::Pair;
use serde::Serialize;

/// How a figure was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "method")]
pub enum Method {
    /// By summing over everything possible.
    Exact,
    /// By drawing genotypes that fit the evidence, because the exact sum was too wide. `standard_error` is the largest of the figure's
    /// probabilities, from the spread between batches of draws.
    Sampled { seed: u64, draws: u64, standard_error: f64 },
}

/// The genotype of an animal: every one that it could have at the locus, with its probability given the evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Posterior<N> {
    pub animal: usize,
    pub chances: Vec<(Pair, N)>,
    pub method: Method,
}

/// The genotypes of two animals together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairPosterior<N> {
    pub animals: (usize, usize),
    pub chances: Vec<((Pair, Pair), N)>,
    pub method: Method,
}

/// The candidates of a paternity, in their order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PaternityPosterior<N> {
    pub paternity: usize,
    pub chances: Vec<N>,
    pub method: Method,
}

/// The answer to a [`Query`](super::Query), in its order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer<N> {
    pub animals: Vec<Posterior<N>>,
    pub pairs: Vec<PairPosterior<N>>,
    pub paternities: Vec<PaternityPosterior<N>>,
    /// P(evidence); none when a part of the pedigree was too wide to be summed.
    pub likelihood: Option<N>,
    /// Its natural logarithm, also where the likelihood itself is too small a number.
    pub log_likelihood: Option<f64>,
}

impl<N: Arithmetic> Posterior<N> {
    /// The probability of the genotypes that satisfy a condition.
    #[must_use]
    pub fn chance(&self, condition: impl Fn(Pair) -> bool) -> f64 {
        self.chances.iter().filter(|(genotype, _)| condition(*genotype)).map(|(_, chance)| chance.approximate()).sum()
    }
}

impl<N: Arithmetic> PairPosterior<N> {
    /// P(at least one of `eggs` young is such), where `per_egg` is the probability for one egg of certain parents. Eggs of a clutch depend
    /// on each other through what their parents are: sum over the parents of P(parents) (1 - (1 - v)^n), never 1 - (1 - mean v)^n.
    #[must_use]
    pub fn at_least_one(&self, eggs: u64, per_egg: impl Fn(Pair, Pair) -> f64) -> f64 {
        let of = |((sire, dam), chance): &((Pair, Pair), N)| {
            chance.approximate() * super::proving::at_least_one(per_egg(*sire, *dam), eggs)
        };
        self.chances.iter().map(of).sum()
    }
}

impl<N> Answer<N> {
    /// The same answer in other numbers. `None` when one can't be said in them.
    pub fn convert<M>(&self, into: impl Fn(&N) -> Option<M> + Copy) -> Option<Answer<M>> {
        let animal = |of: &Posterior<N>| {
            let chances = of.chances.iter().map(|(genotype, chance)| Some((*genotype, into(chance)?)));
            Some(Posterior { animal: of.animal, chances: chances.collect::<Option<_>>()?, method: of.method })
        };
        let pair = |of: &PairPosterior<N>| {
            let chances = of.chances.iter().map(|(genotypes, chance)| Some((*genotypes, into(chance)?)));
            Some(PairPosterior { animals: of.animals, chances: chances.collect::<Option<_>>()?, method: of.method })
        };
        let paternity = |of: &PaternityPosterior<N>| {
            let chances = of.chances.iter().map(into).collect::<Option<_>>()?;
            Some(PaternityPosterior { paternity: of.paternity, chances, method: of.method })
        };
        Some(Answer {
            animals: self.animals.iter().map(animal).collect::<Option<_>>()?,
            pairs: self.pairs.iter().map(pair).collect::<Option<_>>()?,
            paternities: self.paternities.iter().map(paternity).collect::<Option<_>>()?,
            likelihood: match &self.likelihood {
                Some(likelihood) => Some(into(likelihood)?),
                None => None,
            },
            log_likelihood: self.log_likelihood,
        })
    }
}
