//! `reptidex`: see `reptidex --help`.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]

use clap::Parser;

/// A page is thousands of small allocations: the C library's allocator was a quarter of a page's processor time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    match reptidex::cli::Cli::parse().run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("reptidex: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
