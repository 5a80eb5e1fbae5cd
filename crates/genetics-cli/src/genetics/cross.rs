//! `reptidex genetics cross`: entries in the form of `crosses.json`.

mod compare;
mod entry;
mod model;
mod names;
mod readers;
mod render;
mod table;

use super::{args::FileArgs, check::Check, error::CliError, json::Json};
use crate::limits::Limits;
use repti_genetics::{
    catalogue::Catalogue,
    cross::{CrossError, Outcome},
    genotype::Chance,
};
use std::io::Write;

pub use entry::Entry;
pub use model::Model;
pub use readers::Readers;

/// Computes every entry of the input from its species, parents and parameters alone. With `--check` the rows in the file are compared with what
/// comes out; without, what comes out is printed in the form of the file. True where nothing differed.
///
/// # Errors
/// [`CliError`]; entries that are wrong are all named, after the others have been answered.
pub fn run(args: &FileArgs, out: &mut dyn Write) -> Result<bool, CliError> {
    let (input, catalogue) = (args.json()?, Catalogue::current());
    let readers = Readers::new(catalogue);
    let single = [input.clone()];
    let entries = input.list().unwrap_or(&single);
    let (mut check, mut errors, mut answers) = (Check::default(), Vec::new(), Vec::new());
    for (place, json) in entries.iter().enumerate() {
        let answered = one(&readers, json, place, args, &mut check, out);
        match answered {
            Ok(Some(answer)) => answers.push(answer),
            Ok(None) => {}
            Err(error @ CliError::Output(_)) => return Err(error),
            Err(error) => errors.push(error.to_string()),
        }
    }
    let same = match (args.check, args.table) {
        (true, _) => check.report(out)?,
        (_, true) => true,
        _ => {
            let answer = if input.list().is_some() { Json::List(answers) } else { answers.pop().unwrap_or(Json::Null) };
            answer.write(out)?;
            true
        }
    };
    if errors.is_empty() { Ok(same) } else { Err(CliError::Entries { count: errors.len(), errors }) }
}

/// What comes of one entry, in its own form.
///
/// # Errors
/// [`CliError::Entry`] with the field that is wrong, or passes a limit.
pub fn answer(readers: &Readers<'_>, json: &Json, place: usize, limits: &Limits) -> Result<Json, CliError> {
    crossed(readers, json, place, limits, |entry, model, outcome| {
        let (rows, loci) = (outcome.combinations(), model.loci.len().max(1));
        // Before any row is made: half of what they cost is writing them.
        if rows.saturating_mul(loci as u128) > limits.cells as u128 {
            return Err(entry.error("rows", CrossError::TooManyRows { rows, limit: limits.cells / loci }));
        }
        render::entry(entry, model, outcome)
    })
}

/// Reads an entry, crosses its parents, and hands on what can come of it.
pub fn crossed<T>(
    readers: &Readers<'_>,
    json: &Json,
    place: usize,
    limits: &Limits,
    then: impl FnOnce(&Entry<'_>, &Model<'_>, &Outcome<'_, Chance>) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let entry = Entry::read(json, place)?;
    let model = Model::of(readers, &entry)?;
    if model.loci.len() > limits.loci {
        return Err(entry.error("loci", CrossError::TooManyLoci { count: model.loci.len(), limit: limits.loci }));
    }
    let cross = model.cross(&entry)?;
    let outcome = cross.outcome().map_err(|error| entry.error("loci", error))?;
    then(&entry, &model, &outcome)
}

fn one(
    readers: &Readers<'_>,
    json: &Json,
    place: usize,
    args: &FileArgs,
    check: &mut Check,
    out: &mut dyn Write,
) -> Result<Option<Json>, CliError> {
    crossed(readers, json, place, &Limits::NONE, |entry, model, outcome| {
        if args.table {
            table::write(entry, outcome, out)?;
            return Ok(None);
        }
        let answer = render::entry(entry, model, outcome)?;
        if args.check {
            check.entry();
            if names::needed(entry) {
                let (expected, answer) = (names::own(model.taxon, json), names::own(model.taxon, &answer));
                compare::entry(&Entry { json: &expected, ..entry.clone() }, &answer, check)?;
            } else {
                compare::entry(entry, &answer, check)?;
            }
            return Ok(None);
        }
        Ok(Some(answer))
    })
}
