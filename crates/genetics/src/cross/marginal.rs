//! Shares of single loci, without listing rows.

use super::{
    Sex,
    factor::Stratum,
    outcome::{Outcome, viable},
};
use crate::{
    arrange::gathered,
    genotype::{Number, Pair},
};

/// A pair with its probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct PairShare<N> {
    pub pair: Pair,
    pub p_egg: N,
    pub p_survivor: N,
}

/// A class of one locus with its probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassShare<N> {
    pub label: String,
    pub p_egg: N,
    /// Among those that live; zero where nothing lives.
    pub p_survivor: N,
    pub pairs: Vec<PairShare<N>>,
}

/// One locus: its classes in alphabetical order.
#[derive(Debug, Clone, PartialEq)]
pub struct LocusShares<N> {
    pub key: String,
    pub classes: Vec<ClassShare<N>>,
}

/// All loci, each by itself, of young of one sex or of all.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares<N> {
    /// The sex among which the shares are taken; `None`: all young.
    pub sex: Option<Sex>,
    pub loci: Vec<LocusShares<N>>,
}

impl<N: Number> Outcome<'_, N> {
    /// The share of each class and pair at each locus, of all young (`None`) or among those of one sex. Costs a sum over the loci's pairs,
    /// however many rows there would be. Of a sex that the pairing doesn't tell apart, the same as of all.
    #[must_use]
    pub fn shares(&self, sex: Option<Sex>) -> Shares<N> {
        let strata: Vec<&Stratum<N>> =
            self.strata.iter().filter(|stratum| sex.is_none() || stratum.sex.is_none() || stratum.sex == sex).collect();
        let weight = strata.iter().fold(N::ZERO, |sum, stratum| sum + stratum.weight);
        let living = strata.iter().fold(N::ZERO, |sum, stratum| sum + viable(stratum));
        let loci = self.keys().enumerate().map(|(at, key)| {
            let mut parts = Vec::new();
            for stratum in &strata {
                add(stratum, at, &mut parts);
            }
            let sums = gathered(parts.into_iter(), |sum, (egg, alive): (N, N)| *sum = (sum.0 + egg, sum.1 + alive));
            let mut shares = LocusShares { key: key.to_owned(), classes: Vec::new() };
            let mut last = None;
            for ((class, pair), (egg, alive)) in sums {
                let p_egg = egg / weight;
                let p_survivor = if living.is_zero() { N::ZERO } else { alive / living };
                if last != Some(class) {
                    let label = self.label(at, class).to_owned();
                    shares.classes.push(ClassShare { label, p_egg: N::ZERO, p_survivor: N::ZERO, pairs: Vec::new() });
                    last = Some(class);
                }
                if let Some(share) = shares.classes.last_mut() {
                    share.p_egg = share.p_egg + p_egg;
                    share.p_survivor = share.p_survivor + p_survivor;
                    share.pairs.push(PairShare { pair, p_egg, p_survivor });
                }
            }
            shares
        });
        Shares { sex, loci: loci.collect() }
    }
}

/// Adds what one stratum has at a locus: of any egg, and of those that live (which the other factors must let it).
fn add<N: Number>(stratum: &Stratum<N>, locus: usize, parts: &mut Vec<((u16, Pair), (N, N))>) {
    let Some(own) = stratum.factors.iter().position(|factor| factor.loci.contains(&locus)) else { return };
    let others = stratum.factors.iter().enumerate().filter(|other| other.0 != own);
    let others = others.fold(stratum.weight, |product, other| product * other.1.alive);
    let Some(factor) = stratum.factors.get(own) else { return };
    let within = factor.loci.iter().position(|&at| at == locus).unwrap_or(0);
    for class in &factor.classes {
        let number = class.classes.get(within).copied().unwrap_or(0);
        for &(pair, alive, dead) in class.pairs.get(within).into_iter().flatten() {
            parts.push(((number, pair), (stratum.weight * (alive + dead), others * alive)));
        }
    }
}
