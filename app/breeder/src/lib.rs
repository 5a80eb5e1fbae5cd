//! The breeder portal: routes, pages and their server functions.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]

pub mod api;
mod areas;
mod frame;
#[cfg(feature = "ssr")]
pub mod gallery;
pub mod pages;
mod routes;
mod sending;

pub use routes::App;

/// Wakes the page in the browser.
#[cfg(target_arch = "wasm32")]
pub fn wake() {
    app_shared::within::ask_within();
    app_shared::area::wake(App);
}
