//! The admin portal: routes, pages and their server functions.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]

pub mod api;
mod frame;
pub mod pages;
mod routes;

pub use routes::App;
