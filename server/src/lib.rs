//! The host: one binary that serves four portals and the API by the `Host` header, runs jobs, and looks after itself.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]

pub mod api;
pub mod app;
pub mod assets;
mod carried;
pub mod cli;
pub mod config;
pub mod demo_host;
pub mod dev_mailbox;
pub mod evidence;
pub mod exchange;
pub mod feeds;
pub mod file_stream;
pub mod gauges;
pub mod gene_catalogue;
pub mod health;
pub mod host;
pub mod jwt;
pub mod layers;
mod logo_form;
pub mod media;
pub mod media_key;
pub mod papers;
mod photo_form;
mod photo_store;
mod plates;
pub mod portal;
pub mod preferences;
pub mod serve;
mod signs;
pub mod stopping;
pub mod telemetry;
pub mod within;
pub mod worker;
