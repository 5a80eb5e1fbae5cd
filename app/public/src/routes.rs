//! Which address shows which page. All pages are sent whole: blocking, so that they are complete without JavaScript.

use crate::pages::{
    about::AboutPage,
    animal::AnimalPage,
    breeder::BreederPage,
    breeders::BreedersPage,
    calculator::CalculatorPage,
    check::CheckPage,
    genes::{ComboPage, GenePage, GenesPage, TaxonPage},
    home::HomePage,
    not_found::NotFoundPage,
    search::SearchPage,
    status::StatusPage,
};
use app_shared::titled;
use leptos::prelude::*;
use leptos_meta::{Link, Title, provide_meta_context};
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
        <Title formatter=|text: String| titled(&text) text="ReptiDex" />
        <Link rel="alternate" type_="application/atom+xml" title="New animals on ReptiDex" href="/feed.xml" />
        <Router>
            <Routes fallback=|| view! { <NotFoundPage /> }>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                <Route path=path!("/search") view=SearchPage ssr=SsrMode::Async />
                <Route path=path!("/animals/:id") view=AnimalPage ssr=SsrMode::Async />
                <Route path=path!("/breeders") view=BreedersPage ssr=SsrMode::Async />
                <Route path=path!("/breeders/:slug") view=BreederPage ssr=SsrMode::Async />
                <Route path=path!("/check/:token") view=CheckPage ssr=SsrMode::Async />
                <Route path=path!("/calculator") view=CalculatorPage ssr=SsrMode::Async />
                <Route path=path!("/genes") view=GenesPage ssr=SsrMode::Async />
                <Route path=path!("/genes/:taxon") view=TaxonPage ssr=SsrMode::Async />
                <Route path=path!("/genes/:taxon/:gene") view=GenePage ssr=SsrMode::Async />
                <Route path=path!("/genes/:taxon/combos/:combo") view=ComboPage ssr=SsrMode::Async />
                <Route path=path!("/status") view=StatusPage ssr=SsrMode::Async />
                <Route path=path!("/about") view=AboutPage ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}
