//! The embed portal: pages for iframes on other sites. No cookies, framable only where the breeder allowed it.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]

pub mod api;
mod content;
mod frame;
mod islands;
pub mod pages;
mod routes;

pub use routes::App;
