//! What pairings give: the calculator, and mates for an animal.

mod calculator;
mod mates;

pub use calculator::CalculatorPage;
pub use mates::MatesPage;
