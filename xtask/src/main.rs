//! Checks of the house rules that no compiler makes, `cargo xtask tidy` and `cargo xtask licences`, and what is written by a program: `cargo xtask dashboards`.
// Printing is what these commands are for.
#![allow(clippy::print_stdout)]

mod dashboards;
mod licences;
mod metadata;
mod spdx;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND
  tidy       who may depend on whom, what may stand where, what may reach a browser
  licences   every crate in Cargo.lock has a licence we accept
  dashboards writes Grafana's dashboards (infra/monitoring/grafana/dashboards); with --check only says what would change";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let outcome = match command.as_str() {
        "tidy" => tidy::run(),
        "licences" => licences::run(),
        "dashboards" => dashboards::run(std::env::args().any(|argument| argument == "--check")),
        _ => {
            println!("{HELP}");
            return if matches!(command.as_str(), "help" | "-h" | "--help") {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
    };
    match outcome {
        Ok(complaints) if complaints.is_empty() => ExitCode::SUCCESS,
        Ok(complaints) => {
            for complaint in &complaints {
                println!("{complaint}");
            }
            println!("{command}: {} to fix", complaints.len());
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("{command} could not look: {error:#}");
            ExitCode::FAILURE
        }
    }
}
