//! `reptidex genetics parse`: texts in the form of `parse.json`, or one text of one species.

mod compare;
mod entry;
mod single;

use super::{args::FileArgs, check::Check, cross::Readers, error::CliError, json::Json};
use clap::Args;
use entry::Entry;
use repti_genetics::catalogue::Catalogue;
use std::io::Write;

/// A file of texts, or one text.
#[derive(Debug, Args)]
pub struct ParseArgs {
    #[command(flatten)]
    pub file: FileArgs,
    /// The species of a single text: its name, a short one, or the scientific one.
    #[arg(long, value_name = "NAME", conflicts_with = "check")]
    pub species: Option<String>,
    /// JSON in place of words for people; of a single text.
    #[arg(long, requires = "species")]
    pub json: bool,
    /// The text: "Pastel Mojave 66% het Clown". With a species and without a text, the input is the text.
    #[arg(requires = "species")]
    pub text: Option<String>,
}

/// What one entry's text says: in the form of the file, or with every word, finding and place.
///
/// # Errors
/// [`CliError::Entry`] with the field that is wrong.
pub fn answer(readers: &Readers<'_>, json: &Json, place: usize, in_full: bool) -> Result<Json, CliError> {
    let entry = Entry::read(json, place)?;
    let (taxon, reading) = entry::read(readers, &entry)?;
    if in_full { single::json(&readers.of(taxon), &entry.text, &reading) } else { Ok(entry.answer(taxon, &reading)) }
}

/// Reads every entry from its species and text alone. With `--check`, genotype and findings are compared with the file's; without, what was read is
/// printed in the form of the file. True where nothing differed, and of a single text where it has no error.
///
/// # Errors
/// [`CliError`]; entries that are wrong are all named, after the others have been answered.
pub fn run(args: &ParseArgs, out: &mut dyn Write) -> Result<bool, CliError> {
    let catalogue = Catalogue::current();
    if let Some(species) = &args.species {
        let taxon = catalogue.taxon(species).ok_or_else(|| CliError::Input {
            name: "--species".to_owned(),
            reason: format!("“{species}” is not in the catalogue"),
        })?;
        let text = args.text.clone().map_or_else(|| args.file.text(), Ok)?;
        return single::run(taxon, text.trim_end_matches(['\n', '\r']), args.json, out);
    }
    let input = args.file.json()?;
    let (readers, one) = (Readers::new(catalogue), [input.clone()]);
    let (mut check, mut errors, mut answers) = (Check::default(), Vec::new(), Vec::new());
    for (place, json) in input.list().unwrap_or(&one).iter().enumerate() {
        let answer = Entry::read(json, place).and_then(|entry| {
            let (taxon, reading) = entry::read(&readers, &entry)?;
            if args.file.check {
                check.entry();
                compare::entry(&entry, taxon, &reading, &mut check)?;
            } else if args.file.table {
                single::table(taxon, &entry.text, &reading, out)?;
            }
            Ok(entry.answer(taxon, &reading))
        });
        match answer {
            Ok(answer) => answers.push(answer),
            Err(error @ CliError::Output(_)) => return Err(error),
            Err(error) => errors.push(error.to_string()),
        }
    }
    let mut same = true;
    if args.file.check {
        same = check.report(out)?;
    } else if !args.file.table {
        let list = input.list().is_some();
        if list { Json::List(answers) } else { answers.pop().unwrap_or(Json::Null) }.write(out)?;
    }
    if errors.is_empty() { Ok(same) } else { Err(CliError::Entries { count: errors.len(), errors }) }
}
