//! `reptidex genetics posterior`: what the evidence says, of files in the form of `bayes.json`.

mod compare;
mod entry;
mod locus;
mod parentage;
mod pedigree;
mod proving;

use super::{args::FileArgs, check::Check, error::CliError, json::Json};
use entry::Entry;
use std::io::Write;

/// The lists of a file, and what their entries are answered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
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

    fn answer(self, entry: &Entry<'_>) -> Result<Json, CliError> {
        match self {
            Self::Proving => proving::answer(entry),
            Self::Pedigree => pedigree::answer(entry),
            Self::Parentage => parentage::answer(entry),
        }
    }
}

/// Computes every entry of the input from what it says of states, animals or candidates alone. With `--check` the figures in the file are
/// compared with what comes out; without, what comes out is printed in the form of the file. True where nothing differed.
///
/// # Errors
/// [`CliError`]; entries that are wrong are all named, after the others have been answered.
pub fn run(args: &FileArgs, out: &mut dyn Write) -> Result<bool, CliError> {
    let input = args.json()?;
    let mut work = Work { args, check: Check::default(), errors: Vec::new(), lines: Vec::new() };
    let answer = match &input {
        Json::List(entries) => Json::List(work.list(entries, None)),
        Json::Map(lists) if Kind::of(&input).is_none() => {
            let mut answers = Vec::new();
            for (name, list) in lists {
                let kind = Kind::ALL.iter().find(|kind| kind.0 == name);
                match (kind, list.list()) {
                    (Some(kind), Some(entries)) => {
                        answers.push((name.clone(), Json::List(work.list(entries, Some(kind.1)))));
                    }
                    (Some(_), None) => work.error(CliError::entry(name, "list", "a list of entries is expected")),
                    (None, _) => {
                        work.error(CliError::entry(name, "list", "proving, pedigree or parentage is expected"));
                    }
                }
            }
            Json::Map(answers)
        }
        entry => work.list(std::slice::from_ref(entry), None).pop().unwrap_or(Json::Null),
    };
    let same = match (args.check, args.table) {
        (true, _) => work.check.report(out)?,
        (_, true) => {
            work.lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            true
        }
        _ => {
            answer.write(out)?;
            true
        }
    };
    let errors = work.errors;
    if errors.is_empty() { Ok(same) } else { Err(CliError::Entries { count: errors.len(), errors }) }
}

struct Work<'a> {
    args: &'a FileArgs,
    check: Check,
    errors: Vec<String>,
    lines: Vec<String>,
}

impl Work<'_> {
    fn error(&mut self, error: CliError) {
        self.errors.push(error.to_string());
    }

    /// The answers to those entries that aren't wrong.
    fn list(&mut self, entries: &[Json], kind: Option<Kind>) -> Vec<Json> {
        let mut answers = Vec::new();
        for (place, json) in entries.iter().enumerate() {
            match self.entry(json, place, kind) {
                Ok(answer) => answers.push(answer),
                Err(error) => self.error(error),
            }
        }
        answers
    }

    fn entry(&mut self, json: &Json, place: usize, kind: Option<Kind>) -> Result<Json, CliError> {
        let entry = Entry::read(json, place)?;
        let unknown = || entry.error("entry", "states, animals, candidates or loci are expected");
        let answer = kind.or_else(|| Kind::of(json)).ok_or_else(unknown)?.answer(&entry)?;
        if self.args.check {
            self.check.entry();
            compare::entry(&entry, &answer, &mut self.check)?;
        } else if self.args.table {
            self.lines.extend(compare::lines(&entry, &answer));
        }
        Ok(answer)
    }
}
