//! Signing in and out.

use crate::{
    api::{ApiError, ApiResult, ApiState, Json},
    jwt::ACCESS_SECONDS,
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use repti_core::{ClientInfo, RefreshGrant, TokenGrant};
use repti_model::{
    ErrorCode, PersonId, Problem,
    account::{SecondFactorCode, SignIn},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// E-mail, password and, for a person with a second factor, a code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    email: String,
    password: String,
    /// Of the authenticator app, or a recovery code.
    #[serde(default)]
    code: Option<String>,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshToken {
    refresh_token: String,
}

/// A pair of tokens.
#[derive(Serialize, ToSchema)]
pub struct TokenPair {
    /// For `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    token_type: String,
    /// Seconds until the access token expires.
    expires_in: i64,
    /// Good once, within seven days: it brings the next pair. Sent a second time, it ends the session.
    refresh_token: String,
    person_id: PersonId,
}

/// Sign in.
#[utoipa::path(post, path = "/sessions", tag = "sessions", request_body = NewSession, responses(
    (status = 201, description = "Signed in", body = TokenPair),
), security(()))]
pub async fn sign_in(
    State(api): State<ApiState>,
    Extension(client): Extension<ClientInfo>,
    Json(form): Json<NewSession>,
) -> ApiResult<Response> {
    let code = form.code.map(|code| SecondFactorCode { code });
    let form = SignIn { email: form.email, password: form.password };
    match api.app.domain.core.grant_tokens(&form, code.as_ref(), &client).await? {
        TokenGrant::Granted(grant) => Ok((StatusCode::CREATED, pair(&api, grant)?).into_response()),
        TokenGrant::CodeRequired => {
            let detail =
                "The password is right. Send the code of your authenticator app, or a recovery code, as `code` too.";
            Err(Problem::new(ErrorCode::SecondFactorRequired, detail).into())
        }
    }
}

/// Exchange a refresh token for the next pair.
#[utoipa::path(post, path = "/sessions/refresh", tag = "sessions", request_body = RefreshToken, responses(
    (status = 200, description = "The next pair", body = TokenPair),
), security(()))]
pub async fn refresh(
    State(api): State<ApiState>,
    Extension(client): Extension<ClientInfo>,
    Json(form): Json<RefreshToken>,
) -> ApiResult<Response> {
    let grant = api.app.domain.core.rotate_tokens(&form.refresh_token, &client).await?;
    pair(&api, grant)
}

/// Sign out: the refresh token and every access token of its session end now.
#[utoipa::path(post, path = "/sessions/sign-out", tag = "sessions", request_body = RefreshToken, responses(
    (status = 204, description = "Signed out, or never signed in"),
), security(()))]
pub async fn sign_out(State(api): State<ApiState>, Json(form): Json<RefreshToken>) -> ApiResult<StatusCode> {
    api.app.domain.core.revoke_tokens(&form.refresh_token).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn pair(api: &ApiState, grant: RefreshGrant) -> ApiResult<Response> {
    let access_token = api.jwt.sign(grant.person, grant.family, jiff::Timestamp::now()).map_err(|error| {
        tracing::error!(%error, "an access token could not be signed");
        ApiError::from(Problem::of(ErrorCode::Internal))
    })?;
    let pair = TokenPair {
        access_token,
        token_type: "Bearer".to_owned(),
        expires_in: ACCESS_SECONDS,
        refresh_token: grant.refresh_token,
        person_id: grant.person,
    };
    let mut response = Json(pair).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
