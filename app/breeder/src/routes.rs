//! Which address shows which page.

use crate::{
    frame::Frame,
    pages::{
        account::{ProfilePage, SecurityPage, SessionsPage},
        animals::{
            AddParentPage, AnimalPage, AnimalsPage, DescendantsPage, EditAnimalPage, HistoryPage, NewAnimalPage,
            PedigreePage,
        },
        embeds::{EditWidgetPage, EmbedsPage, NewWidgetPage},
        export::ExportPage,
        home::HomePage,
        import::{ImportJobPage, ImportPage},
        invitation::InvitationPage,
        members::MembersPage,
        not_found::NotFoundPage,
        password::{ForgotPasswordPage, ResetPasswordPage},
        second_factor::SecondFactorPage,
        sign_in::SignInPage,
        sign_up::{ConfirmEmailPage, ResetSentPage, SignUpPage, SignUpSentPage, VerifyEmailPage},
        vivarium::VivariumPage,
        welcome::WelcomePage,
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
        <Title formatter=|text: String| format!("{text} · ReptiDex breeder") text="Welcome"/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <NotFoundPage/> }>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                    <Route path=path!("/welcome") view=WelcomePage ssr=SsrMode::Async/>
                    <Route path=path!("/animals") view=AnimalsPage ssr=SsrMode::Async/>
                    <Route path=path!("/animals/new") view=NewAnimalPage ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id") view=AnimalPage ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/edit") view=EditAnimalPage ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/pedigree") view=PedigreePage ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/history") view=HistoryPage ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/descendants") view=DescendantsPage ssr=SsrMode::Async/>
                    <Route path=path!("/animals/:id/parents/new") view=AddParentPage ssr=SsrMode::Async/>
                    <Route path=path!("/import") view=ImportPage ssr=SsrMode::Async/>
                    <Route path=path!("/import/:id") view=ImportJobPage ssr=SsrMode::Async/>
                    <Route path=path!("/export") view=ExportPage ssr=SsrMode::Async/>
                    <Route path=path!("/members") view=MembersPage ssr=SsrMode::Async/>
                    <Route path=path!("/vivarium") view=VivariumPage ssr=SsrMode::Async/>
                    <Route path=path!("/embeds") view=EmbedsPage ssr=SsrMode::Async/>
                    <Route path=path!("/embeds/new") view=NewWidgetPage ssr=SsrMode::Async/>
                    <Route path=path!("/embeds/:id") view=EditWidgetPage ssr=SsrMode::Async/>
                    <Route path=path!("/account") view=ProfilePage ssr=SsrMode::Async/>
                    <Route path=path!("/account/security") view=SecurityPage ssr=SsrMode::Async/>
                    <Route path=path!("/account/sessions") view=SessionsPage ssr=SsrMode::Async/>
                    // Open to whoever isn't signed in.
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/second-factor") view=SecondFactorPage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-up") view=SignUpPage ssr=SsrMode::Async/>
                    <Route path=path!("/sign-up/check-mail") view=SignUpSentPage ssr=SsrMode::Async/>
                    <Route path=path!("/verify-email") view=VerifyEmailPage ssr=SsrMode::Async/>
                    <Route path=path!("/confirm-email") view=ConfirmEmailPage ssr=SsrMode::Async/>
                    <Route path=path!("/forgot-password") view=ForgotPasswordPage ssr=SsrMode::Async/>
                    <Route path=path!("/forgot-password/check-mail") view=ResetSentPage ssr=SsrMode::Async/>
                    <Route path=path!("/reset-password") view=ResetPasswordPage ssr=SsrMode::Async/>
                    <Route path=path!("/invitation") view=InvitationPage ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
