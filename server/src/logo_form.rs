//! The form that sends a vivarium's logo: a plain route of the breeder portal, with or without scripts.

use crate::layers::uploads::Overflow;
use app_shared::{AppError, ssr::RequestInfo};
use axum::{
    Extension, Router,
    extract::{Multipart, multipart::MultipartRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use bytes::Bytes;
use repti_model::{ErrorCode, FieldErrors, LogoId, Problem, VivariumId, media::LogoSeen};
use server_fn::error::ServerFnUrlError;

/// Where the form goes; the page knows its errors by this path, and the layer for uploads its size.
const UPLOAD: &str = "/vivarium/logo/upload";
/// The page it stands on.
const PAGE: &str = "/vivarium";

/// The route of the breeder portal.
pub fn breeder() -> Router {
    Router::new().route(UPLOAD, post(upload))
}

/// A form's fields. A page that has no logo sends none.
#[derive(Debug, Default)]
struct Sent {
    vivarium: Option<VivariumId>,
    logo: Option<LogoId>,
    taken_down: bool,
    bytes: Option<Bytes>,
}

/// Takes a logo in and goes back to the profile, with a word of what became of it.
async fn upload(
    Extension(info): Extension<RequestInfo>,
    Extension(overflow): Extension<Overflow>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let done = match multipart {
        Ok(multipart) => take(&info, &overflow, multipart).await,
        Err(_) => Err(missing()),
    };
    let to = match done {
        Ok(()) => format!("{PAGE}?note=logo-changed"),
        Err(problem) => {
            let url = ServerFnUrlError::new(UPLOAD, AppError(problem)).to_url(&format!("http://portal{PAGE}"));
            match url.ok().and_then(|url| url.query().map(|query| format!("{PAGE}?{query}"))) {
                Some(path) => path,
                None => PAGE.to_owned(),
            }
        }
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static(PAGE)));
    response
}

fn missing() -> Problem {
    FieldErrors::one("file", "Choose a picture first.").into()
}

async fn take(info: &RequestInfo, overflow: &Overflow, multipart: Multipart) -> Result<(), Problem> {
    let actor = info.actor.clone().ok_or_else(|| Problem::of(ErrorCode::Unauthenticated))?;
    let Sent { vivarium, logo, taken_down, bytes } = read_form(multipart, overflow).await?;
    let bytes = bytes.ok_or_else(missing)?;
    let vivarium = vivarium.ok_or_else(|| {
        let detail = "This page came from before an update of ReptiDex, so nothing was changed. Choose the picture again and send it.";
        Problem::new(ErrorCode::Conflict, detail)
    })?;
    info.domain.media.set_logo(&actor, Some(LogoSeen { vivarium, logo, taken_down }), bytes).await?;
    Ok(())
}

/// Reads the parts in whatever order they come.
async fn read_form(mut multipart: Multipart, overflow: &Overflow) -> Result<Sent, Problem> {
    let mut sent = Sent::default();
    while let Some(field) = multipart.next_field().await.map_err(|_| overflow.problem())? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| overflow.problem())?;
        let text = || std::str::from_utf8(&bytes).unwrap_or_default();
        match name.as_str() {
            "vivarium" => sent.vivarium = text().parse().ok(),
            "logo" => sent.logo = text().parse().ok(),
            "taken_down" => sent.taken_down = true,
            // An input that nothing was chosen in sends a part without bytes.
            "file" if !bytes.is_empty() => sent.bytes = Some(bytes),
            _ => {}
        }
    }
    Ok(sent)
}
