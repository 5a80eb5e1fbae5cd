//! Why a command gave no answer.

use std::{fmt::Write as _, io};

use repti_genetics::pedigree::{Fault, PedigreeError};
use thiserror::Error;

use super::csv::CsvError;

#[derive(Debug, Error)]
pub(super) enum CliError {
    #[error("{file}: {error}")]
    Read { file: String, error: io::Error },
    #[error("{file}: more than {limit} bytes")]
    TooLong { file: String, limit: u64 },
    #[error("{file}: {error}")]
    Csv { file: String, error: CsvError },
    #[error("{file}, line {line}: no animal {id:?} in the pedigree")]
    UnknownAnimal { file: String, line: u32, id: String },
    #[error("no animal {id:?} in the pedigree")]
    NoAnimal { id: String },
    #[error("{count} {what}; at most {limit} are taken")]
    TooMany { what: &'static str, count: usize, limit: usize },
    #[error("{0}")]
    Usage(&'static str),
    #[error("{file}: nothing can be computed from this pedigree:{}", list(.faults))]
    Faults { file: String, faults: Vec<Fault> },
    #[error("{0}")]
    Engine(#[from] PedigreeError),
    #[error("the results can't be written: {0}")]
    Output(io::Error),
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

/// Faults before the rest is left to `lineage check`.
const LISTED: usize = 50;

fn list(faults: &[Fault]) -> String {
    let mut text = String::new();
    for fault in faults.iter().take(LISTED) {
        let _ = match fault.kind.line() {
            Some(line) => write!(text, "\n  line {line}: {fault}"),
            None => write!(text, "\n  {fault}"),
        };
    }
    if faults.len() > LISTED {
        let _ = write!(text, "\n  and {} more, which `lineage check` lists", faults.len() - LISTED);
    }
    text
}
