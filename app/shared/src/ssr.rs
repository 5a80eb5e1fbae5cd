//! Server side of the shared parts: the request as the layers prepared it, and errors that set a status.

mod field;
mod session;
mod sign_in;

pub use field::read_field;
pub use session::{
    HalfSession, begin_half_session, begin_session, end_session, half_session, session_key, sessions_gone,
};
pub use sign_in::{challenge_passkey, client, complete_by_code, complete_by_passkey, core, leave, second_factors};

use crate::{AppError, Onward, SessionInfo};
use axum::http::{HeaderValue, Method, StatusCode, header, request::Parts};
use leptos::prelude::*;
use repti_domain::Domain;
use repti_model::{Actor, ErrorCode, Problem, VivariumId};
use std::sync::Arc;

/// What the host's layers found out about a request; stands in its extensions.
#[derive(Debug, Clone)]
pub struct RequestInfo {
    pub domain: Domain,
    /// The portal's name: `public`, `breeder`, `admin`, `embed`.
    pub portal: &'static str,
    pub actor: Option<Actor>,
    /// The actor's vivarium, where new documents open in another one: the request came from a page that was made before the session chose that.
    pub elsewhere: Option<VivariumId>,
    pub request_id: String,
    /// The sender's address, as far as it can be trusted.
    pub address: String,
    pub user_agent: String,
    pub theme: &'static str,
    pub density: &'static str,
    pub urls: Arc<PortalUrls>,
    pub development: bool,
}

/// Where the portals live, without trailing slashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PortalUrls {
    pub public: String,
    pub breeder: String,
    pub admin: String,
    pub embed: String,
    /// Photographs.
    pub media: String,
    /// Where browsers send photographs: the media host, or a bucket of an S3 endpoint.
    pub uploads: String,
    pub api: String,
}

impl RequestInfo {
    /// The part of it that a page may show.
    #[must_use]
    pub fn session_info(&self) -> SessionInfo {
        SessionInfo {
            actor: self.actor.clone(),
            public_url: self.urls.public.clone(),
            breeder_url: self.urls.breeder.clone(),
            embed_url: self.urls.embed.clone(),
            api_url: self.urls.api.clone(),
            theme: self.theme.to_owned(),
            density: self.density.to_owned(),
            development: self.development,
        }
    }
}

/// The request, inside a page or a server function.
#[must_use]
pub fn request_info() -> Option<RequestInfo> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<RequestInfo>().cloned())
}

/// The request, or the error that says the server was wired wrongly.
///
/// # Errors
/// Outside a request.
pub fn require_info() -> Result<RequestInfo, AppError> {
    request_info().ok_or_else(|| Problem::of(ErrorCode::Internal).into())
}

/// The domain's services.
///
/// # Errors
/// Outside a request.
pub fn domain() -> Result<Domain, AppError> {
    require_info().map(|info| info.domain)
}

/// The signed-in actor.
///
/// # Errors
/// `Unauthenticated` when nobody is signed in.
pub fn require_actor() -> Result<Actor, AppError> {
    require_info()?.actor.ok_or_else(|| {
        Problem::new(ErrorCode::Unauthenticated, "Your session has ended. Sign in again; what you typed is still here.")
            .into()
    })
}

/// Gives the answer the status of an error, so that a crawler or a program isn't told 200. A form that was sent without WASM
/// keeps its redirect: the error is in the address that it goes back to.
pub fn set_status_of(code: ErrorCode) {
    if is_plain_form() {
        return;
    }
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), StatusCode::from_u16(code.status()))
    {
        response.set_status(status);
    }
}

/// Gives the answer the status of a problem and, where it knows one, the time after which another try makes sense.
pub fn answer_with(problem: &Problem) {
    set_status_of(problem.code);
    if let (Some(response), Some(seconds)) = (use_context::<leptos_axum::ResponseOptions>(), problem.retry_after)
        && !is_plain_form()
    {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// Whether the browser itself sent the form and will show what comes back as a document.
fn is_plain_form() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        parts.method == Method::POST
            && parts
                .headers
                .get_all(header::ACCEPT)
                .iter()
                .any(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")))
    })
}

/// Goes on to a path of this portal by a whole new document, in the vivarium that the request came from.
#[must_use]
pub fn onward(path: &str) -> Onward {
    let path = safe_path(path);
    match request_info().and_then(|info| info.elsewhere) {
        Some(vivarium) => onward_anew(&vivarium.before(&path)),
        None => onward_anew(&path),
    }
}

/// Goes on to a path of this portal by a whole new document, after a change of who asks or in which vivarium.
#[must_use]
pub fn onward_anew(path: &str) -> Onward {
    let path = safe_path(path);
    if is_plain_form() {
        leptos_axum::redirect(&path);
    }
    Onward(path)
}

/// Sends the browser on to a path of this portal after a form. Anything but a plain path of ours goes to `/`.
pub fn redirect_to(path: &str) {
    leptos_axum::redirect(&safe_path(path));
}

/// `path` when it is a plain path on this portal, else `/`: never another origin, never a header of somebody's.
#[must_use]
pub fn safe_path(path: &str) -> String {
    let plain = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.len() <= 2000
        && path.bytes().all(|byte| (0x21..0x7f).contains(&byte));
    if plain { path.to_owned() } else { "/".to_owned() }
}

/// Sets the Content-Security-Policy that goes with the page's nonce.
pub fn set_csp(frame_ancestors: &str) {
    write_csp(frame_ancestors, "");
}

/// Likewise, for a page inside a frame on another site, whose forms may go on to the public portal.
pub fn set_frame_csp(frame_ancestors: &str) {
    let public = request_info().map(|info| info.urls.public.clone()).unwrap_or_default();
    write_csp(frame_ancestors, &public);
}

fn write_csp(frame_ancestors: &str, forms: &str) {
    let (Some(response), Some(nonce)) = (use_context::<leptos_axum::ResponseOptions>(), use_nonce()) else {
        return;
    };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data: blob: {media}; media-src {media}; font-src 'self'; connect-src 'self' {uploads}; manifest-src 'self'; frame-src 'self' {frames}; \
         form-action 'self' {forms}; base-uri 'none'; object-src 'none'; frame-ancestors {frame_ancestors}",
        nonce = nonce.as_inner(),
        media = request_info().map(|info| info.urls.media.clone()).unwrap_or_default(),
        uploads = request_info().map(|info| info.urls.uploads.clone()).unwrap_or_default(),
        frames = request_info().map(|info| info.urls.embed.clone()).unwrap_or_default(),
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}

#[cfg(test)]
mod tests {
    use super::safe_path;

    #[test]
    fn only_plain_paths_of_this_portal_are_followed() {
        assert_eq!(safe_path("/animals/42?tab=pedigree"), "/animals/42?tab=pedigree");
        for hostile in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nSet-Cookie: x",
            "",
            "javascript:alert(1)",
            "/ a",
        ] {
            assert_eq!(safe_path(hostile), "/", "{hostile}");
        }
    }
}
