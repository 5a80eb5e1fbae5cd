//! Comparison of what is computed with what a file expects.

use super::error::CliError;
use std::{fmt::Display, io::Write};

/// Numbers this close are the same: rounding of a few dozen operations on probabilities.
pub const TOLERANCE: f64 = 1e-12;

/// A pair of alleles whichever way it is written: `c/+` is `+/c`; phased pairs (`X:a/Y:b`) stay as they are.
pub fn unordered(pair: &str) -> String {
    match pair.split_once('/') {
        Some((one, other)) if !pair.contains(':') && other < one => format!("{other}/{one}"),
        _ => pair.to_owned(),
    }
}

/// Counts what was compared and keeps each difference.
#[derive(Debug, Default)]
pub struct Check {
    entries: usize,
    values: usize,
    differences: Vec<String>,
}

impl Check {
    /// One more entry is being compared.
    pub const fn entry(&mut self) {
        self.entries += 1;
    }

    /// A difference of any kind: where, and what.
    pub fn differs(&mut self, place: impl Display, what: impl Display) {
        self.differences.push(format!("{place}: {what}"));
    }

    /// Two numbers to 1e-12. NaN differs from everything.
    pub fn number(&mut self, place: impl Display, computed: f64, expected: f64) {
        self.values += 1;
        let near = (computed - expected).abs() <= TOLERANCE;
        if !near {
            self.differs(place, format_args!("computed {computed}, expected {expected}"));
        }
    }

    /// Two values that must be equal.
    pub fn same<T: PartialEq + std::fmt::Debug>(&mut self, place: impl Display, computed: &T, expected: &T) {
        self.values += 1;
        if computed != expected {
            self.differs(place, format_args!("computed {computed:?}, expected {expected:?}"));
        }
    }

    /// Writes every difference and a sum; true where nothing differed.
    ///
    /// # Errors
    /// Where the output can't be written.
    pub fn report(&self, out: &mut dyn Write) -> Result<bool, CliError> {
        for difference in &self.differences {
            writeln!(out, "{difference}")?;
        }
        let (entries, values, differences) = (self.entries, self.values, self.differences.len());
        writeln!(out, "{entries} entries, {values} values compared, {differences} differences")?;
        Ok(self.differences.is_empty())
    }
}
