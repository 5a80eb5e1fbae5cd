//! How server functions reach the domain.

pub(super) use app_shared::ssr::{client, core};

use app_shared::{AppError, ssr::domain};
use repti_domain::{repti_animal::Animals, repti_media::Media, repti_ops::Ops};

/// The context of animals and their taxa.
pub(super) fn animals() -> Result<Animals, AppError> {
    domain().map(|domain| domain.animal)
}

/// The context of photographs.
pub(super) fn media() -> Result<Media, AppError> {
    domain().map(|domain| domain.media)
}

/// The context of queues and stores.
pub(super) fn ops() -> Result<Ops, AppError> {
    domain().map(|domain| domain.ops)
}
