//! Which address shows which page.

use crate::{
    areas::{curate, door, staff},
    frame::Frame,
    pages::not_found::NotFoundPage,
};
use app_shared::titled;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The portal's root.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|text: String| titled(&format!("{text} · ReptiDex admin")) text="Welcome"/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <NotFoundPage/> }>
                    <Route path=path!("/") view={Lazy::<staff::Home>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/people") view={Lazy::<staff::People>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/people/:id") view={Lazy::<staff::Person>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/vivariums") view={Lazy::<staff::Vivariums>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/vivariums/:id") view={Lazy::<staff::Vivarium>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/disputes") view={Lazy::<staff::Disputes>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/likenesses") view={Lazy::<staff::Likenesses>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/photos") view={Lazy::<staff::Photos>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/photos/logos") view={Lazy::<staff::Logos>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/photos/storage") view={Lazy::<staff::Storage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/taxa") view={Lazy::<staff::Taxa>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/taxa/new") view={Lazy::<staff::NewTaxon>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/taxa/:id") view={Lazy::<staff::Taxon>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue") view={Lazy::<curate::Catalogue>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue/gene") view={Lazy::<curate::Gene>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue/proposals") view={Lazy::<curate::Proposals>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue/proposals/new") view={Lazy::<curate::Propose>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue/proposals/:id") view={Lazy::<curate::Proposal>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue/proposals/:id/text") view={Lazy::<curate::ProposalText>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue/proposals/:id/edit") view={Lazy::<curate::Edit>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue/versions") view={Lazy::<curate::Versions>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/catalogue/versions/:number") view={Lazy::<curate::Version>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/audit") view={Lazy::<staff::Audit>::new()} ssr=SsrMode::Async/>
                    // Not /health: that address answers programs.
                    <Route path=path!("/system") view={Lazy::<staff::System>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/system/dead-letters") view={Lazy::<staff::DeadLetters>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/account") view={Lazy::<door::Account>::new()} ssr=SsrMode::Async/>
                    // Open to whoever isn't signed in.
                    <Route path=path!("/sign-in") view={Lazy::<door::SignIn>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/second-factor") view={Lazy::<door::SecondFactor>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/set-up") view={Lazy::<door::Enrol>::new()} ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
