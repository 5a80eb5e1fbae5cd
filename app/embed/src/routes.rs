//! Which address shows which widget.

use crate::pages::{card::CardPage, home::HomePage, not_found::NotFoundPage, pedigree::PedigreePage};
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
                <Route path=path!("/card/:key") view=CardPage ssr=SsrMode::Async />
                <Route path=path!("/pedigree/:key") view=PedigreePage ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}
