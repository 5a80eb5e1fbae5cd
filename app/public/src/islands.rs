//! What a click or a key must answer without a new page.

use app_ui::{CalculatorDesk, calculator_href};
use leptos::prelude::*;
use repti_genetics::calculator::Question;

/// Lets the arrow keys walk the pedigree inside it. Without WASM its links are reached by Tab.
#[island]
pub fn WalkablePedigree(children: Children) -> impl IntoView {
    view! { <div on:keydown=app_ui::walk_pedigree>{children()}</div> }
}

/// The calculator: answers every keystroke, and keeps the page's address to what is asked. Its code, the engine, comes with this page only.
#[island(lazy)]
pub fn CalculatorIsland(question: Question) -> impl IntoView {
    let changed =
        Callback::new(|question: Question| app_shared::replace_address(&calculator_href("/calculator", &question)));
    view! { <CalculatorDesk question path="/calculator" changed /> }
}
