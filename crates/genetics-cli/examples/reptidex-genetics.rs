//! `reptidex genetics …` by itself, until the server's binary has it: `cargo run -p repti-genetics-cli --example reptidex-genetics -- cross …`

use clap::Parser;
use repti_genetics_cli::{GeneticsCommand, run_genetics};
use std::{io::Write as _, process::ExitCode};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: GeneticsCommand,
}

fn main() -> ExitCode {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let code = run_genetics(&Cli::parse().command, &mut out, &mut std::io::stderr());
    if out.flush().is_err() { ExitCode::FAILURE } else { code }
}
