//! What stands where no page is.

use leptos::prelude::*;

/// The page for an address that leads nowhere; sets the status to 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    app_shared::ssr::set_status_of(repti_model::ErrorCode::NotFound);
    view! {
        <h1>"This page doesn't exist"</h1>
        <p>"The address may be mistyped, or what stood here is gone or private."</p>
        <p>
            <a href="/">"Go to the first page"</a>
        </p>
    }
    .into_any()
}
