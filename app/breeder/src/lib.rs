//! The breeder portal: routes, pages and their server functions.

pub mod api;
pub mod pages;
mod routes;

pub use routes::App;
