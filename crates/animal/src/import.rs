//! Collections from other systems and spreadsheets: bytes in, a plan of what would happen out.
//!
//! The first steps are pure and each can be tested alone: [`decode`] turns bytes into a [`table::Table`], [`detect`] recognises
//! the layout, [`mapping`] says which column means what, [`values`] reads a cell, and [`plan`] decides for each row what the
//! import would do and why. [`Animals`](crate::Animals) has the verbs that keep files and plans, and [`job`] does the work.

pub mod decode;
pub mod detect;
pub mod error;
pub mod header;
pub mod job;
pub mod limits;
pub mod mapping;
pub mod plan;
pub(crate) mod record;
pub mod table;
pub mod values;
mod verbs;
