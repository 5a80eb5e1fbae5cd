//! The design system's gallery as a page of its own: rendered by the server only, so that it is in no bundle.

use app_shared::use_session_info;
use app_ui::{Density, Theme, gallery::GalleryPage};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};

/// `/gallery`, in development.
#[component]
pub fn GalleryApp() -> impl IntoView {
    provide_meta_context();
    app_shared::ssr::set_csp("'none'");
    let info = use_session_info();
    view! {
        <Title text="Gallery · ReptiDex"/>
        <GalleryPage theme=Theme::parse(&info.theme) density=Density::parse(&info.density)/>
    }
    .into_any()
}
