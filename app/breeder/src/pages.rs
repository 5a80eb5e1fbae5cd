//! A page a file.

pub mod account;
pub mod animals;
pub mod embeds;
mod exchange;
pub mod export;
pub mod genetics;
pub mod home;
pub mod import;
pub mod invitation;
pub mod loaded;
pub mod members;
mod met;
pub mod narrow;
pub mod not_found;
pub mod note;
pub mod pairings;
pub mod password;
pub mod photos;
pub mod relatedness;
pub mod second_factor;
pub mod sign_in;
pub mod sign_up;
pub mod verifications;
pub mod vivarium;
pub mod webhooks;
pub mod welcome;
