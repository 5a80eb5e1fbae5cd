//! Sending photographs from the browser: which part is next, what happens while there is no connection, and what of it outlives the page.
//!
//! What decides is plain and tested here (`upload`, `check`, `pace`, `note`); `sender` does it with the browser: `wire` sends, `kept` keeps files
//! over a reload, and `lock` leaves each file to one tab.

mod check;
mod held;
mod kept;
mod lock;
mod note;
pub mod pace;
mod sender;
#[cfg(test)]
mod tests;
mod upload;
mod wire;

pub use sender::{Item, Press, add, arrivals_of, press, restore, sender};
pub use upload::{Stage, Upload};
