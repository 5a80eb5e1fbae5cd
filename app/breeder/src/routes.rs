//! Which address shows which page.

use crate::{
    areas::{darkroom, desk, door, engine, house, registry},
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
        <Title formatter=|text: String| titled(&format!("{text} · ReptiDex breeder")) text="Welcome"/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <NotFoundPage/> }>
                    <Route path=path!("/") view={Lazy::<desk::Home>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/welcome") view={Lazy::<door::Welcome>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals") view={Lazy::<registry::Animals>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/new") view={Lazy::<registry::NewAnimal>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/claims") view={Lazy::<engine::TextClaims>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id") view={Lazy::<registry::Animal>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/edit") view={Lazy::<registry::EditAnimal>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/pedigree") view={Lazy::<registry::Pedigree>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/certificates") view={Lazy::<registry::Certificates>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/history") view={Lazy::<registry::History>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/photos") view={Lazy::<darkroom::Photos>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/descendants") view={Lazy::<registry::Descendants>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/parents/new") view={Lazy::<registry::AddParent>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/genotype") view={Lazy::<engine::ClaimGenes>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/mates") view={Lazy::<engine::Mates>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/plans") view={Lazy::<engine::Plans>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/pairings") view={Lazy::<engine::Pairings>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/pairings/new") view={Lazy::<engine::NewPairing>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/pairings/:id") view={Lazy::<engine::PlannedPairing>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/pairings/:id/edit") view={Lazy::<engine::EditPairing>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/verifications") view={Lazy::<registry::Verifications>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/calculator") view={Lazy::<engine::Calculator>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/relatedness") view={Lazy::<engine::Compare>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/relatedness/pairing") view={Lazy::<engine::Pairing>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/relatedness/report") view={Lazy::<engine::Report>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/import") view={Lazy::<house::Import>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/import/:id") view={Lazy::<house::ImportJob>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/export") view={Lazy::<house::Export>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/members") view={Lazy::<house::Members>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/vivarium") view={Lazy::<house::Vivarium>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/embeds") view={Lazy::<house::Embeds>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/embeds/new") view={Lazy::<house::NewWidget>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/embeds/:id") view={Lazy::<house::EditWidget>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/webhooks") view={Lazy::<house::Webhooks>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/webhooks/new") view={Lazy::<house::NewWebhook>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/webhooks/:id") view={Lazy::<house::Webhook>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/account") view={Lazy::<door::Profile>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/account/security") view={Lazy::<door::Security>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/account/sessions") view={Lazy::<door::Sessions>::new()} ssr=SsrMode::Async/>
                    // Open to whoever isn't signed in.
                    <Route path=path!("/sign-in") view={Lazy::<door::SignIn>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/second-factor") view={Lazy::<door::SecondFactor>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-up") view={Lazy::<door::SignUp>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-up/check-mail") view={Lazy::<door::SignUpSent>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/verify-email") view={Lazy::<door::VerifyEmail>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/confirm-email") view={Lazy::<door::ConfirmEmail>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/forgot-password") view={Lazy::<door::ForgotPassword>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/forgot-password/check-mail") view={Lazy::<door::ResetSent>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/reset-password") view={Lazy::<door::ResetPassword>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/invitation") view={Lazy::<door::Invitation>::new()} ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
