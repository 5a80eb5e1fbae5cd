//! `reptidex genetics …`: crosses, texts, evidence and the likeliest young, from files in the form of the vectors, checked or computed.

mod args;
mod ask;
mod check;
mod cross;
mod error;
mod json;
mod parse;
mod posterior;
mod top;

use args::FileArgs;
use clap::Subcommand;
use std::{io::Write, process::ExitCode};

pub use ask::{Question, answer};
pub use error::CliError;
pub use json::Json;

/// What can be asked.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What a pairing can give: every row with its conditional hets, exact.
    Cross(FileArgs),
    /// What a text says: genotype, warnings and errors with their places.
    Parse(parse::ParseArgs),
    /// What the evidence says: proving out, posteriors across a pedigree, parentage.
    Posterior(FileArgs),
    /// The likeliest rows of many loci, without listing the others.
    Top(top::TopArgs),
}

/// Runs a command; what it found goes to `out`, errors to `err`. Exit code 0: done, and nothing differed; 1: differences; 2: bad input.
pub fn run(command: &Command, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let done = match command {
        Command::Cross(args) => cross::run(args, out),
        Command::Parse(args) => parse::run(args, out),
        Command::Posterior(args) => posterior::run(args, out),
        Command::Top(args) => top::run(args, out),
    };
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
