//! An export as a response.

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use repti_domain::repti_animal::export::ExportFile;

/// A file as it is written. What breaks off breaks the connection, so that no half file looks whole.
pub fn response(file: ExportFile) -> Response {
    let chunks = futures::stream::unfold(file.chunks, |mut chunks| async move {
        let next = chunks.recv().await?;
        Some((next.map(Bytes::from).map_err(std::io::Error::other), chunks))
    });
    // The layer that compresses asks once more behind the end.
    let mut response = Body::from_stream(chunks.fuse()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // A slug, a word and a date: nothing in the name needs escaping.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
