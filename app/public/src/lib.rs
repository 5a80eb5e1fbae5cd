//! The public portal: routes, pages and their server functions. Every page is complete without JavaScript.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]

pub mod api;
mod cards;
mod failure;
mod islands;
mod layout;
mod meta;
pub mod pages;
mod query;
mod routes;

pub use routes::App;
