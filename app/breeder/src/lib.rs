//! The breeder portal: routes, pages and their server functions.

pub mod api;
mod frame;
pub mod pages;
mod routes;

pub use routes::App;
