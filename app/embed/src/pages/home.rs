//! The first page.

use leptos::prelude::*;

/// The portal's first page.
#[component]
pub fn HomePage() -> impl IntoView {
    view! {
        <h1>"ReptiDex"</h1>
        <p>"The record of where a reptile comes from."</p>
    }
    .into_any()
}
