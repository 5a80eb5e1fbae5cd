//! The engine's commands. They ask for no setting and no database, and have exit codes of their own.

use anyhow::Result;
use clap::Subcommand;
use repti_genetics_cli::{GeneticsCommand, LineageArgs, lineage, run_genetics};
use std::{
    io::{BufWriter, Write, stderr, stdin, stdout},
    process::ExitCode,
};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// What pairings give, what a genotype's text means, what evidence says: from files or standard input.
    #[command(subcommand)]
    Genetics(GeneticsCommand),
    /// Faults, inbreeding, kinship and measures of a pedigree in a file.
    Lineage(LineageArgs),
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Genetics(command) => {
            let mut out = BufWriter::new(stdout().lock());
            let code = run_genetics(command, &mut out, &mut stderr());
            out.flush()?;
            Ok(code)
        }
        Command::Lineage(args) => Ok(lineage(args, &mut stdin().lock(), &mut stdout().lock(), &mut stderr().lock())),
    }
}
