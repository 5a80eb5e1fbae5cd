//! The only place of this crate that speaks SQL.

pub(crate) mod counts;
pub(crate) mod idempotency;
pub(crate) mod jobs;
pub(crate) mod seed;
pub(crate) mod status;
pub(crate) mod webhook_deliveries;
pub(crate) mod webhooks;
pub(crate) mod widgets;
