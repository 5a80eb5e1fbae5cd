//! Invitations of the vivarium of the request.

use crate::api::{ApiResult, ApiState, Caller, Created, InPath, Json};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    InvitationId,
    vivarium::{InvitationRow, Invite},
};
use serde::Serialize;
use utoipa::ToSchema;

/// What was made.
#[derive(Serialize, ToSchema)]
pub struct Invited {
    id: InvitationId,
}

/// Open invitations.
#[utoipa::path(get, path = "/invitations", tag = "vivariums", responses(
    (status = 200, description = "The open invitations", body = [InvitationRow]),
), security(("access_token" = []), ("api_token" = ["members:write"])))]
pub async fn list_invitations(
    State(api): State<ApiState>,
    Caller(actor): Caller,
) -> ApiResult<Json<Vec<InvitationRow>>> {
    Ok(Json(api.app.domain.core.list_invitations(&actor).await?))
}

/// Invite somebody by e-mail. An open invitation to the same address is replaced.
#[utoipa::path(post, path = "/invitations", tag = "vivariums", request_body = Invite, responses(
    (status = 201, description = "Invited; the mail is on its way", body = Invited),
), security(("access_token" = []), ("api_token" = ["members:write"])))]
pub async fn invite(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(form): Json<Invite>,
) -> ApiResult<Created<Json<Invited>>> {
    let id = api.app.domain.core.invite_member(&actor, &form).await?;
    Ok(Created(format!("/api/v1/core/invitations/{id}"), Json(Invited { id })))
}

/// Take an invitation back.
#[utoipa::path(delete, path = "/invitations/{id}", tag = "vivariums",
    params(("id" = InvitationId, Path)), responses(
    (status = 204, description = "Taken back"),
), security(("access_token" = []), ("api_token" = ["members:write"])))]
pub async fn revoke_invitation(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<InvitationId>,
) -> ApiResult<StatusCode> {
    api.app.domain.core.revoke_invitation(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
