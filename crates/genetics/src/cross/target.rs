//! How likely a wish is: a class or genotype at some loci, whatever the others be.

use super::{
    Sex,
    error::CrossError,
    factor::Stratum,
    outcome::{Outcome, viable},
};
use crate::{
    catalogue::Condition,
    genotype::{AlleleId, Number, Pair},
};

/// What is wanted at one locus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// The class of this name: "super pastel".
    Class(String),
    /// The class of this number ([`Outcome::label`]).
    Number(u16),
    /// Any class but this: "pastel any" is not "normal".
    NotClass(String),
    /// Exactly these alleles, whatever their phase.
    Pair(Pair),
    /// At least so many copies of an allele.
    Copies(AlleleId, u8),
    /// What a rule of the catalogue asks of the locus; its id in the condition isn't looked at.
    Meets(Condition),
}

/// A wish: everything it names must hold; loci by their places in the pairing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    pub sex: Option<Sex>,
    pub wants: Vec<(usize, Want)>,
}

/// A probability of an egg, and of a young that lives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Odds<N> {
    pub p_egg: N,
    /// `None` where nothing lives.
    pub p_survivor: Option<N>,
}

impl<N: Number> Outcome<'_, N> {
    /// The probability of a wish: a product of sums, one a factor.
    ///
    /// # Errors
    /// [`CrossError::UnknownLocus`] for a place that isn't the pairing's. A class that can't arise has probability zero.
    pub fn probability(&self, target: &Target) -> Result<Odds<N>, CrossError> {
        self.check(target)?;
        let (mut p_egg, mut alive) = (N::ZERO, N::ZERO);
        for stratum in &self.strata {
            let (egg, living) = self.hits(stratum, target);
            (p_egg, alive) = (p_egg + egg, alive + living);
        }
        let viable = self.strata.iter().fold(N::ZERO, |sum, stratum| sum + viable(stratum));
        Ok(Odds { p_egg, p_survivor: (!viable.is_zero()).then(|| alive / viable) })
    }

    /// Whether all that is wanted is of loci of the pairing.
    pub(super) fn check(&self, target: &Target) -> Result<(), CrossError> {
        match target.wants.iter().find(|want| want.0 >= self.tables.len()) {
            Some(want) => Err(CrossError::UnknownLocus { locus: format!("locus {}", want.0) }),
            None => Ok(()),
        }
    }

    /// Probability of the stratum and the wish, and of living beside. A sex that the pairing doesn't tell apart is half of all young.
    pub(super) fn hits(&self, stratum: &Stratum<N>, target: &Target) -> (N, N) {
        let weight = match (stratum.sex, target.sex) {
            (Some(own), Some(wanted)) if own != wanted => N::ZERO,
            (None, Some(_)) => stratum.weight.half(),
            _ => stratum.weight,
        };
        let (mut egg, mut living) = (weight, weight);
        for factor in &stratum.factors {
            let wants: Vec<(usize, usize, &Want)> = target
                .wants
                .iter()
                .filter_map(|(at, want)| Some((factor.loci.iter().position(|own| own == at)?, *at, want)))
                .collect();
            let (mut all, mut alive) = (N::ZERO, N::ZERO);
            for (pairs, p, dies) in &factor.children {
                if wants
                    .iter()
                    .all(|&(within, at, want)| pairs.get(within).is_some_and(|&pair| self.fits(at, pair, want)))
                {
                    all = all + *p;
                    alive = if *dies { alive } else { alive + *p };
                }
            }
            (egg, living) = (egg * all, living * alive);
        }
        (egg, living)
    }

    fn fits(&self, locus: usize, pair: Pair, want: &Want) -> bool {
        let label = || {
            self.tables
                .get(locus)
                .map_or("", |table| table.labels.get(usize::from(table.class(pair))).map_or("", String::as_str))
        };
        match want {
            Want::Class(wanted) => label() == wanted,
            Want::Number(wanted) => self.tables.get(locus).is_some_and(|table| table.class(pair) == *wanted),
            Want::NotClass(unwanted) => label() != unwanted,
            Want::Pair(wanted) => pair.unphased() == wanted.unphased(),
            Want::Copies(allele, least) => pair.copies(*allele) >= *least,
            Want::Meets(condition) => condition.holds(pair),
        }
    }
}
