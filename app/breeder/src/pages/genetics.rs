//! What pairings give: the calculator, mates for an animal, plans for a wish; and claims out of a text.

mod calculator;
mod claim;
mod mates;
mod plans;
mod source;
mod texts;

pub use calculator::CalculatorPage;
pub(crate) use calculator::calculator_of;
pub use claim::ClaimGenesPage;
pub use mates::MatesPage;
pub use plans::PlansPage;
pub(crate) use source::source_of;
pub use texts::TextClaimsPage;

use repti_genetics::cross::hobby_percent;

fn percent(p: f64) -> String {
    format!("{}%", hobby_percent(p))
}

fn inbreeding(f: f64) -> String {
    if f <= 0.0 { "0%".to_owned() } else { format!("{:.1}%", f * 100.0) }
}
