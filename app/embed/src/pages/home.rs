//! What somebody sees who opens the embed host itself.

use app_shared::use_session_info;
use leptos::prelude::*;

/// A word on what this host is for.
#[component]
pub fn HomePage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    app_shared::ssr::set_csp("'none'");
    let info = use_session_info();
    view! {
        <main class="bg-bg text-text" style="padding:2rem; max-width:40rem">
            <h1 class="serif">"ReptiDex widgets"</h1>
            <p>"This address serves the cards and pedigrees that breeders show on their own sites."</p>
            <p><a class="link" href=info.public_url rel="external">"Go to ReptiDex"</a></p>
        </main>
    }
    .into_any()
}
