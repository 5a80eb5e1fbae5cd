//! Animals and their lineage: the registry, who descends from whom, and the ways in and out.

#[cfg(target_arch = "wasm32")]
compile_error!("the domain is for the server only; browsers share repti-model and repti-genetics");

pub mod export;
pub mod import;
