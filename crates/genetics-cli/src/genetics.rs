//! `reptidex genetics …`: crosses and the likeliest young, from files in the form of the vectors, checked or computed.

mod args;
mod check;
mod error;
mod json;
mod seed;

use clap::Subcommand;
use std::{io::Write, process::ExitCode};

pub use args::FileArgs;
pub use check::Check;
pub use error::CliError;
pub use json::Json;
pub use seed::catalogue;

/// What can be asked.
#[derive(Debug, Subcommand)]
pub enum Command {}

/// Runs a command; what it found goes to `out`, errors to `err`. Exit code 0: done, and nothing differed; 1: differences; 2: bad input.
pub fn run(command: &Command, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let done: Result<bool, CliError> = match *command {};
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(CliError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to tell it to, if this fails.
            let _ = writeln!(err, "error: {error}");
            ExitCode::from(2)
        }
    }
}
