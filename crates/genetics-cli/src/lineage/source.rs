//! Files and standard input as text.

use std::{fs::File, io::Read, path::Path};

use super::{
    csv::{self, CsvError},
    error::CliError,
};

/// A pedigree of 10⁸ animals is longer; nothing here is made for it.
const LONGEST: u64 = 1 << 31;

/// A whole input, checked to be text.
pub(super) struct Source {
    pub(super) name: String,
    text: Vec<u8>,
}

impl Source {
    /// Reads a file, or standard input for `-`.
    pub(super) fn read(path: &Path, input: &mut dyn Read) -> Result<Self, CliError> {
        let is_input = path.as_os_str() == "-";
        let name = if is_input { "standard input".to_owned() } else { path.display().to_string() };
        let mut text = Vec::new();
        let failed = |error| CliError::Read { file: name.clone(), error };
        if is_input {
            input.take(LONGEST + 1).read_to_end(&mut text).map_err(failed)?;
        } else {
            let file = File::open(path).map_err(failed)?;
            file.take(LONGEST + 1).read_to_end(&mut text).map_err(failed)?;
        }
        if text.len() as u64 > LONGEST {
            return Err(CliError::TooLong { file: name, limit: LONGEST });
        }
        Ok(Self { name, text })
    }

    /// The text, without a byte order mark.
    pub(super) fn text(&self) -> Result<&str, CliError> {
        csv::text(&self.text).map_err(|error| self.error(error))
    }

    pub(super) fn error(&self, error: CsvError) -> CliError {
        CliError::Csv { file: self.name.clone(), error }
    }
}
