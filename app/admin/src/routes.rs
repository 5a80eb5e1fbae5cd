//! Which address shows which page.

use crate::{
    frame::Frame,
    pages::{
        account::AccountPage,
        audit::AuditPage,
        dead_letters::DeadLettersPage,
        enrol::EnrolPage,
        home::HomePage,
        not_found::NotFoundPage,
        people::PeoplePage,
        person::PersonPage,
        second_factor::SecondFactorPage,
        sign_in::SignInPage,
        system::SystemPage,
        taxa::TaxaPage,
        taxon::{NewTaxonPage, TaxonPage},
        vivarium::VivariumPage,
        vivariums::VivariumsPage,
    },
};
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
        <Title formatter=|text: String| format!("{text} · ReptiDex admin") text="Welcome"/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <NotFoundPage/> }>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                    <Route path=path!("/people") view=PeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/people/:id") view=PersonPage ssr=SsrMode::Async/>
                    <Route path=path!("/vivariums") view=VivariumsPage ssr=SsrMode::Async/>
                    <Route path=path!("/vivariums/:id") view=VivariumPage ssr=SsrMode::Async/>
                    <Route path=path!("/taxa") view=TaxaPage ssr=SsrMode::Async/>
                    <Route path=path!("/taxa/new") view=NewTaxonPage ssr=SsrMode::Async/>
                    <Route path=path!("/taxa/:id") view=TaxonPage ssr=SsrMode::Async/>
                    <Route path=path!("/audit") view=AuditPage ssr=SsrMode::Async/>
                    // Not /health: that address answers programs.
                    <Route path=path!("/system") view=SystemPage ssr=SsrMode::Async/>
                    <Route path=path!("/system/dead-letters") view=DeadLettersPage ssr=SsrMode::Async/>
                    <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
                    // Open to whoever isn't signed in.
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/second-factor") view=SecondFactorPage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/set-up") view=EnrolPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
