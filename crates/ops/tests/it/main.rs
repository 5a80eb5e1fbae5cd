//! Widgets, jobs and health against a real PostgreSQL.

mod jobs;
mod widgets;
mod world;
