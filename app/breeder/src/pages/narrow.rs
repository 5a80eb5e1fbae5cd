//! A page with one narrow card; the same in every portal.

pub use app_shared::narrow::Narrow;
