//! What cargo-leptos hands to `swc` beside the script itself: the names only.

use std::sync::Arc;

/// Where a script comes from.
#[derive(Debug)]
pub enum FileName {
    Anon,
}

/// A script's text.
#[derive(Debug)]
pub struct SourceFile {
    pub src: String,
}

#[derive(Debug, Default)]
pub struct SourceMap;

impl SourceMap {
    #[must_use]
    pub fn new_source_file(&self, _: Arc<FileName>, src: String) -> Arc<SourceFile> {
        Arc::new(SourceFile { src })
    }
}

/// The state that a run of swc shares.
#[derive(Debug, Default)]
pub struct Globals;

#[derive(Debug)]
pub struct Scope;

pub static GLOBALS: Scope = Scope;

impl Scope {
    pub fn set<T>(&self, _: &Globals, run: impl FnOnce() -> T) -> T {
        run()
    }
}
