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
use repti_model::{ErrorCode, FieldErrors, Problem};
use server_fn::error::ServerFnUrlError;

/// Where the form goes; the page knows its errors by this path, and the layer for uploads its size.
const UPLOAD: &str = "/vivarium/logo/upload";
/// The page it stands on.
const PAGE: &str = "/vivarium";

/// The route of the breeder portal.
pub fn breeder() -> Router {
    Router::new().route(UPLOAD, post(upload))
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

async fn take(info: &RequestInfo, overflow: &Overflow, mut multipart: Multipart) -> Result<(), Problem> {
    let actor = info.actor.clone().ok_or_else(|| Problem::of(ErrorCode::Unauthenticated))?;
    while let Some(field) = multipart.next_field().await.map_err(|_| overflow.problem())? {
        let named = field.name() == Some("file");
        let bytes = field.bytes().await.map_err(|_| overflow.problem())?;
        // An input that nothing was chosen in sends a part without bytes.
        if named && !bytes.is_empty() {
            info.domain.media.set_logo(&actor, bytes).await?;
            return Ok(());
        }
    }
    Err(missing())
}
