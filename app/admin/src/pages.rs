//! A page a file, and the pieces that several pages have.

pub mod account;
pub mod audit;
pub mod catalogue;
pub mod dead_letters;
pub mod disputes;
pub mod enrol;
pub mod home;
pub mod likenesses;
pub mod live;
pub mod log;
pub mod not_found;
pub mod note;
pub mod people;
pub mod person;
pub mod queue;
pub mod reason;
pub mod record;
pub mod search;
pub mod second_factor;
pub mod sign_in;
pub mod system;
pub mod taxa;
pub mod taxon;
pub mod vivarium;
pub mod vivariums;
pub mod words;
