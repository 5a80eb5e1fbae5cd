//! Errors of the commands as refusals, with the places by which the asker knows them.

use crate::{
    lineage::{csv::CsvError, error::CliError},
    refusal::{Refusal, Wrong},
};
use repti_genetics::pedigree::PedigreeError;

/// What rows are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Places {
    /// Lines of a text: `line 4`.
    Lines,
    /// A list from 0: `animals[2]`.
    Rows,
}

/// Faults that are named where nothing can be computed; the check lists the others.
const NAMED: usize = 20;
/// Letters of one message.
const LONGEST: usize = 500;

/// The beginning of a text that is longer than anybody reads.
pub(super) fn cut(text: &str) -> Option<String> {
    let (end, _) = text.char_indices().nth(LONGEST)?;
    text.get(..end).map(|start| format!("{start} …"))
}

impl Places {
    pub(super) fn of_line(self, line: Option<u32>) -> String {
        match (self, line) {
            (_, None) => "animals".to_owned(),
            (Self::Lines, Some(line)) => format!("line {line}"),
            (Self::Rows, Some(line)) => format!("animals[{}]", line.saturating_sub(1)),
        }
    }

    pub(super) fn of_csv(self, error: &CsvError) -> Refusal {
        let (line, reason) = error.parts();
        Refusal::one(None, self.of_line(line), reason)
    }

    pub(super) fn refusal(self, error: CliError) -> Refusal {
        match error {
            CliError::Csv { error, .. } => self.of_csv(&error),
            CliError::TooMany { what, count, limit } => Refusal::TooMany { what, count, limit },
            CliError::Engine(PedigreeError::TooMuchWork { .. }) => Refusal::TooMuchWork,
            CliError::Engine(PedigreeError::Stopped) => Refusal::Late,
            CliError::Faults { faults, .. } => Refusal::Wrong(
                faults
                    .iter()
                    .take(NAMED)
                    .map(|fault| {
                        let reason = fault.to_string();
                        let reason = cut(&reason).unwrap_or(reason);
                        Wrong { entry: None, field: self.of_line(fault.kind.line()), reason }
                    })
                    .collect(),
            ),
            other => Refusal::one(None, "animals", other),
        }
    }
}
