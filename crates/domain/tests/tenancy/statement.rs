//! The statements of the stores, as sqlx wrote them down: `.sqlx/` is held complete by `script/sqlx prepare --check`.

use serde::Deserialize;
use std::{fs, path::PathBuf};

/// A statement and the types of its parameters.
pub struct Statement {
    pub sql: String,
    pub types: Vec<String>,
}

impl Statement {
    /// The beginning, to recognise it by.
    pub fn short(&self) -> String {
        let line = self.sql.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().take(140).collect()
    }
}

#[derive(Deserialize)]
struct File {
    query: String,
    describe: Describe,
}

#[derive(Deserialize)]
struct Describe {
    parameters: Parameters,
}

#[derive(Deserialize)]
struct Parameters {
    #[serde(rename = "Left", default)]
    types: Vec<String>,
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn all() -> Vec<Statement> {
    let mut statements: Vec<Statement> = fs::read_dir(root().join(".sqlx"))
        .expect(".sqlx is committed")
        .map(|entry| {
            let text = fs::read_to_string(entry.expect("readable").path()).expect("readable");
            let file: File = serde_json::from_str(&text).expect("sqlx wrote it");
            Statement { sql: file.query, types: file.describe.parameters.types }
        })
        .collect();
    statements.sort_by(|a, b| a.sql.cmp(&b.sql));
    statements
}
