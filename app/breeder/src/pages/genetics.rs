//! What pairings give: the calculator, mates for an animal, and claims out of a text.

mod calculator;
mod claim;
mod mates;

pub use calculator::CalculatorPage;
pub use claim::ClaimGenesPage;
pub use mates::MatesPage;
