//! Who calls: an access token of a session or an API token of a vivarium, proven and then looked up at every request.

use super::{ApiError, ApiResult, ApiState, Caller, limits};
use crate::{
    jwt::Refused,
    layers::{
        client,
        observe::{RequestSpan, asked_by},
    },
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use repti_core::{ClientInfo, api_tokens::API_TOKEN_PREFIX};
use repti_model::{Actor, ErrorCode, Problem};

/// Marks a request that came with the access token of a session, not with an API token.
#[derive(Debug, Clone, Copy)]
pub struct BySession;

/// From where a request comes.
#[must_use]
pub fn client_of(api: &ApiState, parts: &Parts) -> ClientInfo {
    ClientInfo {
        address: client::address(parts, api.app.config.trusted_proxies),
        user_agent: client::user_agent(&parts.headers),
    }
}

/// Puts [`Caller`] where handlers find it. No `Authorization`: a stranger, whom most handlers refuse. A wrong one: 401 at once.
pub async fn authenticate(State(api): State<ApiState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match prove(&api, &mut parts).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(error) => error.into_response(),
    }
}

async fn prove(api: &ApiState, parts: &mut Parts) -> ApiResult<()> {
    let client = client_of(api, parts);
    let Some(token) = bearer(&parts.headers)? else {
        parts.extensions.insert(client.clone());
        return if parts.uri.path().starts_with("/api/v1/") {
            limits::stranger(api, &client.address).await
        } else {
            Ok(())
        };
    };
    let wanted = parts.headers.get("x-vivarium").map(|value| value.to_str().unwrap_or_default().to_owned());
    let actor = if token.starts_with(API_TOKEN_PREFIX) {
        by_api_token(api, &token, &client, wanted.as_deref()).await?
    } else {
        parts.extensions.insert(BySession);
        by_access_token(api, &token, &client, wanted.as_deref()).await?
    };
    asked_by(parts.extensions.get::<RequestSpan>(), &actor);
    limits::caller(api, &actor).await?;
    parts.extensions.insert(client);
    parts.extensions.insert(Caller(actor));
    Ok(())
}

fn bearer(headers: &HeaderMap) -> ApiResult<Option<String>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let token = value.to_str().ok().and_then(|text| {
        let (scheme, token) = text.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    });
    match token {
        Some(token) if !token.is_empty() => Ok(Some(token)),
        _ => Err(ApiError::unauthenticated("Expected Authorization: Bearer and a token.")),
    }
}

async fn by_api_token(api: &ApiState, token: &str, client: &ClientInfo, wanted: Option<&str>) -> ApiResult<Actor> {
    let found = api.app.domain.core.load_token_actor(token, &client.address).await?;
    let actor =
        found.ok_or_else(|| ApiError::unauthenticated("This API token is unknown, has expired or was taken back."))?;
    let fits =
        |wanted: &str| actor.vivarium.as_ref().is_some_and(|own| own.slug == wanted || own.id.to_string() == wanted);
    if wanted.is_none_or(fits) { Ok(actor) } else { Err(no_vivarium()) }
}

async fn by_access_token(api: &ApiState, token: &str, client: &ClientInfo, wanted: Option<&str>) -> ApiResult<Actor> {
    let claims = match api.jwt.verify(token) {
        Ok(claims) => claims,
        Err(refused) => {
            limits::stranger(api, &client.address).await?;
            return Err(ApiError::unauthenticated(match refused {
                Refused::Expired => {
                    "This access token has expired. Get another with POST /api/v1/core/sessions/refresh."
                }
                Refused::Forged => "This is no token of ours.",
            }));
        }
    };
    let core = &api.app.domain.core;
    let gone = || ApiError::unauthenticated("This session has ended. Sign in again.");
    let actor = core
        .load_family_actor(claims.fam, wanted)
        .await?
        .filter(|actor| actor.person_id == claims.sub)
        .ok_or_else(gone)?;
    if wanted.is_some() && actor.vivarium.is_none() { Err(no_vivarium()) } else { Ok(actor) }
}

fn no_vivarium() -> ApiError {
    Problem::new(ErrorCode::NotFound, "There is no such vivarium here (header X-Vivarium).").into()
}
