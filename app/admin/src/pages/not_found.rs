//! What stands where no page is.

use app_ui::NotFoundState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page for an address that leads nowhere; sets the status to 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    app_shared::ssr::set_status_of(repti_model::ErrorCode::NotFound);
    view! {
        <Title text="Not found"/>
        <NotFoundState thing="page" back="/" back_label="Go to the overview"/>
    }
    .into_any()
}
