//! A portal's router: its pages, its own server functions and nothing else, its static files.

use crate::{
    app::AppState, dev_mailbox, evidence, exchange, feeds, gene_catalogue, host::House, layers, logo_form, papers,
    photo_form, preferences, within,
};
use anyhow::Result;
use app_shared::shell::{PortalAssets, Wake, shell};
use axum::{
    Router,
    extract::FromRef,
    http::{HeaderValue, header},
    routing::{get, post},
};
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list_with_exclusions};
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

/// The state that leptos's router wants beside ours.
#[derive(Debug, Clone)]
pub struct PortalState {
    pub app: AppState,
    options: LeptosOptions,
}

impl FromRef<PortalState> for LeptosOptions {
    fn from_ref(state: &PortalState) -> Self {
        state.options.clone()
    }
}

impl FromRef<PortalState> for AppState {
    fn from_ref(state: &PortalState) -> Self {
        state.app.clone()
    }
}

/// The paths of server functions that a portal answers; every other is left out of its router.
fn is_own_server_function(house: House, path: &str) -> bool {
    path.strip_prefix("/sfn/").is_some_and(|rest| {
        rest.strip_prefix(house.name()).is_some_and(|rest| rest.starts_with('/')) || rest.starts_with("shared/")
    })
}

/// Every server function's method and path, sorted: what the snapshot test holds.
#[must_use]
pub fn server_functions() -> Vec<String> {
    let mut all: Vec<String> =
        server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")).collect();
    all.sort();
    all
}

/// The router of one portal.
///
/// # Errors
/// When its bundle is missing.
pub fn router(state: &AppState, house: House) -> Result<Router> {
    let assets = state.assets(house)?;
    Ok(match house {
        House::Public => build(state, house, assets, || app_public::App().into_any(), Wake::Islands),
        House::Breeder => within::open(build(state, house, assets, || app_breeder::App().into_any(), Wake::Hydrate)),
        House::Admin => build(state, house, assets, || app_admin::App().into_any(), Wake::Hydrate),
        House::Embed => build(state, house, assets, || app_embed::App().into_any(), Wake::SeldomIslands),
        House::Media | House::Api(_) | House::DemoHost => Router::new(),
    })
}

/// Of one type for all portals: the router and its handlers would be compiled for each otherwise.
fn build(state: &AppState, house: House, assets: PortalAssets, app: fn() -> AnyView, wake: Wake) -> Router {
    let foreign: Vec<String> = server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.to_owned())
        .filter(|path| !is_own_server_function(house, path))
        .collect();
    let routes: Vec<AxumRouteListing> = generate_route_list_with_exclusions(app, Some(foreign));
    let options = LeptosOptions::builder().output_name("reptidex").build();
    let gallery = assets.clone();
    let document = move || {
        if house != House::Embed {
            app_shared::ssr::set_csp("'none'");
        }
        // Staff's pages reckon nothing.
        let catalogue = (house != House::Admin).then(app_ui::catalogue_file).flatten();
        shell(&assets, wake, catalogue, body_class(house), app)
    };
    let portal = PortalState { app: state.clone(), options: options.clone() };
    let pages = Router::new()
        .leptos_routes_with_context(&portal, routes, || (), document.clone())
        .route("/health", get(crate::health::portal))
        .fallback(leptos_axum::render_app_async_with_context(|| (), document));
    // The embed portal sets no cookie, so it has no preferences to keep.
    let pages = if house == House::Embed { pages } else { pages.route("/preferences", post(preferences::save)) };
    let pages = if state.config.development && house == House::Breeder {
        let gallery = move || shell(&gallery, Wake::Never, None, body_class(house), app_breeder::gallery::GalleryApp);
        pages.route("/gallery", get(leptos_axum::render_app_async_with_context(|| (), gallery)))
    } else {
        pages
    };
    let pages = pages.with_state(portal).merge(static_files(state, house));
    // Where mails end that leave the house in production.
    let pages =
        if state.config.development && house != House::Embed { pages.merge(dev_mailbox::router(state)) } else { pages };
    let pages = if house == House::Admin { pages } else { pages.merge(gene_catalogue::router(state)) };
    let pages =
        if house == House::Public { pages.merge(feeds::router(state)).merge(papers::public(state)) } else { pages };
    let pages = match house {
        House::Breeder => pages
            .merge(exchange::router())
            .merge(evidence::breeder())
            .merge(photo_form::breeder())
            .merge(logo_form::breeder())
            .merge(papers::breeder(state)),
        House::Admin => pages.merge(evidence::admin()),
        _ => pages,
    };
    layers::around_portal(pages, state, house)
}

fn static_files(state: &AppState, house: House) -> Router {
    let site = state.config.site_dir.join(format!("site-{}", house.name()));
    let files = |folder: std::path::PathBuf| {
        ServeDir::new(folder).precompressed_br().precompressed_gzip().append_index_html_on_directories(false)
    };
    // Names under /pkg carry a hash of their contents.
    let hashed = SetResponseHeaderLayer::overriding(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    let plain =
        SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    let mut router =
        Router::new().nest_service("/pkg", tower::ServiceBuilder::new().layer(hashed).service(files(site.join("pkg"))));
    for folder in ["fonts", "img"] {
        let service = tower::ServiceBuilder::new().layer(plain.clone()).service(files(site.join(folder)));
        router = router.nest_service(&format!("/{folder}"), service);
    }
    // The public portal writes its own robots.txt, with the sitemap's address.
    let robots = (house != House::Public).then_some("robots.txt");
    for file in ["favicon.svg", "og-default.png", "v1.js", "manifest.webmanifest"].into_iter().chain(robots) {
        let service = tower::ServiceBuilder::new()
            .layer(plain.clone())
            .service(tower_http::services::ServeFile::new(site.join(file)).precompressed_br());
        router = router.route_service(&format!("/{file}"), service);
    }
    router
}

const fn body_class(house: House) -> &'static str {
    match house {
        House::Public => "portal-public",
        House::Breeder => "portal-breeder",
        House::Admin => "portal-admin",
        House::Embed => "portal-embed",
        House::Media | House::Api(_) | House::DemoHost => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_answers_its_own_server_functions_only() {
        assert!(is_own_server_function(House::Breeder, "/sfn/breeder/animal_get"));
        assert!(is_own_server_function(House::Breeder, "/sfn/shared/taxa"));
        assert!(!is_own_server_function(House::Breeder, "/sfn/admin/people"));
        assert!(!is_own_server_function(House::Breeder, "/sfn/breeder-evil/x"));
        assert!(!is_own_server_function(House::Public, "/api/x"));
    }
}
