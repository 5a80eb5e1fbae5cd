//! What cargo-leptos asks of swc: to make wasm-bindgen's script smaller. The real one is a compiler of fifty crates, for one script of a few
//! kilobytes; this drops comments and indentation, which is nearly all of what compression leaves to be saved.

use std::{convert::Infallible, sync::Arc};

use swc_common::{SourceFile, SourceMap};

mod squeeze;

pub mod config {
    #[derive(Debug)]
    pub enum IsModule {
        Bool(bool),
    }

    #[derive(Debug)]
    pub struct JsMinifyOptions {
        pub compress: super::BoolOrDataConfig,
        pub mangle: super::BoolOrDataConfig,
        pub module: IsModule,
        /// As in swc, there are more options than a caller names.
        pub keep_fnames: bool,
    }

    impl Default for JsMinifyOptions {
        fn default() -> Self {
            let off = super::BoolOrDataConfig::from_bool;
            Self { compress: off(false), mangle: off(false), module: IsModule::Bool(false), keep_fnames: false }
        }
    }
}

#[derive(Debug)]
pub struct BoolOrDataConfig(pub bool);

impl BoolOrDataConfig {
    #[must_use]
    pub fn from_bool(on: bool) -> Self {
        Self(on)
    }
}

#[derive(Debug, Default)]
pub struct JsMinifyExtras;

#[derive(Debug, Default)]
pub struct HandlerOpts;

/// What errors would be told to.
#[derive(Debug)]
pub struct Handler;

/// What can't happen: see [`Compiler::minify`].
#[derive(Debug)]
pub struct PrettyError(anyhow::Error);

impl PrettyError {
    #[must_use]
    pub fn to_pretty_error(self) -> anyhow::Error {
        self.0
    }
}

/// # Errors
/// What `run` returns.
pub fn try_with_handler<T>(
    _: Arc<SourceMap>,
    _: HandlerOpts,
    run: impl FnOnce(&Handler) -> anyhow::Result<T>,
) -> Result<T, PrettyError> {
    run(&Handler).map_err(PrettyError)
}

#[derive(Debug)]
pub struct TransformOutput {
    pub code: String,
}

#[derive(Debug)]
pub struct Compiler;

impl Compiler {
    #[must_use]
    pub fn new(_: Arc<SourceMap>) -> Self {
        Self
    }

    /// # Errors
    /// Never.
    pub fn minify(
        &self,
        script: Arc<SourceFile>,
        _: &Handler,
        _: &config::JsMinifyOptions,
        _: JsMinifyExtras,
    ) -> Result<TransformOutput, Infallible> {
        Ok(TransformOutput { code: squeeze::squeeze(&script.src) })
    }
}
