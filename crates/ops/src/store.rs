//! SQL of this context.

pub(crate) mod idempotency;
