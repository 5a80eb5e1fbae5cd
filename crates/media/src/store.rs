//! SQL of the media context.

pub(crate) mod avif;
pub(crate) mod change;
pub(crate) mod desk;
pub(crate) mod likeness;
pub(crate) mod logo;
pub(crate) mod photo;
pub(crate) mod public;
pub(crate) mod result;
pub mod seed;
pub(crate) mod sweep;
pub(crate) mod upload;
pub(crate) mod video;

/// Counts and sizes come as the signed numbers of SQL.
pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
