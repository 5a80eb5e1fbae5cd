//! Who belongs to the vivarium of the request.

use crate::api::{ApiResult, ApiState, Caller, InPath, Json, SignedIn};
use axum::{extract::State, http::StatusCode};
use repti_model::{MembershipId, Role, vivarium::MemberRow};
use serde::Deserialize;
use utoipa::ToSchema;

/// Another role.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    role: Role,
}

/// The members.
#[utoipa::path(get, path = "/members", tag = "vivariums", responses(
    (status = 200, description = "The members; addresses only for those who manage them", body = [MemberRow]),
), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn list_members(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<Vec<MemberRow>>> {
    Ok(Json(api.app.domain.core.list_members(&actor).await?))
}

/// Change a member's role.
#[utoipa::path(patch, path = "/members/{id}", tag = "vivariums", request_body = RoleChange,
    params(("id" = MembershipId, Path)), responses(
    (status = 204, description = "Changed"),
), security(("access_token" = []), ("api_token" = ["members:write"])))]
pub async fn change_member(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<MembershipId>,
    Json(form): Json<RoleChange>,
) -> ApiResult<StatusCode> {
    api.app.domain.core.change_role(&actor, id, form.role).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove a member.
#[utoipa::path(delete, path = "/members/{id}", tag = "vivariums",
    params(("id" = MembershipId, Path)), responses(
    (status = 204, description = "Removed"),
), security(("access_token" = []), ("api_token" = ["members:write"])))]
pub async fn remove_member(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<MembershipId>,
) -> ApiResult<StatusCode> {
    api.app.domain.core.remove_member(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leave the vivarium of this request.
#[utoipa::path(post, path = "/members/leave", tag = "vivariums", responses(
    (status = 204, description = "Left"),
), security(("access_token" = [])))]
pub async fn leave(State(api): State<ApiState>, SignedIn(actor): SignedIn) -> ApiResult<StatusCode> {
    api.app.domain.core.leave_vivarium(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
