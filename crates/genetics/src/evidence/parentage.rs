//! Whose young are these? Candidates weighed by how well they explain what hatched.

use super::{
    Animal, Arithmetic, Evidence, EvidenceError, Limits, Locus, Method, Pair, Parent, Paternity, PaternityPosterior,
    Pedigree, Place, Query, Sex, Wide,
    check::{check, sums_to_one},
    conflict,
    locus::Gamete,
    solve::{Stop, Sum, solve},
};

/// A clutch of one dam whose sire is in question.
#[derive(Debug, Clone, PartialEq)]
pub struct Clutch<N> {
    pub locus: Locus<N>,
    /// The weight of each candidate, summing to one, and the probabilities of its genotypes.
    pub candidates: Vec<(N, Vec<(Pair, N)>)>,
    pub dam: Vec<(Pair, N)>,
    /// What was seen of each of the young.
    pub young: Vec<Evidence<N>>,
}

/// How many sires a clutch has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sires {
    /// All young have the same sire.
    One,
    /// Each of the young may have another: stored sperm, or several matings.
    EachItsOwn,
}

impl<N: Clone> Clutch<N> {
    /// The clutch as a pedigree: the candidates, then the dam, then the young; one paternity, or one for each of the young. More can be
    /// added to it.
    #[must_use]
    pub fn pedigree(&self, sires: Sires) -> Pedigree<N> {
        let mut pedigree = Pedigree::new(self.locus.clone());
        let mut candidates = Vec::new();
        for (weight, genotypes) in &self.candidates {
            let sire = Animal { sex: Some(Sex::Male), ..Animal::founder(genotypes.clone()) };
            candidates.push((Parent::Animal(pedigree.push(sire)), weight.clone()));
        }
        let dam = pedigree.push(Animal { sex: Some(Sex::Female), ..Animal::founder(self.dam.clone()) });
        for (index, seen) in self.young.iter().enumerate() {
            let paternity = if sires == Sires::One { 0 } else { index };
            let (sire, dam) = (Parent::OneOf(paternity), Parent::Animal(dam));
            pedigree.push(Animal { sire, dam, evidence: vec![seen.clone()], ..Animal::default() });
        }
        let paternities = if sires == Sires::One { 1 } else { self.young.len() };
        pedigree.paternities = vec![Paternity { candidates }; paternities];
        pedigree
    }
}

/// P(candidate | evidence) of one paternity of a pedigree, in floating point: P(candidate) P(evidence | candidate) over the sum of that.
/// Cheap for many candidates of one litter, where a [`Query`] grows with the genotypes of all of them together.
///
/// # Errors
///
/// As [`posterior_in`](super::posterior_in).
pub fn parentage(
    pedigree: &Pedigree<f64>,
    paternity: usize,
    limits: &Limits,
) -> Result<PaternityPosterior<f64>, EvidenceError> {
    match parentage_in(pedigree, paternity, limits) {
        Err(EvidenceError::OutOfRange) => {
            let wide = pedigree.convert(|number| Wide::new(*number)).ok_or(EvidenceError::OutOfRange)?;
            let found = parentage_in(&wide, paternity, limits)?;
            let chances = found.chances.iter().map(Arithmetic::approximate).collect();
            Ok(PaternityPosterior { paternity, chances, method: Method::Exact })
        }
        answer => answer,
    }
}

/// [`parentage`] in any arithmetic.
///
/// # Errors
///
/// As [`posterior_in`](super::posterior_in).
pub fn parentage_in<N: Arithmetic>(
    pedigree: &Pedigree<N>,
    paternity: usize,
    limits: &Limits,
) -> Result<PaternityPosterior<N>, EvidenceError> {
    check(pedigree, &Query { paternities: vec![paternity], ..Query::default() })?;
    let mut assumed = pedigree.clone();
    let mut weights = Vec::new();
    let candidates = pedigree.paternities.get(paternity).map_or(&[][..], |paternity| &paternity.candidates);
    for (candidate, weight) in candidates {
        if let Some(paternity) = assumed.paternities.get_mut(paternity) {
            paternity.candidates = vec![(*candidate, N::one())];
        }
        let likelihood = match solve(&assumed, &Query::default(), limits, &|_| true, Sum::Whole, false) {
            Ok(answer) => answer.likelihood.ok_or(EvidenceError::TooLarge {
                what: "entangled genotypes and gametes",
                size: pedigree.animals.len(),
                limit: limits.table,
            })?,
            Err(Stop::Zero) => N::zero(),
            Err(Stop::Range) => return Err(EvidenceError::OutOfRange),
            Err(Stop::Error(error)) => return Err(error),
        };
        weights.push(weight.times(&likelihood).ok_or(EvidenceError::OutOfRange)?);
    }
    let total = weights.iter().try_fold(N::zero(), |sum, weight| sum.plus(weight)).ok_or(EvidenceError::OutOfRange)?;
    if total.is_zero() {
        return Err(conflict::find(pedigree, limits));
    }
    let chances = weights.iter().map(|weight| weight.over(&total)).collect::<Option<_>>();
    Ok(PaternityPosterior { paternity, chances: chances.ok_or(EvidenceError::OutOfRange)?, method: Method::Exact })
}

/// The paternity index of one locus: P(young | dam, sire) / P(young | dam, a random sire), of certain genotypes (Essen-Möller 1938). Zero
/// when the sire is excluded, and without a dam she is a random one; there is no allowance for mutation or error. Loci that aren't linked
/// multiply.
///
/// # Errors
///
/// Genotypes that can't be at the locus, frequencies that aren't, and [`EvidenceError::Impossible`] when no sire gives these young with
/// this dam.
pub fn paternity_index<N: Arithmetic>(
    locus: &Locus<N>,
    young: (Pair, Option<Sex>),
    dam: Option<Pair>,
    sire: Pair,
    frequency: &[N],
) -> Result<N, EvidenceError> {
    sums_to_one(frequency.iter(), Place::Frequency)?;
    if frequency.len() != usize::from(locus.alleles) {
        return Err(EvidenceError::Sum { place: Place::Frequency });
    }
    let all = [(0, Some(young.0), young.1), (1, dam, Some(Sex::Female)), (2, Some(sire), Some(Sex::Male))];
    for (of, genotype, sex) in all.into_iter().filter_map(|(of, genotype, sex)| Some((of, genotype?, sex))) {
        if !locus.genotypes(sex).contains(&genotype) {
            return Err(EvidenceError::NoSuchGenotype { place: Place::Evidence(of), genotype });
        }
    }
    let chance = |of_sire: &dyn Fn(Gamete) -> Option<N>| -> Option<N> {
        let mut sum = N::zero();
        for one in locus.gametes(Sex::Male, young.1) {
            for other in locus.gametes(Sex::Female, young.1) {
                if locus.join(one, other) == Some(young.0) {
                    let of_dam = match dam {
                        Some(dam) => locus.transmits(dam, other, young.1)?,
                        None => locus.random(frequency, other, young.1)?,
                    };
                    sum = sum.plus(&of_sire(one)?.times(&of_dam)?)?;
                }
            }
        }
        Some(sum)
    };
    let own = chance(&|gamete| locus.transmits(sire, gamete, young.1)).ok_or(EvidenceError::OutOfRange)?;
    let random = chance(&|gamete| locus.random(frequency, gamete, young.1)).ok_or(EvidenceError::OutOfRange)?;
    if random.is_zero() {
        return Err(EvidenceError::Impossible { sources: Vec::new(), smallest: true });
    }
    own.over(&random).ok_or(EvidenceError::OutOfRange)
}
