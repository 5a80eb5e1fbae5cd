//! A page's data in its states; the same in every portal.

pub use app_shared::loaded::{Failed, FailedProps, Loaded, page_data};
