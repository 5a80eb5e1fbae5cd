//! The media host: photographs and videos by address, and where parts of them are sent. Nobody is signed in here: no cookie is read or set, and an address is all
//! that counts. What somebody sent is served from an origin of its own, so it is never part of a portal.

mod range;

use crate::{
    api::problem,
    app::AppState,
    config::Config,
    health,
    host::House,
    layers::{
        headers,
        observe::{self, RequestId},
    },
};
use axum::{
    Extension, Router,
    body::Bytes,
    extract::{
        DefaultBodyLimit, FromRef, Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, put},
};
use repti_domain::repti_media::{Asked, MediaError, Served};
use repti_model::{ErrorCode, PhotoId, Problem, VivariumId, media::PART_BYTES};
use std::time::Duration;
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{Any, CorsLayer},
    timeout::TimeoutLayer,
};

/// Bytes that a request may bring: a part, and a little, so that one that is too large is told so in our words.
const BODY_LIMIT: usize = PART_BYTES as usize + 1024;
/// How long a picture may take to be found.
const PATIENCE: Duration = Duration::from_secs(30);
/// The same for a part over a slow line.
const LONG_PATIENCE: Duration = Duration::from_secs(300);
/// A file that is opened by its address does nothing and reaches nothing.
const HARMLESS: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");
/// A film that is opened by its address plays itself in the page that the browser makes of it, which obeys this, too. In a sandbox it had no origin, and a
/// private one were nobody's to show.
const HARMLESS_FILM: HeaderValue =
    HeaderValue::from_static("default-src 'none'; media-src 'self'; style-src 'unsafe-inline'");

/// The state of this host's handlers.
#[derive(Debug, Clone)]
struct MediaState {
    app: AppState,
    /// Who may show a private picture (`Cross-Origin-Resource-Policy`).
    private: HeaderValue,
}

impl FromRef<MediaState> for AppState {
    fn from_ref(state: &MediaState) -> Self {
        state.app.clone()
    }
}

/// The router of the media host.
pub fn router(state: &AppState) -> Router {
    let media = MediaState { app: state.clone(), private: HeaderValue::from_static(private_policy(&state.config)) };
    let read = Router::new()
        .route("/p/{folder}/{file}", get(picture))
        .route("/o/{id}", get(original))
        .route("/l/{file}", get(logo))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(middleware::map_request(range::of_get_alone))
        // The answer is the same for every origin, so a cache keeps one of it.
        .layer(
            CorsLayer::new()
                .allow_origin(Any)
                .allow_methods([Method::GET, Method::HEAD])
                .allow_headers([header::RANGE, header::IF_RANGE])
                .expose_headers([header::ACCEPT_RANGES, header::CONTENT_RANGE, header::ETAG])
                .vary([]),
        );
    let write = Router::new()
        .route("/u/{vivarium}/{id}/{number}", put(part))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONG_PATIENCE))
        .layer(senders(state));
    let both = (state.clone(), House::Media);
    read.merge(write)
        .route("/health", get(health::portal))
        .fallback(nothing)
        .with_state(media)
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(middleware::from_fn_with_state(both.clone(), headers::secure))
        .layer(middleware::from_fn_with_state(both, observe::observe))
}

/// Whose pages may send parts: the breeder portal's, and those that may call the API. Without cookies; the address is signed.
fn senders(state: &AppState) -> CorsLayer {
    let origins = std::iter::once(&state.urls.breeder).chain(&state.config.api_origins);
    let origins: Vec<HeaderValue> = origins.filter_map(|origin| origin.parse().ok()).collect();
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::PUT])
        .allow_headers([header::CONTENT_TYPE])
        .expose_headers([observe::REQUEST_ID])
        .max_age(Duration::from_secs(600))
}

/// `same-site` where a browser takes this host and the breeder portal for one site: both on names of a base that isn't of one label, as `localhost` is.
fn private_policy(config: &Config) -> &'static str {
    let urls = config.urls();
    let below = |address: &str| {
        let address = url::Url::parse(address).ok();
        let host = address.as_ref().and_then(url::Url::host_str).unwrap_or_default();
        host.strip_suffix(config.base_host.as_str()).is_some_and(|label| label.ends_with('.'))
    };
    let one_site = config.base_host.contains('.') && below(&urls.media) && below(&urls.breeder);
    if one_site { "same-site" } else { "cross-origin" }
}

async fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response()
}

/// How an address is signed. One that can't be read is as good as none.
fn asked(query: Result<Query<Asked>, QueryRejection>) -> Asked {
    query.map(|Query(asked)| asked).unwrap_or_default()
}

/// `GET /p/{id}-{mark}/{width}.{ending}`: a file that pages show.
async fn picture(
    State(media): State<MediaState>,
    Path((folder, file)): Path<(String, String)>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    if file.starts_with("video.") {
        return film(&media, &folder, &file, &asked(query), &headers).await;
    }
    let served = match media.app.domain.media.picture(&folder, &file, &asked(query)).await {
        Ok(served) => served,
        Err(error) => return refused(error),
    };
    whole(served, &format!("\"{folder}-{file}\""), &headers, media.private)
}

/// `GET /l/{id}.png`: a vivarium's logo.
async fn logo(
    State(media): State<MediaState>,
    Path(file): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let served = match media.app.domain.media.logo_file(&file, &asked(query)).await {
        Ok(served) => served,
        Err(error) => return refused(error),
    };
    whole(served, &format!("\"{file}\""), &headers, media.private)
}

/// A file in one piece, or that whoever asks has it already.
fn whole(served: Served, tag: &str, headers: &HeaderMap, private: HeaderValue) -> Response {
    let mut response = if has(headers, tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        file_of(served.bytes, served.media_type)
    };
    shown_to(&mut response, served.public, tag, private);
    response
}

/// Who may show a file, and keep it for how long.
fn shown_to(response: &mut Response, public: bool, tag: &str, private: HeaderValue) {
    let (caching, policy) = if public {
        ("public, max-age=31536000, immutable", HeaderValue::from_static("cross-origin"))
    } else {
        ("private, max-age=86400", private)
    };
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    out.insert(HeaderName::from_static("cross-origin-resource-policy"), policy);
    if let Ok(tag) = HeaderValue::from_str(tag) {
        out.insert(header::ETAG, tag);
    }
}

/// `GET /p/{id}-{mark}/video.{ending}`: what is played, in whatever pieces the player asks for.
async fn film(media: &MediaState, folder: &str, file: &str, asked: &Asked, headers: &HeaderMap) -> Response {
    let context = &media.app.domain.media;
    let found = match context.video(folder, file, asked).await {
        Ok(found) => found,
        Err(error) => return refused(error),
    };
    // One that is made again may have other bytes under the same name.
    let (public, tag) = (found.public, format!("\"{folder}-{file}-{}\"", found.size));
    let mut response = if has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        range::response(context, found, headers, &tag)
    };
    let status = response.status();
    shown_to(&mut response, public, &tag, media.private.clone());
    let out = response.headers_mut();
    out.insert(header::CONTENT_SECURITY_POLICY, HARMLESS_FILM);
    if status == StatusCode::RANGE_NOT_SATISFIABLE {
        // No cache may take it for the file.
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// `GET /o/{id}`: the file as it was sent, to be kept and never to be looked at here.
async fn original(
    State(media): State<MediaState>,
    Path(id): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<PhotoId>() else { return nothing().await };
    let context = &media.app.domain.media;
    let found = match context.original(id, &asked(query)).await {
        Ok(found) => found,
        Err(error) => return refused(error),
    };
    let mut response = range::response(context, found, &headers, &format!("\"{id}\""));
    let out = response.headers_mut();
    out.insert(header::CONTENT_SECURITY_POLICY, HARMLESS);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    out.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    out.insert(HeaderName::from_static("cross-origin-resource-policy"), media.private);
    response
}

/// `PUT /u/{vivarium}/{id}/{number}`: a part of an upload, and nothing but its bytes.
async fn part(
    State(media): State<MediaState>,
    Path((vivarium, id, number)): Path<(String, String, String)>,
    query: Result<Query<Asked>, QueryRejection>,
    Extension(request): Extension<RequestId>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let named = (vivarium.parse::<VivariumId>(), id.parse::<PhotoId>(), number.parse::<u32>());
    let (Ok(vivarium), Ok(id), Ok(number)) = named else {
        return problem::response(Problem::new(ErrorCode::NotFound, "There is no such upload here."), &request.0);
    };
    let bytes = match body {
        Ok(bytes) => bytes,
        Err(rejection) => return problem::response(of_body(&rejection), &request.0),
    };
    match media.app.domain.media.receive_part(vivarium, id, number, &asked(query), bytes).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => problem::response(error.into(), &request.0),
    }
}

fn of_body(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = format!("A part has {PART_BYTES} bytes at most. Send the file in the parts that were named.");
        Problem::new(ErrorCode::TooLarge, detail)
    } else {
        Problem::new(ErrorCode::Invalid, "This part broke off. Send it again.")
    }
}

fn file_of(bytes: Bytes, media_type: &'static str) -> Response {
    let mut response = bytes.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    out.insert(header::CONTENT_SECURITY_POLICY, HARMLESS);
    response
}

/// In plain words, and kept by no cache: what is hidden today may be public tomorrow.
fn refused(error: MediaError) -> Response {
    let problem = Problem::from(error);
    let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // So that a page whose picture was taken away meanwhile is told so, and not that it was refused as a stranger.
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    ];
    (status, headers, format!("{}\n", problem.detail)).into_response()
}

/// Whether the browser says that it has this file already.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).map(str::trim).any(|known| {
        let known = known.strip_prefix("W/").unwrap_or(known);
        known == tag || known == "*"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(pairs: &[(&str, &str)]) -> &'static str {
        let get = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        private_policy(&Config::read(&get).expect("valid"))
    }

    #[test]
    fn a_private_picture_is_shown_by_its_own_site_where_the_browser_knows_one() {
        assert_eq!(policy(&[("REPTIDEX_BASE_HOST", "reptidex.example")]), "same-site");
        // To a browser, two names below `localhost` are two sites, as are two of different domains.
        assert_eq!(policy(&[]), "cross-origin");
        let elsewhere = [("REPTIDEX_BASE_HOST", "reptidex.example"), ("REPTIDEX_HOSTS", "media=pictures.example")];
        assert_eq!(policy(&elsewhere), "cross-origin");
    }

    #[test]
    fn a_browser_says_in_several_ways_what_it_has() {
        let with = |value: &str| HeaderMap::from_iter([(header::IF_NONE_MATCH, value.parse().expect("a value"))]);
        for known in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert!(has(&with(known), "\"a\""), "{known}");
        }
        assert!(!has(&with("\"b\""), "\"a\"") && !has(&HeaderMap::new(), "\"a\""));
    }
}
