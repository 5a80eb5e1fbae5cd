//! `reptidex`: see `reptidex --help`.

use clap::Parser;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    match reptidex::cli::Cli::parse().run().await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reptidex: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
