//! Proving out: what eggs say about their parents.

use super::{Arithmetic, EvidenceError, Place, Wide};
use serde::{Deserialize, Serialize};

/// Something that may be true of the parents ("het", "clear"; "both het", "only the sire", ...): its probability before the eggs, and the
/// probability that one egg is visual if it is true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParentState<N> {
    pub prior: N,
    pub visual: N,
}

/// What the eggs say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof<N> {
    /// Of each state, in the order given: p v^k (1 - v)^(n - k), over the sum of that. After eggs without a visual it never reaches zero.
    pub posterior: Vec<N>,
    /// P(the next egg is visual).
    pub next: N,
    /// P(at least one visual in n eggs), as it was before any hatched: sum of p (1 - (1 - v)^n). The eggs depend on each other through the
    /// parents, so this is less than 1 - (1 - mean v)^n.
    pub at_least_one: N,
}

/// The states after `eggs` eggs of which `visuals` were visual, in floating point.
///
/// # Errors
///
/// Numbers that aren't probabilities, priors that don't sum to one, more visuals than eggs, and [`EvidenceError::Impossible`] when no state
/// gives what hatched.
pub fn prove(states: &[ParentState<f64>], eggs: u64, visuals: u64) -> Result<Proof<f64>, EvidenceError> {
    match prove_in(states, eggs, visuals) {
        Err(EvidenceError::OutOfRange) => {
            let wide = |state: &ParentState<f64>| {
                Some(ParentState { prior: Wide::new(state.prior)?, visual: Wide::new(state.visual)? })
            };
            let states: Option<Vec<_>> = states.iter().map(wide).collect();
            let proof = prove_in(&states.ok_or(EvidenceError::OutOfRange)?, eggs, visuals)?;
            Ok(Proof {
                posterior: proof.posterior.iter().map(Arithmetic::approximate).collect(),
                next: proof.next.approximate(),
                at_least_one: proof.at_least_one.approximate(),
            })
        }
        answer => answer,
    }
}

/// [`prove`] in any arithmetic.
///
/// # Errors
///
/// As [`prove`], and [`EvidenceError::OutOfRange`] when a number outgrows its type.
pub fn prove_in<N: Arithmetic>(states: &[ParentState<N>], eggs: u64, visuals: u64) -> Result<Proof<N>, EvidenceError> {
    super::check::sums_to_one(states.iter().map(|state| &state.prior), Place::Frequency).map_err(
        |error| match error {
            EvidenceError::Sum { .. } => EvidenceError::Sum { place: Place::States },
            error => match states.iter().position(|state| !(0.0..=1.0).contains(&state.prior.approximate())) {
                Some(at) => EvidenceError::NotAProbability { place: Place::State(at) },
                None => error,
            },
        },
    )?;
    if let Some(at) = states.iter().position(|state| !(0.0..=1.0).contains(&state.visual.approximate())) {
        return Err(EvidenceError::NotAProbability { place: Place::State(at) });
    }
    let plain = eggs.checked_sub(visuals).ok_or(EvidenceError::Counts { visuals, eggs })?;
    let sum = |numbers: &[N]| numbers.iter().try_fold(N::zero(), |sum, number| sum.plus(number));
    let weight = |state: &ParentState<N>| {
        if state.prior.is_zero() {
            return Some(N::zero());
        }
        let seen = state.visual.power(visuals)?.times(&state.visual.complement()?.power(plain)?)?;
        state.prior.times(&seen)
    };
    let compute = || -> Option<Option<Proof<N>>> {
        let weights: Vec<N> = states.iter().map(weight).collect::<Option<_>>()?;
        let total = sum(&weights)?;
        if total.is_zero() {
            return Some(None);
        }
        let posterior: Vec<N> = weights.iter().map(|weight| weight.over(&total)).collect::<Option<_>>()?;
        let next = posterior.iter().zip(states).map(|(chance, state)| chance.times(&state.visual));
        let any = states.iter().map(|state| state.prior.times(&state.visual.at_least_one(eggs)?));
        let (next, any) = (next.collect::<Option<Vec<N>>>()?, any.collect::<Option<Vec<N>>>()?);
        Some(Some(Proof { posterior, next: sum(&next)?, at_least_one: sum(&any)? }))
    };
    match compute() {
        Some(Some(proof)) => Ok(proof),
        Some(None) => Err(EvidenceError::Impossible { sources: Vec::new(), smallest: true }),
        None => Err(EvidenceError::OutOfRange),
    }
}

/// 1 - (1 - p)^n, without losing the digits of a small p.
#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^53 eggs one by one")]
#[must_use]
pub fn at_least_one(chance: f64, eggs: u64) -> f64 {
    match eggs {
        0 => 0.0,
        1 => chance,
        _ => -((-chance).ln_1p() * eggs as f64).exp_m1(),
    }
}
