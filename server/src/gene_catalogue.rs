//! The catalogue of genes: kept at the newest published version, and given to browsers whose code has another compiled in.

use crate::app::AppState;
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use repti_model::Problem;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often a process asks whether another has published. The one that published knows at once.
const EVERY: Duration = Duration::from_secs(2);
/// How long a start waits for the version that the others reckon by.
const PATIENCE: Duration = Duration::from_secs(3);

/// The files of published versions.
pub fn router(state: &AppState) -> Router {
    Router::new().route("/gene-catalogue/{file}", get(answer)).with_state(state.clone())
}

/// `3-0123456789abcdef.txt`: number and content. A name that is right stays right, so it may be kept for ever.
async fn answer(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let named = file.strip_suffix(".txt").and_then(|name| name.split_once('-'));
    let Some((Ok(number), version)) = named.map(|(number, version)| (number.parse::<i32>(), version)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match state.domain.animal.catalogue_texts(number).await {
        Ok(Some(texts)) if texts.version() == version => {
            let mut response = texts.joined().into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
            response
        }
        Ok(_) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            let problem = Problem::from(error);
            let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            (status, problem.detail).into_response()
        }
    }
}

/// Takes over the newest version before the first request, if the database is there. Until it is, what came with the program answers.
pub async fn begin(state: &AppState) {
    match tokio::time::timeout(PATIENCE, state.domain.animal.refresh_catalogue()).await {
        Ok(Ok(edition)) => tracing::info!(number = edition.number, "reckoning by the catalogue"),
        Ok(Err(error)) => tracing::warn!(%error, "the catalogue of genes could not be read yet"),
        Err(_) => tracing::warn!("the catalogue of genes could not be read in time"),
    }
}

/// Takes over what other processes publish, until `stop`. A database that is away is asked again.
pub async fn keep(state: AppState, stop: CancellationToken) {
    let mut lost = false;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        match state.domain.animal.refresh_catalogue().await {
            Ok(_) => lost = false,
            // Said once, not every two seconds.
            Err(error) if !lost => {
                lost = true;
                tracing::warn!(%error, "the catalogue of genes can't be asked for news");
            }
            Err(_) => {}
        }
    }
}
