//! The commands without files: text in, JSON out, within limits.

mod guard;
#[cfg(test)]
mod tests;

use super::{cross, error::CliError, json::Json, parse, posterior, top};
use crate::{
    limits::Limits,
    refusal::{Refusal, Wrong},
};
use cross::Readers;
use repti_genetics::{catalogue::Catalogue, top::MOST_BEST};

/// What is asked of each entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// As `reptidex genetics cross`.
    Cross,
    /// As `reptidex genetics parse`; in full with every word, finding and place, and the genotype's name.
    Parse { in_full: bool },
    /// As `reptidex genetics posterior`.
    Posterior,
    /// As `reptidex genetics top`; the number of rows, where the entries don't say it.
    Top { k: Option<usize> },
}

/// Answers an entry, or a list of entries, in its own form. `goes_on` is asked before each of them, and ends it when it says no.
///
/// # Errors
/// [`Refusal`]: every wrong entry is named, and there is no answer to the others.
pub fn answer(
    question: Question,
    text: &str,
    limits: &Limits,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<Json, Refusal> {
    let input = match Json::read(text) {
        Ok(input) => input,
        Err(CliError::Json(reason)) => return Err(Refusal::NotJson(reason)),
        Err(error) => return Err(Refusal::Wrong(vec![error.into()])),
    };
    let count = guard::entries(&input);
    if count > limits.entries {
        return Err(Refusal::TooMany { what: "entries", count, limit: limits.entries });
    }
    if let Question::Top { k: Some(k) } = question
        && !(1..=MOST_BEST).contains(&k)
    {
        return Err(Refusal::one(None, "k", format_args!("choose between 1 and {MOST_BEST}")));
    }
    let readers = Readers::new(Catalogue::current());
    let (mut late, mut left) = (false, limits.cells);
    let mut one = |json: &Json, place: usize, kind: Option<posterior::Kind>| {
        late = late || !goes_on();
        if late {
            return Err(CliError::Argument(String::new()));
        }
        guard::entry(json, place, limits)?;
        // What one entry writes is no longer there for the next.
        let limits = Limits { cells: left, ..*limits };
        let answer = match question {
            Question::Cross => cross::answer(&readers, json, place, &limits),
            Question::Parse { in_full } => parse::answer(&readers, json, place, in_full),
            Question::Posterior => posterior::answer(json, place, kind, &limits),
            Question::Top { k } => top::answer(&readers, json, place, k, &limits),
        }?;
        left = left.saturating_sub(guard::cells(&answer));
        Ok(answer)
    };
    let (answer, errors) = if question == Question::Posterior && input.map().is_none_or(|fields| !fields.is_empty()) {
        posterior::shaped(&input, &mut one)
    } else {
        listed(&input, &mut |json, place| one(json, place, None))
    };
    match (late, errors.is_empty()) {
        (true, _) => Err(Refusal::Late),
        (false, true) => Ok(answer),
        (false, false) => Err(Refusal::Wrong(errors.into_iter().map(Wrong::from).collect())),
    }
}

/// The answers to a list, or to one entry, and the errors of the others.
fn listed(input: &Json, one: &mut dyn FnMut(&Json, usize) -> Result<Json, CliError>) -> (Json, Vec<CliError>) {
    let (mut answers, mut errors) = (Vec::new(), Vec::new());
    for (place, json) in input.list().unwrap_or(std::slice::from_ref(input)).iter().enumerate() {
        match one(json, place) {
            Ok(answer) => answers.push(answer),
            Err(error) => errors.push(error),
        }
    }
    let answer = if input.list().is_some() { Json::List(answers) } else { answers.pop().unwrap_or(Json::Null) };
    (answer, errors)
}
