//! The document around every page: head with hashed files, theme and density at the root, CSP nonce.

use crate::session::use_session_info;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// The hashed files of one portal's bundle, read once at the start of the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PortalAssets {
    pub js: String,
    pub wasm: String,
    pub css: String,
}

/// How a portal's pages wake in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The whole page hydrates (breeder, admin).
    Hydrate,
    /// Only islands do (public).
    Islands,
    /// Likewise, where next to no page has any (embed): nothing is fetched ahead.
    SeldomIslands,
    /// Nothing does: a page that is complete as the server wrote it (the gallery).
    Never,
}

const CATALOGUE_SCRIPT: &str = include_str!("shell/catalogue.js");
const HYDRATE_SCRIPT: &str = include_str!("shell/hydrate.js");
const ISLANDS_SCRIPT: &str = include_str!("shell/islands.js");

/// The whole document. `app` is the portal's root component; `catalogue` names the file with the genes that pages reckon by, where the code has
/// others compiled in ([`app_ui::catalogue_file`]).
pub fn shell<V: IntoView + 'static, F: FnOnce() -> V>(
    assets: &PortalAssets,
    wake: Wake,
    catalogue: Option<String>,
    body_class: &'static str,
    app: F,
) -> impl IntoView + use<V, F> {
    let info = use_session_info();
    let session = serde_json::to_string(&info).unwrap_or_default();
    let nonce = use_nonce();
    let script = match wake {
        Wake::Hydrate => HYDRATE_SCRIPT,
        Wake::Islands | Wake::SeldomIslands => {
            // Without this the islands' first client render would look for markup that the page around them owns.
            if let Some(context) = Owner::current_shared_context() {
                context.set_is_hydrating(false);
            }
            ISLANDS_SCRIPT
        }
        Wake::Never => "",
    };
    let script = (wake != Wake::Never).then(|| {
        let catalogue = catalogue.unwrap_or_default();
        let call =
            format!("{CATALOGUE_SCRIPT}{script}(\"/pkg/{}\",\"/pkg/{}\",\"{catalogue}\")", assets.js, assets.wasm);
        view! {
            <script type="module" nonce=nonce.clone()>
                {call}
            </script>
        }
    });
    let ahead = matches!(wake, Wake::Hydrate | Wake::Islands).then(|| {
        view! { <link rel="modulepreload" href=format!("/pkg/{}", assets.js) fetchpriority="low" nonce=nonce.clone() /> }
    });
    // A pages' own session is only for the portals that have one.
    let session = (wake == Wake::Hydrate).then_some(session);
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=info.theme data-density=info.density data-session=session>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=format!("/pkg/{}", assets.css) />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                {ahead}
                {script}
                <MetaTags />
            </head>
            <body class=body_class>{app()}</body>
        </html>
    }
}
