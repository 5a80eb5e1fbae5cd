//! Words, ids, measures and rules that the server and the browser share. Pure: no database, no network, no framework.

pub mod animal;
pub mod text_enum;
