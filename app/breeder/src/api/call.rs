//! How server functions reach the domain.

pub(super) use app_shared::ssr::{client, core};

use app_shared::{AppError, ssr::domain};
use repti_domain::repti_animal::Animals;

/// The context of animals and their lineage.
pub(super) fn animals() -> Result<Animals, AppError> {
    domain().map(|domain| domain.animal)
}
