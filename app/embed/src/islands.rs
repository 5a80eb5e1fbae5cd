//! What answers inside a frame without a new page.

use app_ui::CalculatorDesk;
use leptos::prelude::*;
use repti_genetics::calculator::Question;

/// The calculator: answers every keystroke. Its code, the engine, comes with a calculator's frame only. `path` is the public portal's calculator, which
/// its links and, before the code has come, its form open beside the site.
#[island(lazy)]
pub fn CalculatorIsland(question: Question, path: String) -> impl IntoView {
    view! { <CalculatorDesk question path /> }
}
