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
    http::{HeaderValue, Method, StatusCode, header, request::Parts, uri::PathAndQuery},
    middleware::Next,
    response::{IntoResponse, Response},
};
use repti_core::{ActorIn, Portal};
use repti_model::{Actor, Problem, SessionId, VivariumId};
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
    let asks = if is_file(path) { Ok(Asks::default()) } else { who_asks(&state, house, &parts).await };
    let Asks { actor, elsewhere } = match asks {
        Ok(asks) => asks,
        Err(problem) => return unavailable(&problem, &parts),
    };
    if let Some(actor) = &actor {
        asked_by(parts.extensions.get::<RequestSpan>(), actor);
    }
    match &actor {
        None if matches!(house, House::Breeder | House::Admin) && !is_open(path) => {
            return sign_in_first(&parts.method, &wanted(&parts));
        }
        _ if parts.extensions.get::<Within>().is_some_and(|within| within.page) => {
            return see_other(plain(&parts));
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
        elsewhere,
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

/// Who asks, and from where.
#[derive(Debug, Default)]
struct Asks {
    actor: Option<Actor>,
    /// The actor's vivarium, where the session has chosen another one.
    elsewhere: Option<VivariumId>,
}

/// The actor behind the session, or nobody, in the vivarium that the request names or else in the one that the session has chosen. A session of one
/// portal is nothing on another.
async fn who_asks(state: &AppState, house: House, parts: &Parts) -> Result<Asks, Problem> {
    let Some(session) = parts.extensions.get::<Session>() else {
        return Ok(Asks::default());
    };
    let kept = session.get::<SessionId>(&session_key(house.name())).await.map_err(|error| {
        tracing::warn!(%error, "the session store doesn't answer");
        sessions_gone(&error)
    })?;
    let Some(id) = kept else {
        return Ok(Asks::default());
    };
    let core = &state.domain.core;
    let Some(within) = parts.extensions.get::<Within>() else {
        return Ok(Asks { actor: core.load_actor(id).await?, elsewhere: None });
    };
    let Some(ActorIn { actor, chosen }) = core.load_actor_in(id, within.vivarium).await? else {
        return Ok(Asks::default());
    };
    if chosen || actor.vivarium.is_none() {
        return Ok(Asks { actor: Some(actor), elsewhere: None });
    }
    // What the browser shows next is a new document, and those are of the vivarium that the session has chosen: it chooses this one.
    let shows = within.page || (parts.method == Method::POST && apology::wants_page(&parts.headers));
    if shows {
        core.switch_vivarium(&actor, within.vivarium).await?;
    }
    Ok(Asks { actor: Some(actor), elsewhere: (!shows).then_some(within.vivarium) })
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

/// The address that was asked for, without the vivarium that it may have named.
fn plain(parts: &Parts) -> &str {
    parts.uri.path_and_query().map_or("/", PathAndQuery::as_str)
}

/// The same with it.
fn wanted(parts: &Parts) -> String {
    let path = plain(parts);
    parts.extensions.get::<Within>().map_or_else(|| path.to_owned(), |within| within.vivarium.before(path))
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
