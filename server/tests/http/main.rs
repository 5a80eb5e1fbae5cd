//! The whole server through its real router, against PostgreSQL and Redis (`script/test http`).

mod api_frame;
mod app;
mod health;
mod hosts;
mod openapi;
mod security;
