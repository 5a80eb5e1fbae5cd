//! What must never be compiled for a browser.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::metadata;

const PORTALS: &[&str] = &["public", "breeder", "admin", "embed"];

/// By the beginning of their names: databases, servers, cryptography of the server, other runtimes, the domain.
const NEVER: &[&str] = &[
    "sqlx",
    "tokio",
    "axum",
    "hyper",
    "tower",
    "aws-",
    "fred",
    "redis",
    "rustls",
    "openssl",
    "ring",
    "argon2",
    "lettre",
    "webauthn",
    "jsonwebtoken",
    "graphile_worker",
    "leptos_axum",
    "leptos_integration_utils",
    "tracing-subscriber",
    "metrics",
    "calamine",
    "rust_xlsxwriter",
    "zxcvbn",
    "chrono",
    "rand",
    "repti-db",
    "repti-core",
    "repti-animal",
    "repti-ops",
    "repti-domain",
    "repti-media",
    "repti-community",
    "repti-commerce",
];

/// Every banned crate in the tree of a portal's bundle.
pub fn complaints() -> Result<Vec<String>> {
    let mut found = Vec::new();
    for portal in PORTALS {
        let package = format!("frontend-{portal}");
        let arguments = [
            "tree",
            "--package",
            &package,
            "--target",
            "wasm32-unknown-unknown",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ];
        found.extend(banned(&package, &metadata::output("cargo", &arguments)?));
    }
    Ok(found)
}

fn banned(bundle: &str, tree: &str) -> Vec<String> {
    let crates: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    crates
        .into_iter()
        .filter(|name| NEVER.iter().any(|banned| name.starts_with(banned)))
        .map(|name| format!("{bundle}: {name} is compiled into the bundle (cargo tree -p {bundle} --target wasm32-unknown-unknown -e normal -i {name})"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_crate_is_named_once_with_the_way_to_find_it() {
        let tree = "frontend-public v0.1.0 (/x)\nleptos v0.8.23\nsqlx-core v0.9.0\nsqlx-core v0.9.0 (*)\n";
        let found = banned("frontend-public", tree);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("sqlx-core"));
    }
}
