//! API tokens of the vivarium of the request.

use crate::api::{ApiResult, ApiState, Caller, Created, InPath, Json, SignedIn};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    ApiTokenId,
    account::{ApiTokenRow, NewApiToken},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A token, shown this once.
#[derive(Serialize, ToSchema)]
pub struct NewToken {
    id: ApiTokenId,
    /// Keep it: it is never shown again.
    token: String,
}

/// The tokens.
#[utoipa::path(get, path = "/tokens", tag = "vivariums", responses(
    (status = 200, description = "The tokens, without their text", body = [ApiTokenRow]),
), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn list_tokens(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<Vec<ApiTokenRow>>> {
    Ok(Json(api.app.domain.core.list_api_tokens(&actor).await?))
}

/// Make a token.
#[utoipa::path(post, path = "/tokens", tag = "vivariums", request_body = NewApiToken, responses(
    (status = 201, description = "Made; its text is in the answer and nowhere else", body = NewToken),
), security(("access_token" = [])))]
pub async fn create_token(
    State(api): State<ApiState>,
    SignedIn(actor): SignedIn,
    Json(form): Json<NewApiToken>,
) -> ApiResult<Created<Json<NewToken>>> {
    let (id, token) = api.app.domain.core.create_api_token(&actor, &form).await?;
    Ok(Created(format!("/api/v1/core/tokens/{id}"), Json(NewToken { id, token })))
}

/// End a token at once.
#[utoipa::path(delete, path = "/tokens/{id}", tag = "vivariums",
    params(("id" = ApiTokenId, Path)), responses(
    (status = 204, description = "Ended"),
), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn revoke_token(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ApiTokenId>,
) -> ApiResult<StatusCode> {
    api.app.domain.core.revoke_api_token(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
