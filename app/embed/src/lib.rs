//! The embed portal: pages for iframes on other sites. No cookies, framable only where the breeder allowed it.

pub mod api;
mod frame;
pub mod pages;
mod routes;

pub use routes::App;
