//! Photographs that look like another breeder's: looked at with both owners, decided.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{
    LikenessId, PhotoId,
    media::{LikenessCase, LikenessState},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::media;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::media::LikenessVerdict;

/// Likenesses of one state, and how many are open in all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likenesses {
    /// The state that they have.
    pub state: LikenessState,
    /// Some of them; not all at once where there are very many.
    pub cases: Vec<LikenessCase>,
    /// How many wait.
    pub open: u64,
}

/// Likenesses in a state.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "likenesses")]
pub async fn load_likenesses(state: LikenessState) -> Result<Stamped<Likenesses>, AppError> {
    let (media, actor) = (media()?, require_actor()?);
    let cases = media.likenesses(&actor, state).await?;
    let open = media.open_likenesses(&actor).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value: Likenesses { state, cases, open } })
}

/// How many wait, for the place at the side.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "likenesses_waiting", input = server_fn::codec::Json)]
pub async fn count_likenesses() -> Result<u64, AppError> {
    Ok(media()?.open_likenesses(&require_actor()?).await?)
}

/// Says that a likeness is no copy.
///
/// # Errors
/// Without a reason; when somebody decided it meanwhile; unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "dismiss_likeness")]
pub async fn dismiss_likeness(id: LikenessId, reason: String) -> Result<Onward, AppError> {
    let verdict = LikenessVerdict { take_down: None, reason };
    media()?.judge_likeness(&require_actor()?, id, &verdict).await?;
    Ok(onward("/likenesses?note=likeness-dismissed"))
}

/// Takes one of the two photographs down; its sender reads the reason.
///
/// # Errors
/// As for dismissing; when it is none of the two, or is taken down already.
#[server(prefix = "/sfn/admin", endpoint = "take_photo_down")]
pub async fn take_photo_down(id: LikenessId, photo: PhotoId, reason: String) -> Result<Onward, AppError> {
    let verdict = LikenessVerdict { take_down: Some(photo), reason };
    media()?.judge_likeness(&require_actor()?, id, &verdict).await?;
    Ok(onward("/likenesses?note=photo-taken-down"))
}

/// Puts a photograph back that was taken down: it is prepared again from what was sent.
///
/// # Errors
/// When it isn't taken down (any more); unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "put_photo_back")]
pub async fn put_photo_back(id: PhotoId) -> Result<Onward, AppError> {
    media()?.put_back(&require_actor()?, id).await?;
    Ok(onward("/likenesses?show=upheld&note=photo-put-back"))
}
