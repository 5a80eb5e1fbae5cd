//! cargo-leptos, by its library. The same few lines as its own `main`.

use cargo_leptos::config::Cli;
use clap::Parser as _;

#[tokio::main]
async fn main() -> color_eyre::Result<()> {
    color_eyre::install()?;
    // Called as `cargo leptos build`, cargo passes its own word on.
    let mut args: Vec<String> = std::env::args().collect();
    if args.get(1).is_some_and(|word| word == "leptos") {
        args.remove(1);
    }
    let cli = Cli::parse_from(&args);
    cargo_leptos::logger::setup(cli.opts().map_or(0, |opts| opts.verbose), &cli.log);
    cargo_leptos::run(cli).await
}
