//! A page a file.

pub mod home;
pub mod not_found;
pub mod preview;
pub mod widget;
