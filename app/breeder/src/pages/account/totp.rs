//! The authenticator app.

use super::{codes::ShownOnce, factors::FactorProblem};
use crate::api::factors::{TotpConfirm, TotpRemove, TotpStart};
use app_shared::{
    NeedsScript, PostForm,
    second_factor::{AppCode, TotpSecret},
    use_awake, use_form_answer, use_onward,
};
use app_ui::{Button, ButtonLink, Card, Dialog, Look};
use leptos::prelude::*;
use repti_model::account::TotpSetup;

/// Setting it up, or taking it away.
#[component]
pub(super) fn Authenticator(set_up: bool) -> impl IntoView {
    let hint = if set_up {
        "Set up. It is asked for at each sign-in."
    } else {
        "Six digits from an app on your phone, at each sign-in."
    };
    view! {
        <Card title="Authenticator app" hint=hint>
            {if set_up { view! { <Remove/> }.into_any() } else { view! { <SetUp/> }.into_any() }}
        </Card>
    }
    .into_any()
}

#[component]
fn Remove() -> impl IntoView {
    let form = use_onward::<TotpRemove>();
    view! {
        <FactorProblem form/>
        <Button look=Look::DangerQuiet opens="totp-remove">"Remove the app…"</Button>
        <Dialog id="totp-remove" title="Remove the authenticator app?">
            <PostForm form class="stack">
                <p>"Its codes stop working. Without another second factor your password alone signs you in."</p>
                <Button look=Look::Danger busy=form.pending>"Remove"</Button>
            </PostForm>
        </Dialog>
    }
}

#[component]
fn SetUp() -> impl IntoView {
    let (form, setup) = use_form_answer::<TotpStart>();
    let awake = use_awake();
    view! {
        {move || match setup.get() {
            Some(setup) => view! { <Confirm setup/> }.into_any(),
            _ => {
                view! {
                    <PostForm form class="stack">
                        <FactorProblem form/>
                        <div class="row">
                            // The secret is shown once, by the page that asked.
                            <Button busy=form.pending disabled=Signal::derive(move || !awake.get())>"Set up an app"</Button>
                        </div>
                        <NeedsScript/>
                    </PostForm>
                }
                .into_any()
            }
        }}
    }
}

#[component]
fn Confirm(setup: TotpSetup) -> impl IntoView {
    let (form, value) = use_form_answer::<TotpConfirm>();
    view! {
        {move || match value.get() {
            Some(Some(codes)) => view! { <ShownOnce codes/> }.into_any(),
            Some(None) => view! { <ButtonLink href="/account/security?note=factor-added" look=Look::Primary external=true>"Done"</ButtonLink> }.into_any(),
            _ => {
                let setup = setup.clone();
                view! {
                    <div class="stack">
                        <TotpSecret setup/>
                        <PostForm form class="stack">
                            <AppCode form confirm="Confirm"/>
                        </PostForm>
                    </div>
                }
                .into_any()
            }
        }}
    }
}
