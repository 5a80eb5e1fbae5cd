//! `reptidex genetics cross`: entries in the form of `crosses.json`.

mod compare;
mod entry;
mod model;
mod names;
mod readers;
mod render;
mod table;

use super::{args::FileArgs, check::Check, error::CliError, json::Json};
use repti_genetics::catalogue::Catalogue;
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
    let (input, catalogue) = (args.json()?, Catalogue::seeded());
    let readers = Readers::new(catalogue);
    let single = [input.clone()];
    let entries = input.list().unwrap_or(&single);
    let (mut check, mut errors, mut answers) = (Check::default(), Vec::new(), Vec::new());
    for (place, json) in entries.iter().enumerate() {
        let answered = answer(&readers, json, place, args, &mut check, out);
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

fn answer(
    readers: &Readers<'_>,
    json: &Json,
    place: usize,
    args: &FileArgs,
    check: &mut Check,
    out: &mut dyn Write,
) -> Result<Option<Json>, CliError> {
    let entry = Entry::read(json, place)?;
    let model = Model::of(readers, &entry)?;
    let cross = model.cross(&entry)?;
    let outcome = cross.outcome().map_err(|error| entry.error("loci", error))?;
    if args.table {
        table::write(&entry, &outcome, out)?;
        return Ok(None);
    }
    let answer = render::entry(&entry, &model, &outcome)?;
    if args.check {
        check.entry();
        if names::needed(&entry) {
            let (expected, answer) = (names::own(model.taxon, json), names::own(model.taxon, &answer));
            compare::entry(&Entry { json: &expected, ..entry.clone() }, &answer, check)?;
        } else {
            compare::entry(&entry, &answer, check)?;
        }
        return Ok(None);
    }
    Ok(Some(answer))
}
