//! Which address shows which widget.

use crate::pages::{home::HomePage, not_found::NotFoundPage, preview::PreviewPage, widget::WidgetPage};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The portal's root.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title text="ReptiDex" />
        <Router>
            <Routes fallback=|| view! { <NotFoundPage /> }>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                <Route path=path!("/w/:key") view=WidgetPage ssr=SsrMode::Async />
                <Route path=path!("/preview") view=PreviewPage ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}
