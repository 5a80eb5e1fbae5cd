//! `lineage check|inbreeding|kinship|metrics`: a pedigree file in, what follows from it out.

mod ask;
mod check;
mod csv;
mod error;
mod heading;
mod inbreeding;
mod kinship;
mod metrics;
mod number;
mod pairs;
mod report;
mod source;
mod studbook;

use std::{
    io::{BufWriter, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Subcommand, ValueEnum};

use error::CliError;

pub use ask::{Book, Strictness};
pub use metrics::Measures;

/// Who descends from whom, and what follows: faults, inbreeding, kinship, measures of a population.
#[derive(Debug, Args)]
pub struct LineageArgs {
    #[command(subcommand)]
    pub command: LineageCommand,
}

/// A pedigree is a table with the columns id, sire and dam, in any order and under their usual names; sex, birth, death and departure may stand beside
/// them. Commas, semicolons or tabs between. An unknown parent is empty, 0, NA or a full stop; a parent without a row of its own is a founder.
#[derive(Debug, Subcommand)]
pub enum LineageCommand {
    /// Names everything that is wrong with a pedigree, and fails if anything is.
    Check(CheckArgs),
    /// Inbreeding coefficient of every animal, in the order of the file.
    Inbreeding(InbreedingArgs),
    /// Kinship, numerator relationship and Wright's relationship of pairs; or a matrix of kinships.
    Kinship(KinshipArgs),
    /// Mean kinship, gene diversity, founders, ancestors, completeness.
    Metrics(MetricsArgs),
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Csv,
    Json,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The pedigree; `-` is standard input.
    pub file: PathBuf,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Fail on warnings too.
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub struct InbreedingArgs {
    /// The pedigree; `-` is standard input.
    pub file: PathBuf,
    #[arg(long, value_enum, default_value = "csv")]
    pub format: Format,
    /// How to compute it; the quickest way is chosen if none is named.
    #[arg(long, value_enum, default_value = "auto")]
    pub method: MethodChoice,
}

/// The engine's methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodChoice {
    Auto,
    Direct,
    Indirect,
    Frontier,
    Tabular,
}

#[derive(Debug, Args)]
pub struct KinshipArgs {
    /// The pedigree; `-` is standard input.
    pub file: PathBuf,
    /// Table of pairs of ids, one pair a row.
    #[arg(long)]
    pub pairs: Option<PathBuf>,
    /// A pair of ids; may be given more than once.
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub pair: Vec<String>,
    /// Kinship matrix of the ids in a file (first column), or of `all`.
    #[arg(long, conflicts_with_all = ["pairs", "pair"])]
    pub matrix: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "csv")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct MetricsArgs {
    /// The pedigree; `-` is standard input.
    pub file: PathBuf,
    /// Whose genes are asked about; without it, all three, one after the other.
    #[arg(long, value_enum)]
    pub reference: Vec<Reference>,
    /// Whose genes are asked about: the ids in a file (first column), such as the living.
    #[arg(long)]
    pub reference_ids: Option<PathBuf>,
    /// Generations for which completeness is given.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub generations: u32,
    /// How many of the most influential ancestors are listed.
    #[arg(long, default_value_t = 10)]
    pub top: usize,
    /// F, mean kinship and completeness of each animal instead of the population's.
    #[arg(long, conflicts_with = "animal")]
    pub each: bool,
    /// Ancestor loss and completeness of one animal instead of the population's.
    #[arg(long)]
    pub animal: Option<String>,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

/// Groups that need no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Reference {
    /// Every animal.
    All,
    /// Animals with a known parent.
    Descendants,
    /// Animals without young.
    Youngest,
}

/// Runs a command. Results go to `out`, complaints to `complaints`; `input` is standard input.
///
/// 0: done, and nothing wrong. 1: the pedigree has faults (`check`), or such that nothing can be computed. 2: the input can't be read.
pub fn lineage(args: &LineageArgs, input: &mut dyn Read, out: &mut dyn Write, complaints: &mut dyn Write) -> ExitCode {
    let mut buffered = BufWriter::with_capacity(1 << 16, out);
    let out = &mut buffered;
    let result = match &args.command {
        LineageCommand::Check(args) => check::run(args, input, out),
        LineageCommand::Inbreeding(args) => inbreeding::run(args, input, out).map(|()| true),
        LineageCommand::Kinship(args) => kinship::run(args, input, out, complaints).map(|()| true),
        LineageCommand::Metrics(args) => metrics::run(args, input, out).map(|()| true),
    };
    let result = result.and_then(|sound| out.flush().map(|()| sound).map_err(CliError::Output));
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Who reads no further (`head`) has what he wanted.
        Err(CliError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Where a complaint can't be written, only the code is left to tell.
            let _ = writeln!(complaints, "{error}");
            ExitCode::from(if matches!(error, CliError::Faults { .. }) { 1 } else { 2 })
        }
    }
}
