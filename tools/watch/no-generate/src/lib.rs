//! What cargo-leptos asks of cargo-generate for `cargo leptos new`, which ReptiDex never runs: the names only, and a refusal.

use std::path::PathBuf;

#[derive(Debug, Default)]
pub struct TemplatePath {
    pub git: Option<String>,
    pub branch: Option<String>,
    pub tag: Option<String>,
    pub path: Option<String>,
}

#[derive(Debug, Default)]
pub struct GenerateArgs {
    pub template_path: TemplatePath,
    pub name: Option<String>,
    pub force: bool,
    pub verbose: bool,
    pub init: bool,
}

/// Never generates anything.
///
/// # Errors
/// Always.
pub fn generate(_: GenerateArgs) -> anyhow::Result<PathBuf> {
    anyhow::bail!("This cargo-leptos was built for ReptiDex, without `new`: cargo install cargo-leptos brings the whole one.")
}
