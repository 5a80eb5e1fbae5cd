//! Running the house: idempotent writes.

#[cfg(target_arch = "wasm32")]
compile_error!("the domain is for the server only");

pub mod idempotency;
mod store;
