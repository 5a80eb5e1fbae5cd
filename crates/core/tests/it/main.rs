//! The context of people and vivariums against a real PostgreSQL, a database each.

mod accounts;
mod api_tokens;
mod app_login;
mod audit;
mod limits;
mod plans;
mod second_factor;
mod sessions;
mod smtp;
mod staff;
mod tenancy;
mod vivariums;
mod world;
