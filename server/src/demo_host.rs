//! Somebody else's site, as far as development and the browser tests need one: a blog on another origin that shows a card, a pedigree
//! and the calculator through `v1.js`. Never served in production.

use crate::app::AppState;
use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use repti_domain::seed::{DEMO_CALCULATOR_KEY, DEMO_CARD_KEY, DEMO_PEDIGREE_KEY};

/// The demo site's router.
pub fn router(state: &AppState) -> Router {
    Router::new()
        .route("/", get(async |State(state): State<AppState>| page(&state, HATCHLING)))
        .route("/pairing", get(async |State(state): State<AppState>| page(&state, PAIRING)))
        .fallback(nothing)
        .with_state(state.clone())
}

async fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There are only two pages on this demo site.\n").into_response()
}

fn page(state: &AppState, body: &str) -> Response {
    let html = [HEAD, body, FOOT]
        .concat()
        .replace("{embed}", &state.urls.embed)
        .replace("{public}", &state.urls.public)
        .replace("{card}", DEMO_CARD_KEY)
        .replace("{pedigree}", DEMO_PEDIGREE_KEY)
        .replace("{calculator}", DEMO_CALCULATOR_KEY);
    // As a careful site would: it lets in our script and our frames, and nothing else.
    let policy = format!(
        "default-src 'none'; script-src {embed}; frame-src {embed}; style-src 'unsafe-inline'; img-src {embed}; base-uri 'none'; form-action 'none'",
        embed = state.urls.embed,
    );
    let mut response = Html(html).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

const PAIRING: &str = r#"
<h1>What next year's pairing could give</h1>
<p>The calculator of ReptiDex, in this blog. <a href="/">Back to the hatchling</a></p>
<figure>
<reptidex-widget key="{calculator}" height="900" label="Genetics calculator" sire="Pastel het Clown" dam="Enchi het Clown" eggs="6"><a href="{public}/calculator">The calculator on ReptiDex</a></reptidex-widget>
</figure>
"#;

const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Riverside Reptiles blog</title>
<link rel="icon" href="{embed}/favicon.svg">
<style>
body { margin: 0 auto; padding: 2rem 1rem; max-width: 60rem; font: 17px/1.6 Georgia, serif; color: #23281f; background: #fbfaf7; }
h1 { line-height: 1.2; } figure { margin: 2rem 0; } figcaption { color: #585d52; font-size: 0.875rem; }
a { color: #2f5d3a; }
.card { max-width: 22rem; }
</style>
<script async src="{embed}/v1.js"></script>
</head>
<body>
<main>
"#;

const FOOT: &str = "</main>\n</body>\n</html>\n";

const HATCHLING: &str = r#"
<h1>A hatchling we are keeping back</h1>
<p>This blog is not part of ReptiDex. It lives on another origin and shows two widgets that the vivarium allowed here.</p>
<figure class="card">
<reptidex-widget key="{card}" height="600" label="Card of the hatchling"><a href="{public}/breeders/riverside-reptiles">Riverside Reptiles on ReptiDex</a></reptidex-widget>
<figcaption>The animal, as its record stands today.</figcaption>
</figure>
<figure>
<reptidex-widget key="{pedigree}" height="560" label="Pedigree of the hatchling"><a href="{public}/breeders/riverside-reptiles">The pedigree on ReptiDex</a></reptidex-widget>
<figcaption>Three generations, with how each parent is known.</figcaption>
</figure>
<p><a href="/pairing">What next year's pairing could give</a></p>
"#;
