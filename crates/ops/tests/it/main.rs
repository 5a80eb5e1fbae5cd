//! Widgets, webhooks, jobs and health against a real PostgreSQL.

mod deliveries;
mod jobs;
mod listener;
mod webhooks;
mod widgets;
mod world;
