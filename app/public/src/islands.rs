//! What a click or a key must answer without a new page.

use leptos::prelude::*;

/// Lets the arrow keys walk the pedigree inside it. Without WASM its links are reached by Tab.
#[island]
pub fn WalkablePedigree(children: Children) -> impl IntoView {
    view! { <div on:keydown=app_ui::walk_pedigree>{children()}</div> }
}
