//! Who asks: the session cookie of a portal, the actor behind it, and what pages need to know of the request.

use super::{
    apology, client, cookies,
    observe::{RequestId, RequestSpan, asked_by},
    session_store::TimedStore,
};
use crate::{app::AppState, host::House, preferences, within::Within};
use app_shared::ssr::{RequestInfo, session_key, sessions_gone};
use axum::{
    Json, Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use repti_core::Portal;
use repti_model::{Actor, Problem, SessionId};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite};

/// Paths of the breeder and admin portals that are open to somebody who isn't signed in.
const OPEN: [&str; 16] = [
    "/sign-in",
    "/sign-up",
    "/verify-email",
    "/confirm-email",
    "/forgot-password",
    "/reset-password",
    "/invitation",
    "/dev/mailbox",
    "/pkg/",
    "/fonts/",
    "/img/",
    "/gene-catalogue/",
    "/sfn/",
    "/health",
    "/preferences",
    // Of development; elsewhere there is no such page, for anybody.
    "/gallery",
];

/// Paths of the breeder portal that make sense without a vivarium.
const WITHOUT_VIVARIUM: [&str; 3] = ["/welcome", "/account", "/gallery"];

/// Puts a portal's own session store around its router; public and embed have none.
pub fn with_store(router: Router, state: &AppState, house: House) -> Router {
    // The store forgets a session only when it is over in any case. Idleness is the database's to judge, which sees every
    // request: here only a change would count as one, and somebody at work would be signed out in the middle of it.
    let (name, portal) = match house {
        House::Breeder => ("__Host-reptidex_breeder", Portal::Breeder),
        House::Admin => ("__Host-reptidex_admin", Portal::Admin),
        _ => return router,
    };
    let longest = tower_sessions::cookie::time::Duration::seconds_f64(portal.absolute_seconds());
    let layer = SessionManagerLayer::new(TimedStore::new(state.redis.clone()))
        .with_name(name)
        // Browsers treat *.localhost as trustworthy, so `__Host-` (which asks for Secure) works without TLS there.
        .with_secure(true)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(longest));
    router.layer(layer)
}

/// Loads the actor and puts `RequestInfo` where pages and server functions find it.
pub async fn load(State((state, house)): State<(AppState, House)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path();
    // Files are the same for everybody: no look-up for them.
    let actor = if is_file(path) { Ok(None) } else { actor_of(&state, house, &parts).await };
    let actor = match actor {
        Ok(actor) => actor,
        Err(problem) => return unavailable(&problem, &parts),
    };
    if let Some(actor) = &actor {
        asked_by(parts.extensions.get::<RequestSpan>(), actor);
    }
    match &actor {
        None if matches!(house, House::Breeder | House::Admin) && !is_open(path) => {
            return sign_in_first(&parts.method, parts.uri.path_and_query().map_or("/", |path| path.as_str()));
        }
        Some(_) if parts.method == Method::GET && is_under(path, &["/sign-in", "/sign-up"]) => return see_other("/"),
        Some(actor)
            if house == House::Breeder
                && actor.vivarium.is_none()
                && parts.method == Method::GET
                && !is_open(path)
                && !is_under(path, &WITHOUT_VIVARIUM) =>
        {
            return see_other("/welcome");
        }
        _ => {}
    }
    parts.extensions.insert(RequestInfo {
        domain: state.domain.clone(),
        portal: house.name(),
        actor,
        request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        address: client::address(&parts, state.config.trusted_proxies),
        user_agent: client::user_agent(&parts.headers),
        theme: preferences::one_of(&preferences::THEMES, cookies::get(&parts.headers, "theme")),
        density: match cookies::get(&parts.headers, "density") {
            // Staff look at long lists.
            None if house == House::Admin => "compact",
            chosen => preferences::one_of(&preferences::DENSITIES, chosen),
        },
        urls: state.urls.clone(),
        development: state.config.development,
    });
    next.run(Request::from_parts(parts, body)).await
}

/// The actor behind the session, or nobody. A session of one portal is nothing on another.
async fn actor_of(state: &AppState, house: House, parts: &Parts) -> Result<Option<Actor>, Problem> {
    let Some(session) = parts.extensions.get::<Session>() else {
        return Ok(None);
    };
    let kept = session.get::<SessionId>(&session_key(house.name())).await.map_err(|error| {
        tracing::warn!(%error, "the session store doesn't answer");
        sessions_gone(&error)
    })?;
    let Some(id) = kept else {
        return Ok(None);
    };
    let core = &state.domain.core;
    let Some(&Within(vivarium)) = parts.extensions.get() else { return Ok(core.load_actor(id).await?) };
    let actor = core.load_actor_in(id, vivarium).await?;
    // What the browser shows after a form of its own is a new document, which is of the vivarium that the session has chosen.
    if let Some(actor) = actor.as_ref().filter(|actor| actor.vivarium.is_some())
        && parts.method == Method::POST
        && apology::wants_page(&parts.headers)
    {
        core.switch_vivarium(actor, vivarium).await?;
    }
    Ok(actor)
}

fn is_file(path: &str) -> bool {
    is_under(path, &["/pkg/", "/fonts/", "/img/", "/gene-catalogue/", "/health"])
        || matches!(path, "/favicon.svg" | "/manifest.webmanifest" | "/robots.txt")
}

fn is_open(path: &str) -> bool {
    is_under(path, &OPEN) || is_file(path)
}

fn is_under(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| {
        path == *place || path.strip_prefix(place).is_some_and(|rest| place.ends_with('/') || rest.starts_with('/'))
    })
}

fn sign_in_first(method: &Method, path: &str) -> Response {
    if *method != Method::GET {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    if path == "/" { see_other("/sign-in") } else { see_other(&format!("/sign-in?next={next}")) }
}

fn see_other(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// A store is gone: says which and that nothing is lost, as a page to a person and as a problem to a script.
fn unavailable(problem: &Problem, parts: &Parts) -> Response {
    if apology::wants_page(&parts.headers) {
        return apology::page(problem, parts.extensions.get::<RequestId>());
    }
    let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let mut response = (status, Json(problem)).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(problem.retry_after.unwrap_or(5)));
    response
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn only_what_signs_in_is_open_to_strangers() {
        for open in [
            "/sign-in",
            "/pkg/reptidex.x.js",
            "/verify-email",
            "/invitation",
            "/sign-in/second-factor",
            "/sfn/breeder/sign_in",
        ] {
            assert!(is_open(open), "{open}");
        }
        for closed in ["/", "/animals", "/sign-in-evil", "/pkgs", "/healthy", "/settings"] {
            assert!(!is_open(closed), "{closed}");
        }
    }
}
