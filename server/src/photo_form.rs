//! The form that sends a photograph without scripts: a plain route of the breeder portal. With scripts photographs go to the media host in parts.

use crate::layers::uploads::Overflow;
use app_shared::{AppError, ssr::RequestInfo};
use axum::{
    Extension, Router,
    extract::{Multipart, multipart::MultipartRejection},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::post,
};
use bytes::Bytes;
use repti_model::{AnimalId, ErrorCode, FieldErrors, PhotoId, Problem};
use server_fn::error::ServerFnUrlError;
use tokio::sync::Semaphore;

/// Where the form goes; the page knows its errors by this path, and the layer for uploads its size.
const UPLOAD: &str = "/photos/upload";
/// Photographs that come this way at the same time in one process, for each lies in memory until it has arrived.
static PLACES: Semaphore = Semaphore::const_new(4);

/// The route of the breeder portal.
pub fn breeder() -> Router {
    Router::new().route(UPLOAD, post(upload))
}

/// A form's fields, as far as they came.
#[derive(Debug, Default)]
struct Sent {
    animal: Option<AnimalId>,
    name: String,
    bytes: Option<Bytes>,
}

/// Takes a photograph in and goes back to its animal's photographs, with a word of what became of it.
async fn upload(
    Extension(info): Extension<RequestInfo>,
    Extension(overflow): Extension<Overflow>,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let mut sent = Sent::default();
    let done = match multipart {
        Ok(multipart) => take(&info, &overflow, multipart, &mut sent).await,
        Err(_) => Err(Problem::new(ErrorCode::Invalid, "Choose a photo first.")),
    };
    // A body that is much too large may break off before its first field has been read.
    let animal = sent.animal.or_else(|| came_from(&headers));
    let page = animal.map_or_else(|| "/animals".to_owned(), |id| format!("/animals/{id}/photos"));
    match done {
        Ok(_) => see_other(&format!("{page}?note=photo-sent")),
        Err(problem) => {
            let url = ServerFnUrlError::new(UPLOAD, AppError(problem)).to_url(&format!("http://portal{page}"));
            match url.ok().and_then(|url| url.query().map(|query| format!("{page}?{query}"))) {
                Some(path) => see_other(&path),
                None => see_other(&page),
            }
        }
    }
}

/// The animal whose page the form stood on, if the browser says so. Only its id is used, so a made-up one leads no further than to a page of this portal.
fn came_from(headers: &HeaderMap) -> Option<AnimalId> {
    let page: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    page.path().strip_prefix("/animals/")?.strip_suffix("/photos")?.parse().ok()
}

async fn take(
    info: &RequestInfo,
    overflow: &Overflow,
    multipart: Multipart,
    sent: &mut Sent,
) -> Result<PhotoId, Problem> {
    let actor = info.actor.clone().ok_or_else(|| Problem::of(ErrorCode::Unauthenticated))?;
    let Ok(_place) = PLACES.try_acquire() else {
        return Err(Problem::new(ErrorCode::Unavailable, "Many photos are coming in just now. Try again in a minute."));
    };
    read_form(multipart, overflow, sent).await?;
    let missing = || Problem::new(ErrorCode::NotFound, "There is no such animal here.");
    let animal = sent.animal.ok_or_else(missing)?;
    let bytes = sent.bytes.take().ok_or_else(|| FieldErrors::one("file", "Choose a photo first."))?;
    Ok(info.domain.media.send_photo(&actor, animal, &sent.name, bytes).await?.id)
}

/// Reads the parts in whatever order they come. What breaks off keeps what came before it, so that the answer finds its way back.
async fn read_form(mut multipart: Multipart, overflow: &Overflow, sent: &mut Sent) -> Result<(), Problem> {
    while let Some(field) = multipart.next_field().await.map_err(|_| overflow.problem())? {
        match field.name().unwrap_or_default() {
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(|_| overflow.problem())?;
                // An input that nothing was chosen in sends a part without name and bytes.
                if !name.is_empty() || !bytes.is_empty() {
                    (sent.name, sent.bytes) = (name, Some(bytes));
                }
            }
            "animal" => sent.animal = field.text().await.map_err(|_| overflow.problem())?.parse().ok(),
            _ => drop(field.bytes().await.map_err(|_| overflow.problem())?),
        }
    }
    Ok(())
}

fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let value = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/animals"));
    response.headers_mut().insert(header::LOCATION, value);
    response
}
