//! `reptidex genetics posterior`: what the evidence says, of files in the form of `bayes.json`.

mod compare;
mod entry;
mod locus;
mod parentage;
mod pedigree;
mod proving;

use super::{args::FileArgs, check::Check, error::CliError, json::Json};
use crate::limits::Limits;
use entry::Entry;
use std::io::Write;

/// The lists of a file, and what their entries are answered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Proving,
    Pedigree,
    Parentage,
}

impl Kind {
    const ALL: [(&str, Self); 3] =
        [("proving", Self::Proving), ("pedigree", Self::Pedigree), ("parentage", Self::Parentage)];

    /// By the fields of an entry that stands in no list.
    fn of(json: &Json) -> Option<Self> {
        let has = |field: &str| json.get(field).is_some();
        if has("states") {
            Some(Self::Proving)
        } else if has("animals") {
            Some(Self::Pedigree)
        } else if has("candidates") || has("loci") {
            Some(Self::Parentage)
        } else {
            None
        }
    }

    fn answer(self, entry: &Entry<'_>, limits: &Limits) -> Result<Json, CliError> {
        match self {
            Self::Proving => proving::answer(entry),
            Self::Pedigree => pedigree::answer(entry, limits),
            Self::Parentage => parentage::answer(entry, limits),
        }
    }
}

/// What one entry says; `kind` where it stands in a list that names it.
///
/// # Errors
/// [`CliError::Entry`] with the field that is wrong, or passes a limit.
pub fn answer(json: &Json, place: usize, kind: Option<Kind>, limits: &Limits) -> Result<Json, CliError> {
    let entry = Entry::read(json, place)?;
    let unknown = || entry.error("entry", "states, animals, candidates or loci are expected");
    kind.or_else(|| Kind::of(json)).ok_or_else(unknown)?.answer(&entry, limits)
}

/// The answer in the shape of the input: one entry, a list of them, or lists by their kinds. Entries that `one` finds wrong are left out, and
/// are in the errors.
pub fn shaped(
    input: &Json,
    one: &mut dyn FnMut(&Json, usize, Option<Kind>) -> Result<Json, CliError>,
) -> (Json, Vec<CliError>) {
    let mut errors = Vec::new();
    let mut list = |entries: &[Json], kind: Option<Kind>, errors: &mut Vec<CliError>| {
        let mut answers = Vec::new();
        for (place, json) in entries.iter().enumerate() {
            match one(json, place, kind) {
                Ok(answer) => answers.push(answer),
                Err(error) => errors.push(error),
            }
        }
        answers
    };
    let answer = match input {
        Json::List(entries) => Json::List(list(entries, None, &mut errors)),
        Json::Map(lists) if Kind::of(input).is_none() => {
            let mut answers = Vec::new();
            for (name, json) in lists {
                let kind = Kind::ALL.iter().find(|kind| kind.0 == name);
                match (kind, json.list()) {
                    (Some(kind), Some(entries)) => {
                        answers.push((name.clone(), Json::List(list(entries, Some(kind.1), &mut errors))));
                    }
                    (Some(_), None) => errors.push(CliError::entry(name, "list", "a list of entries is expected")),
                    (None, _) => {
                        errors.push(CliError::entry(name, "list", "proving, pedigree or parentage is expected"));
                    }
                }
            }
            Json::Map(answers)
        }
        entry => list(std::slice::from_ref(entry), None, &mut errors).pop().unwrap_or(Json::Null),
    };
    (answer, errors)
}

/// Computes every entry of the input from what it says of states, animals or candidates alone. With `--check` the figures in the file are
/// compared with what comes out; without, what comes out is printed in the form of the file. True where nothing differed.
///
/// # Errors
/// [`CliError`]; entries that are wrong are all named, after the others have been answered.
pub fn run(args: &FileArgs, out: &mut dyn Write) -> Result<bool, CliError> {
    let input = args.json()?;
    let (mut check, mut lines) = (Check::default(), Vec::new());
    let (answer, errors) = shaped(&input, &mut |json, place, kind| {
        let answer = answer(json, place, kind, &Limits::NONE)?;
        let entry = Entry::read(json, place)?;
        if args.check {
            check.entry();
            compare::entry(&entry, &answer, &mut check)?;
        } else if args.table {
            lines.extend(compare::lines(&entry, &answer));
        }
        Ok(answer)
    });
    let same = match (args.check, args.table) {
        (true, _) => check.report(out)?,
        (_, true) => {
            lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            true
        }
        _ => {
            answer.write(out)?;
            true
        }
    };
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    if errors.is_empty() { Ok(same) } else { Err(CliError::Entries { count: errors.len(), errors }) }
}
