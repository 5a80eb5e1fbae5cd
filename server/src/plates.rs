//! Drawn plates as pictures of their own: a page stays small, a browser keeps them, and what is below the fold loads late.

use app_ui::plate_image;
use axum::{
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// Words longer than this name nothing that is drawn.
const LONGEST: usize = 300;

/// What is drawn; unknown words are drawn plainly.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    #[serde(default)]
    taxon: String,
    #[serde(default)]
    morph: String,
}

/// `GET /plates/{seed}.svg?taxon=…&morph=…`: the same for the same address, and never anything but a drawing.
pub(crate) async fn answer(Path(file): Path<String>, Query(words): Query<Words>) -> Response {
    let seed =
        file.strip_suffix(".svg").filter(|seed| seed.len() <= 16).and_then(|seed| u64::from_str_radix(seed, 16).ok());
    let (Some(seed), true) = (seed, words.taxon.len() <= LONGEST && words.morph.len() <= 4 * LONGEST) else {
        return (StatusCode::NOT_FOUND, "There is no such plate.\n").into_response();
    };
    let mut response = plate_image(&words.taxon, &words.morph, seed).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=604800"));
    // A picture is free to be shown anywhere: by a widget on another site, by a reader of the feed.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}
