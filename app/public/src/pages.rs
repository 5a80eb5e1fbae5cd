//! A page a file.

pub mod about;
pub mod animal;
pub mod breeder;
pub mod breeders;
pub mod calculator;
pub mod check;
pub mod genes;
pub mod home;
pub mod not_found;
pub mod search;
pub mod status;
