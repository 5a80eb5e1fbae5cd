//! The description for people: `/openapi.json`, Swagger UI and ReDoc, every file of them served by us.

use super::{ApiError, ApiState};
use crate::config::Config as ServerConfig;
use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use std::{borrow::Cow, path::PathBuf, sync::Arc};
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::Config;

/// Swagger UI and ReDoc set styles from scripts; scripts themselves are files of ours only. ReDoc searches in a worker made of a blob.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
                   connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// ReDoc's script takes its own logo from a host of its makers; here it is ours.
const REDOC_LOGO: &str = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16"><path fill="none" stroke="#3f6b3a" stroke-width="2" stroke-linecap="round" d="M12 3c-4-2-8 0-7 3s6 2 6 5-4 3-7 2"/></svg>"##;

const REDOC_PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>ReptiDex API</title>
<link rel="icon" href="/redoc/logo.svg" type="image/svg+xml"><link rel="stylesheet" href="/redoc/page.css"></head>
<body><redoc spec-url="/openapi.json" disable-search="false" hide-download-button="false"></redoc>
<noscript>This page is drawn by a script. The same as JSON: <a href="/openapi.json">openapi.json</a>.</noscript>
<script src="/redoc/redoc.standalone.js"></script></body>
</html>
"#;

const MISSING_PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>ReptiDex API</title></head>
<body><h1>ReDoc isn't here</h1>
<p>Its script was not built into this server (<code>npm ci</code>, then <code>script/server</code>, puts it there).
The same description: <a href="/docs/">Swagger UI</a>, <a href="/openapi.json">openapi.json</a>.</p></body>
</html>
"#;

/// The routes of the description of `openapi`.
pub fn router(openapi: OpenApi, redoc: Option<Bytes>) -> Router<ApiState> {
    let json: Arc<str> = openapi.to_pretty_json().unwrap_or_default().into();
    let page = if redoc.is_some() { REDOC_PAGE } else { MISSING_PAGE };
    Router::new()
        .route("/", get(|| async { Redirect::to("/docs/") }))
        .route(
            "/openapi.json",
            get(move || async move { ([(header::CONTENT_TYPE, "application/json")], json.to_string()) }),
        )
        .route("/docs", get(|| async { Redirect::permanent("/docs/") }))
        .route("/docs/", get(|| async { swagger("") }))
        .route("/docs/{*file}", get(|Path(file): Path<String>| async move { swagger(&file) }))
        .route("/redoc", get(move || async move { with_csp(Html(page).into_response()) }))
        .route("/redoc/logo.svg", get(|| async { ([(header::CONTENT_TYPE, "image/svg+xml")], LOGO) }))
        .route("/redoc/page.css", get(|| async { ([(header::CONTENT_TYPE, "text/css")], "body{margin:0}") }))
        .route("/redoc/redoc.standalone.js", get(move || async move { script(redoc) }))
}

/// ReDoc as the build left it beside the portals' bundles; in development also straight from `node_modules`.
pub fn redoc_script(config: &ServerConfig) -> Option<Bytes> {
    let mut places = vec![config.site_dir.join("site-api/redoc.standalone.js")];
    if config.development {
        places.push(PathBuf::from("node_modules/redoc/bundles/redoc.standalone.js"));
    }
    let text = places.iter().find_map(|place| std::fs::read_to_string(place).ok())?;
    Some(text.replace(REDOC_LOGO, "/redoc/logo.svg").into())
}

fn script(text: Option<Bytes>) -> Response {
    match text {
        Some(text) => {
            ([(header::CONTENT_TYPE, "text/javascript"), (header::CACHE_CONTROL, "public, max-age=86400")], text)
                .into_response()
        }
        None => ApiError::not_found().into_response(),
    }
}

fn swagger(file: &str) -> Response {
    // `none`: by default Swagger UI sends the description to a validator of its makers.
    let config =
        Config::from("/openapi.json").validator_url("none").try_it_out_enabled(true).display_request_duration(true);
    match utoipa_swagger_ui::serve(file, Arc::new(config)) {
        Ok(Some(found)) => {
            let bytes = match found.bytes {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            };
            let mut response = with_csp(bytes.into_response());
            if let Ok(kind) = HeaderValue::from_str(&found.content_type) {
                response.headers_mut().insert(header::CONTENT_TYPE, kind);
            }
            response
        }
        Ok(None) => ApiError::not_found().into_response(),
        Err(error) => {
            tracing::error!(%error, "swagger ui");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn with_csp(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    response
}

/// `GET /.well-known/jwks.json`: the public keys of access tokens.
pub async fn jwks(State(api): State<ApiState>) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "public, max-age=600")], axum::Json(api.jwt.keys().jwks()))
}
