//! The whole server through its real router, against PostgreSQL and Redis (`script/test http`).

mod account_input;
mod account_limits;
mod account_security;
mod accounts;
mod admin;
mod api_auth;
mod api_frame;
mod api_junk;
mod api_roles;
mod api_writes;
mod app;
mod door;
mod embeds;
mod faults;
mod health;
mod hosts;
mod imports;
mod openapi;
mod people;
mod portal_imports;
mod portal_people;
mod public_pages;
mod public_privacy;
mod security;
mod taxa;
mod vivariums;
