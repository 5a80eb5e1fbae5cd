//! Proving out: `states` with their priors and the chance of a visual egg.

use super::entry::{Entry, exact, figure, float, rough};
use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    evidence::{Arithmetic, EvidenceError, ParentState, Place, Proof, prove, prove_in},
    genotype::Chance,
};

/// # Errors
/// [`CliError::Entry`] names the field.
pub fn answer(entry: &Entry<'_>) -> Result<Json, CliError> {
    let states = entry.map("states")?;
    let mut read = Vec::with_capacity(states.len());
    for (name, state) in states {
        let place = format!("states.{name}");
        let [prior, visual] = state.list().unwrap_or_default() else {
            return Err(entry.error(&place, "[prior, chance of a visual egg] is expected"));
        };
        read.push(ParentState { prior: entry.chance(&place, prior)?, visual: entry.chance(&place, visual)? });
    }
    let eggs = entry.count("eggs", entry.json.get("eggs"))?;
    let visuals = match entry.json.get("visuals") {
        None => 0,
        visuals => entry.count("visuals", visuals)?,
    };
    let proof = match convert(&read, exact).map(|states| prove_in(&states, eggs, visuals)) {
        Some(Ok(proof)) => Ok(numbers(&proof, |ratio| Chance::Exact(*ratio))),
        None | Some(Err(EvidenceError::OutOfRange)) => {
            let states = convert(&read, rough).unwrap_or_default();
            prove(&states, eggs, visuals).map(|proof| numbers(&proof, |value| float(*value)))
        }
        Some(Err(error)) => Err(error),
    };
    let proof = proof.map_err(|error| {
        let field = match &error {
            EvidenceError::NotAProbability { place: Place::State(at) } => {
                states.get(*at).map_or_else(|| "states".to_owned(), |state| format!("states.{}", state.0))
            }
            EvidenceError::Counts { .. } => "visuals".to_owned(),
            _ => "states".to_owned(),
        };
        entry.fault(&field, &error, |animal| animal.to_string())
    })?;
    let posterior = states.iter().zip(&proof.posterior).map(|(state, chance)| (state.0.clone(), figure(*chance)));
    Ok(entry.with(vec![
        ("posterior", Json::Map(posterior.collect())),
        ("p_next_egg_visual", figure(proof.next)),
        ("p_at_least_one_visual_in_n_prior", figure(proof.at_least_one)),
    ]))
}

fn convert<N: Arithmetic>(
    states: &[ParentState<Chance>],
    into: fn(&Chance) -> Option<N>,
) -> Option<Vec<ParentState<N>>> {
    let state =
        |state: &ParentState<Chance>| Some(ParentState { prior: into(&state.prior)?, visual: into(&state.visual)? });
    states.iter().map(state).collect()
}

fn numbers<N>(proof: &Proof<N>, of: fn(&N) -> Chance) -> Proof<Chance> {
    Proof {
        posterior: proof.posterior.iter().map(of).collect(),
        next: of(&proof.next),
        at_least_one: of(&proof.at_least_one),
    }
}
