<<<<<<< HEAD
//! SQL of this context.

pub(crate) mod idempotency;
=======
//! The only place of this crate that speaks SQL.

pub(crate) mod jobs;
pub(crate) mod widgets;
>>>>>>> 5d3c1d5 (Accounts, vivariums, mail, audit log, staff, tokens, widgets and job view)
