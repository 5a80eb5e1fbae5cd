//! Workspaces.

use crate::api::{ApiError, ApiResult, ApiState, Caller, Created, IfMatch, InPath, Json, SignedIn, Versioned};
use axum::extract::State;
use repti_model::{
    Actor, ErrorCode, Problem, VivariumId,
    vivarium::{NewVivarium, VivariumProfile, VivariumSummary},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// The vivariums that I belong to.
#[utoipa::path(get, path = "/vivariums", tag = "vivariums", responses(
    (status = 200, description = "By name", body = [VivariumSummary]),
), security(("access_token" = []), ("api_token" = [])))]
pub async fn list_vivariums(
    State(api): State<ApiState>,
    Caller(actor): Caller,
) -> ApiResult<Json<Vec<VivariumSummary>>> {
    let mut mine = api.app.domain.core.my_vivariums(&actor).await?;
    // A token of one vivarium doesn't tell what else its maker belongs to.
    if let (Some(own), true) = (&actor.vivarium, actor.scopes.is_some()) {
        mine.retain(|vivarium| vivarium.id == own.id);
    }
    Ok(Json(mine))
}

/// Found a vivarium, with me as its herpetologist.
#[utoipa::path(post, path = "/vivariums", tag = "vivariums", request_body = NewVivarium, responses(
    (status = 201, description = "Founded", body = VivariumSummary),
), security(("access_token" = [])))]
pub async fn create_vivarium(
    State(api): State<ApiState>,
    SignedIn(actor): SignedIn,
    Json(form): Json<NewVivarium>,
) -> ApiResult<Created<Json<VivariumSummary>>> {
    let made = api.app.domain.core.create_vivarium(&actor, &form).await?;
    Ok(Created(format!("/api/v1/core/vivariums/{}", made.id), Json(made)))
}

/// The profile of the vivarium of this request.
#[utoipa::path(get, path = "/vivariums/{id}", tag = "vivariums",
    params(("id" = VivariumId, Path)), responses(
    (status = 200, description = "The profile", body = VivariumProfile),
), security(("access_token" = []), ("api_token" = [])))]
pub async fn get_vivarium(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<VivariumId>,
) -> ApiResult<Versioned<VivariumProfile>> {
    require_this(&actor, id)?;
    let profile = api.app.domain.core.vivarium_profile(&actor).await?;
    Ok(Versioned(profile.version, profile))
}

/// What a vivarium says about itself. The version travels in `If-Match`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VivariumForm {
    name: String,
    slug: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    location: String,
    #[serde(default)]
    website: String,
    #[serde(default)]
    listed: bool,
    time_zone: String,
    code_template: String,
}

/// Change the profile.
#[utoipa::path(put, path = "/vivariums/{id}", tag = "vivariums", request_body = VivariumForm,
    params(("id" = VivariumId, Path), ("If-Match" = String, Header)), responses(
    (status = 200, description = "Changed", body = VivariumProfile),
), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn change_vivarium(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<VivariumId>,
    IfMatch(version): IfMatch,
    Json(form): Json<VivariumForm>,
) -> ApiResult<Versioned<VivariumProfile>> {
    require_this(&actor, id)?;
    let form = VivariumProfile {
        name: form.name,
        slug: form.slug,
        about: form.about,
        location: form.location,
        website: form.website,
        listed: form.listed,
        time_zone: form.time_zone,
        code_template: form.code_template,
        version,
    };
    let saved = api.app.domain.core.update_vivarium(&actor, &form).await.map_err(ApiError::of_precondition)?;
    Ok(Versioned(saved.version, saved))
}

/// Paths that name a vivarium answer for that of the request only: another one isn't found.
pub(super) fn require_this(actor: &Actor, id: VivariumId) -> ApiResult<()> {
    if actor.vivarium.as_ref().is_some_and(|own| own.id == id) {
        return Ok(());
    }
    Err(Problem::new(ErrorCode::NotFound, "There is no such vivarium here. Name it by X-Vivarium too.").into())
}
