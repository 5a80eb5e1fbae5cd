//! The only place of this crate that speaks SQL. Rows leave it as types of the model or as records of their own.

pub(crate) mod api_tokens;
pub(crate) mod audit;
pub(crate) mod factors;
pub(crate) mod invitations;
pub(crate) mod mailbox;
pub(crate) mod members;
pub(crate) mod one_time;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod refresh;
pub(crate) mod seed;
pub(crate) mod sessions;
pub(crate) mod staff;
pub(crate) mod staff_detail;
pub(crate) mod suspensions;
pub(crate) mod vivariums;
