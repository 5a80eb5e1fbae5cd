//! How server functions reach the domain.

pub(super) use app_shared::ssr::{client, core};

use app_shared::{AppError, ssr::domain};
use repti_domain::{
    repti_animal::{AnimalError, Animals},
    repti_media::Media,
};
use repti_model::{ErrorCode, Problem};

/// The context of animals and their lineage.
pub(super) fn animals() -> Result<Animals, AppError> {
    domain().map(|domain| domain.animal)
}

/// The context of photographs.
pub(super) fn media() -> Result<Media, AppError> {
    domain().map(|domain| domain.media)
}

/// A figure among others on a page, or what is said in its place where it isn't its turn just now: the page shows all the same.
pub(super) fn just_now<T>(found: Result<T, AnimalError>) -> Result<Result<T, String>, AppError> {
    match found.map_err(Problem::from) {
        Ok(found) => Ok(Ok(found)),
        Err(Problem { code: ErrorCode::RateLimited | ErrorCode::Unavailable, detail, .. }) => Ok(Err(detail)),
        Err(problem) => Err(problem.into()),
    }
}
