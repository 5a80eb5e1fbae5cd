//! The house rules of `ARCHITECTURE.md`, enforced.

mod bundles;
mod dependencies;
mod sources;
mod tools;

use anyhow::Result;

use crate::metadata;

/// Everything that breaks a rule, each with the file or crate it is in and what to do.
pub fn run() -> Result<Vec<String>> {
    let mut complaints = dependencies::complaints(&metadata::workspace()?);
    complaints.extend(sources::complaints()?);
    complaints.extend(bundles::complaints()?);
    complaints.extend(tools::complaints()?);
    Ok(complaints)
}
