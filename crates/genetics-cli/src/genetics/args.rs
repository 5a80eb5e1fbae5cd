//! Arguments that the commands share.

use super::{error::CliError, json::Json};
use clap::Args;
use std::{fs::File, io::Read, path::PathBuf};

/// More than the largest file that any of the commands answers in reasonable time.
const MOST_BYTES: u64 = 64 << 20;

/// A file of entries, and what to do with it.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// The file to read; standard input where it is left out or `-`.
    #[arg(long, value_name = "FILE")]
    pub input: Option<PathBuf>,
    /// Compare what is computed with what the file expects: name each difference, and exit with 1 if there is one.
    #[arg(long)]
    pub check: bool,
    /// A table for people in place of JSON.
    #[arg(long, conflicts_with = "check")]
    pub table: bool,
}

impl FileArgs {
    /// The text of the input, at most 64 MiB.
    ///
    /// # Errors
    /// [`CliError::Input`] where it can't be read, is no UTF-8, or is too long.
    pub fn text(&self) -> Result<String, CliError> {
        let path = self.input.as_ref().filter(|path| path.as_os_str() != "-");
        let name = path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
        let (mut text, failed) = (String::new(), |reason: String| CliError::Input { name: name.clone(), reason });
        let mut source: Box<dyn Read> = match path {
            Some(path) => Box::new(File::open(path).map_err(|error| failed(error.to_string()))?),
            None => Box::new(std::io::stdin()),
        };
        source.by_ref().take(MOST_BYTES + 1).read_to_string(&mut text).map_err(|error| failed(error.to_string()))?;
        if text.len() as u64 > MOST_BYTES { Err(failed("longer than 64 MiB".to_owned())) } else { Ok(text) }
    }

    /// The input as JSON.
    ///
    /// # Errors
    /// As [`Self::text`], and [`CliError::Json`].
    pub fn json(&self) -> Result<Json, CliError> {
        Json::read(&self.text()?)
    }
}
