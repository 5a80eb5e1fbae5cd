//! The person behind the token.

use crate::api::{ApiResult, ApiState, Caller, InPath, Json, SignedIn};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    Actor, InvitationId, Role, StaffRole, VivariumId,
    account::{Account, NameChange},
    vivarium::InvitationOffer,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Who a token is.
#[derive(Serialize, ToSchema)]
pub struct Me {
    account: Account,
    /// The vivarium of this request: the API token's, or the one named by `X-Vivarium`.
    vivarium: Option<MyVivarium>,
    /// What the token may.
    scopes: Option<Vec<String>>,
    staff: Option<StaffRole>,
}

/// The vivarium of a request.
#[derive(Serialize, ToSchema)]
pub struct MyVivarium {
    id: VivariumId,
    slug: String,
    name: String,
    role: Role,
}

async fn me_of(api: &ApiState, actor: Actor) -> ApiResult<Json<Me>> {
    let account = api.app.domain.core.account(&actor).await?;
    let vivarium = actor.vivarium.map(|own| MyVivarium { id: own.id, slug: own.slug, name: own.name, role: own.role });
    Ok(Json(Me { account, vivarium, scopes: actor.scopes, staff: actor.staff }))
}

/// Who am I?
#[utoipa::path(get, path = "/me", tag = "me", responses(
    (status = 200, description = "The person, the vivarium and the scopes", body = Me),
), security(("access_token" = []), ("api_token" = [])))]
pub async fn get_me(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<Me>> {
    me_of(&api, actor).await
}

/// Change my name.
#[utoipa::path(patch, path = "/me", tag = "me", request_body = NameChange, responses(
    (status = 200, description = "Changed", body = Me),
), security(("access_token" = [])))]
pub async fn change_me(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(form): Json<NameChange>,
) -> ApiResult<Json<Me>> {
    api.app.domain.core.change_name(&actor, &form).await?;
    me_of(&api, actor).await
}

/// Invitations to me that are open.
#[utoipa::path(get, path = "/me/invitations", tag = "me", responses(
    (status = 200, description = "The invitations", body = [InvitationOffer]),
), security(("access_token" = [])))]
pub async fn my_invitations(
    State(api): State<ApiState>,
    Caller(actor): Caller,
) -> ApiResult<Json<Vec<InvitationOffer>>> {
    Ok(Json(api.app.domain.core.my_invitations(&actor).await?))
}

/// Accept an invitation.
#[utoipa::path(post, path = "/me/invitations/{id}/accept", tag = "me", params(("id" = InvitationId, Path)), responses(
    (status = 204, description = "A member now"),
), security(("access_token" = [])))]
pub async fn accept_invitation(
    State(api): State<ApiState>,
    SignedIn(actor): SignedIn,
    InPath(id): InPath<InvitationId>,
) -> ApiResult<StatusCode> {
    api.app.domain.core.accept_invitation_by_id(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Decline an invitation.
#[utoipa::path(post, path = "/me/invitations/{id}/decline", tag = "me", params(("id" = InvitationId, Path)), responses(
    (status = 204, description = "Declined"),
), security(("access_token" = [])))]
pub async fn decline_invitation(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<InvitationId>,
) -> ApiResult<StatusCode> {
    api.app.domain.core.decline_invitation(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
