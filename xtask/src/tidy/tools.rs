//! `tools/bundle` has its own lock file, and its wasm-bindgen must be the one the bundles are compiled with.

use anyhow::{Context as _, Result};

use crate::metadata;

const SHARED: &str = "wasm-bindgen-shared";

/// A complaint where the two lock files name different versions.
pub fn complaints() -> Result<Vec<String>> {
    let ours = locked(SHARED, "Cargo.lock")?;
    let tools = locked(SHARED, "tools/bundle/Cargo.lock")?;
    if ours == tools {
        return Ok(Vec::new());
    }
    Ok(vec![format!(
        "tools/bundle/Cargo.lock has {SHARED} {tools}, Cargo.lock {ours}: the two talk a private format. Write `=` and the version of Cargo.lock into \
         tools/bundle/Cargo.toml, then: cargo update --manifest-path tools/bundle/Cargo.toml -p wasm-bindgen-cli-support"
    )])
}

fn locked(package: &str, path: &str) -> Result<String> {
    let text =
        std::fs::read_to_string(metadata::root()?.join(path)).with_context(|| format!("{path} can't be read"))?;
    version(&text, package).map(str::to_owned).with_context(|| format!("{path} doesn't name {package}"))
}

/// The version of a package in the text of a lock file.
fn version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn the_version_of_the_named_package_only() {
        let lock =
            "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"ab\"\nversion = \"2.0.0\"\n";
        assert_eq!(version(lock, "ab"), Some("2.0.0"));
        assert_eq!(version(lock, "b"), None);
    }
}
