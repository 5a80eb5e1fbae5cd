//! `reptidex lineage` on its own, without the server around it.

use std::{io, process::ExitCode};

use clap::Parser;
use repti_genetics_cli::{LineageArgs, lineage};

#[derive(Parser)]
#[command(name = "reptidex-lineage")]
struct Command {
    #[command(flatten)]
    args: LineageArgs,
}

fn main() -> ExitCode {
    let command = Command::parse();
    lineage(&command.args, &mut io::stdin().lock(), &mut io::stdout().lock(), &mut io::stderr().lock())
}
