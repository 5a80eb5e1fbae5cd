//! The part of `cargo metadata` the checks read.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// A package as its manifest describes it.
#[derive(Debug, Clone)]
pub struct Package {
    pub name: String,
    pub licence: Option<String>,
    pub dependencies: Vec<Dependency>,
}

/// An entry of a manifest's `[dependencies]`, `[dev-dependencies]` or `[build-dependencies]`.
#[derive(Debug, Clone)]
pub struct Dependency {
    pub name: String,
    /// Compiled only with a feature.
    pub optional: bool,
    /// Compiled only for tests, benches and examples.
    pub dev: bool,
    /// Lies in this repository.
    pub local: bool,
    pub features: Vec<String>,
}

/// The checkout's root folder.
pub fn root() -> Result<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    Ok(here.parent().context("xtask has no parent folder")?.to_owned())
}

/// The packages of this workspace, as their manifests say.
pub fn workspace() -> Result<Vec<Package>> {
    packages(&["--no-deps"])
}

/// Every package of `Cargo.lock`, whatever the platform.
pub fn everything() -> Result<Vec<Package>> {
    packages(&[])
}

/// What a command of ours prints; an error if it fails.
pub fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root()?)
        .output()
        .with_context(|| format!("{program} could not be started"))?;
    ensure!(
        output.status.success(),
        "{program} {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8(output.stdout)?)
}

fn packages(more: &[&str]) -> Result<Vec<Package>> {
    let mut arguments = vec!["metadata", "--format-version", "1"];
    arguments.extend(more);
    parse(&output("cargo", &arguments)?)
}

fn parse(json: &str) -> Result<Vec<Package>> {
    let metadata: Value = serde_json::from_str(json)?;
    let packages = metadata["packages"].as_array().context("cargo metadata without packages")?;
    Ok(packages
        .iter()
        .map(|package| Package {
            name: text(&package["name"]),
            licence: package["license"].as_str().map(str::to_owned),
            dependencies: package["dependencies"].as_array().into_iter().flatten().map(dependency).collect(),
        })
        .collect())
}

fn dependency(entry: &Value) -> Dependency {
    Dependency {
        name: text(&entry["name"]),
        optional: entry["optional"].as_bool().unwrap_or(false),
        dev: entry["kind"].as_str() == Some("dev"),
        local: entry["path"].is_string(),
        features: entry["features"].as_array().into_iter().flatten().map(text).collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_entry_says_whether_it_is_optional_local_or_for_tests() {
        let packages = parse(
            r#"{"packages":[{"name":"app-ui","license":"MIT","dependencies":[
                {"name":"repti-model","kind":null,"optional":false,"path":"/x","features":["openapi"]},
                {"name":"axum","kind":null,"optional":true,"features":[]},
                {"name":"insta","kind":"dev","optional":false,"features":[]}]}]}"#,
        )
        .unwrap();
        let [model, axum, insta] = &packages[0].dependencies[..] else { panic!("three entries") };
        assert!(model.local && !model.optional && model.features == ["openapi"]);
        assert!(axum.optional && !axum.local && !axum.dev);
        assert!(insta.dev);
    }

    #[test]
    fn the_workspace_can_be_read() {
        assert!(workspace().unwrap().iter().any(|package| package.name == "xtask"));
    }
}
