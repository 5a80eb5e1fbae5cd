//! Who asks: the session cookie of a portal, the actor behind it, and what pages need to know of the request.

use super::{client, cookies, observe::RequestId};
use crate::{app::AppState, host::House, preferences};
use app_shared::ssr::RequestInfo;
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use repti_model::{Actor, Problem};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite};
use tower_sessions_redis_store::RedisStore;

/// Paths of the breeder and admin portals that are open to somebody who isn't signed in.
const OPEN: [&str; 12] = [
    "/sign-in",
    "/sign-up",
    "/verify",
    "/forgot-password",
    "/reset-password",
    "/invitation",
    "/pkg/",
    "/fonts/",
    "/img/",
    "/sfn/",
    "/health",
    "/preferences",
];

/// Puts a portal's own session store around its router; public and embed have none.
pub fn with_store(router: Router, state: &AppState, house: House) -> Router {
    let (name, idle) = match house {
        House::Breeder => ("__Host-reptidex_breeder", tower_sessions::cookie::time::Duration::days(14)),
        House::Admin => ("__Host-reptidex_admin", tower_sessions::cookie::time::Duration::minutes(30)),
        _ => return router,
    };
    let layer = SessionManagerLayer::new(RedisStore::new(state.redis.clone()))
        .with_name(name)
        // Browsers treat *.localhost as trustworthy, so `__Host-` (which asks for Secure) works without TLS there.
        .with_secure(true)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(idle));
    router.layer(layer)
}

/// Loads the actor and puts `RequestInfo` where pages and server functions find it.
pub async fn load(State((state, house)): State<(AppState, House)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let actor = match actor_of(&state, parts.extensions.get::<Session>()).await {
        Ok(actor) => actor,
        Err(problem) => return unavailable(&problem),
    };
    if matches!(house, House::Breeder | House::Admin) && actor.is_none() && !is_open(parts.uri.path()) {
        return sign_in_first(&parts.method, parts.uri.path_and_query().map_or("/", |path| path.as_str()));
    }
    parts.extensions.insert(RequestInfo {
        domain: state.domain.clone(),
        actor,
        request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        address: client::address(&parts, state.config.trusted_proxies),
        user_agent: client::user_agent(&parts.headers),
        theme: preferences::one_of(&preferences::THEMES, cookies::get(&parts.headers, "theme")),
        density: preferences::one_of(&preferences::DENSITIES, cookies::get(&parts.headers, "density")),
        urls: state.urls.clone(),
        development: state.config.development,
    });
    next.run(Request::from_parts(parts, body)).await
}

async fn actor_of(_state: &AppState, _session: Option<&Session>) -> Result<Option<Actor>, Problem> {
    Ok(None)
}

fn is_open(path: &str) -> bool {
    OPEN.iter().any(|open| {
        path == *open || path.strip_prefix(open).is_some_and(|rest| open.ends_with('/') || rest.starts_with('/'))
    }) || matches!(path, "/favicon.svg" | "/manifest.webmanifest" | "/robots.txt")
}

fn sign_in_first(method: &Method, path: &str) -> Response {
    if *method != Method::GET {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    let target = if path == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={next}") };
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(&target) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

fn unavailable(problem: &Problem) -> Response {
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, problem.detail.clone()).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn only_what_signs_in_is_open_to_strangers() {
        for open in ["/sign-in", "/pkg/reptidex.x.js", "/verify", "/invitation/abc", "/sfn/breeder/sign_in"] {
            assert!(is_open(open), "{open}");
        }
        for closed in ["/", "/animals", "/sign-in-evil", "/pkgs", "/healthy", "/settings"] {
            assert!(!is_open(closed), "{closed}");
        }
    }
}
