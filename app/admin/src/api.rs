//! Server functions of the admin portal, mounted under `/sfn/admin/` only.

pub mod account;
pub mod audit;
#[cfg(feature = "ssr")]
mod call;
pub mod catalogue;
pub mod disputes;
pub mod enrol;
pub mod health;
pub mod likenesses;
pub mod overview;
pub mod people;
pub mod photos;
pub mod sign_in;
pub mod taxa;
pub mod vivariums;
