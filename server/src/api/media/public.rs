//! What anybody may see of photographs, without signing in.

use crate::api::{ApiResult, ApiState, InPath, Json};
use axum::extract::State;
use repti_model::{AnimalId, media::PublicPhoto};

/// The photos of a public animal, the first being its cover. Nobody has to sign in.
#[utoipa::path(get, path = "/public/animals/{id}/photos", tag = "photos", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "All of them", body = Vec<PublicPhoto>)), security(()))]
pub async fn public_photos(
    State(api): State<ApiState>,
    InPath(animal): InPath<AnimalId>,
) -> ApiResult<Json<Vec<PublicPhoto>>> {
    let domain = &api.app.domain;
    let photos = domain.media.public_photos(animal).await?;
    if photos.is_empty() {
        // An animal that isn't public is no animal without photos.
        domain.animal.public_animal(animal).await?;
    }
    Ok(Json(photos))
}
