//! A page a file.

pub mod card;
pub mod home;
pub mod not_found;
pub mod pedigree;
