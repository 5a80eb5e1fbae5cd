//! The authenticator app.

use super::{codes::ShownOnce, factors::FactorProblem};
use crate::api::factors::{TotpConfirm, TotpRemove, TotpStart};
use app_shared::{
    NeedsScript, follow,
    second_factor::{AppCode, TotpSecret},
    use_awake, use_form,
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
    let action = ServerAction::<TotpRemove>::new();
    let form = use_form(action);
    follow(action);
    view! {
        <FactorProblem form/>
        <Button look=Look::DangerQuiet opens="totp-remove">"Remove the app…"</Button>
        <Dialog id="totp-remove" title="Remove the authenticator app?">
            <ActionForm action attr:class="stack">
                <p>"Its codes stop working. Without another second factor your password alone signs you in."</p>
                <Button look=Look::Danger busy=form.pending>"Remove"</Button>
            </ActionForm>
        </Dialog>
    }
}

#[component]
fn SetUp() -> impl IntoView {
    let start = ServerAction::<TotpStart>::new();
    let (form, setup) = (use_form(start), start.value());
    let awake = use_awake();
    view! {
        {move || match setup.get() {
            Some(Ok(setup)) => view! { <Confirm setup/> }.into_any(),
            _ => {
                view! {
                    <ActionForm action=start attr:class="stack">
                        <FactorProblem form/>
                        <div class="row">
                            // The secret is shown once, by the page that asked.
                            <Button busy=form.pending disabled=Signal::derive(move || !awake.get())>"Set up an app"</Button>
                        </div>
                        <NeedsScript/>
                    </ActionForm>
                }
                .into_any()
            }
        }}
    }
}

#[component]
fn Confirm(setup: TotpSetup) -> impl IntoView {
    let action = ServerAction::<TotpConfirm>::new();
    let (form, value) = (use_form(action), action.value());
    view! {
        {move || match value.get() {
            Some(Ok(Some(codes))) => view! { <ShownOnce codes/> }.into_any(),
            Some(Ok(None)) => view! { <ButtonLink href="/account/security?note=factor-added" look=Look::Primary external=true>"Done"</ButtonLink> }.into_any(),
            _ => {
                let setup = setup.clone();
                view! {
                    <div class="stack">
                        <TotpSecret setup/>
                        <ActionForm action attr:class="stack">
                            <AppCode form confirm="Confirm"/>
                        </ActionForm>
                    </div>
                }
                .into_any()
            }
        }}
    }
}
