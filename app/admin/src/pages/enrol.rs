//! Staff without a second factor set one up before they come in.

use crate::api::enrol::{
    EnrolTotpFinish, EnrolTotpStart, Enrolled, enrol_passkey_finish, enrol_passkey_start, load_enrolment,
};
use app_shared::{
    AppError, FormProblem, PostForm,
    loaded::{Loaded, page_data},
    narrow::Narrow,
    passkey,
    second_factor::{AppCode, CodesOnce, TotpSecret},
    use_form_answer,
};
use app_ui::{Alert, Button, FormActions, Glyph, Kind, Look, Tone};
use leptos::prelude::*;
use repti_model::account::TotpSetup;

/// An app or a passkey; afterwards the recovery codes.
#[component]
pub fn EnrolPage() -> impl IntoView {
    let waits = page_data(|| (), |()| load_enrolment());
    view! {
        <Narrow title="Set up a second factor" hint="Staff sign in with two factors. The password was right; choose the second now.">
            <Loaded data=waits what="This sign-in" view=|()| view! { <Choose/> }/>
        </Narrow>
    }
    .into_any()
}

#[component]
fn Choose() -> impl IntoView {
    let (starting, setup) = use_form_answer::<EnrolTotpStart>();
    let by_passkey = Action::new(|(): &()| async { enrol_by_passkey().await });
    let (passkey_pending, passkey_value) = (by_passkey.pending(), by_passkey.value());
    view! {
        {move || match (passkey_value.get(), setup.get()) {
            (Some(Ok(done)), _) => view! { <Done done/> }.into_any(),
            (_, Some(setup)) => view! { <Confirm setup/> }.into_any(),
            (failed, _) => {
                let why = failed.and_then(Result::err);
                view! {
                    <PostForm form=starting class="stack">
                        <FormProblem state=starting/>
                        <p class="hint">"An app on your phone shows six digits at each sign-in."</p>
                        <FormActions>
                            <Button look=Look::Primary busy=starting.pending>"Set up an authenticator app"</Button>
                        </FormActions>
                    </PostForm>
                    <div class="stack">
                        {why.map(|why| view! { <Alert tone=Tone::Error>{why}</Alert> })}
                        <p class="hint">"Or a fingerprint, a face or a security key."</p>
                        <div class="row">
                            <Button
                                kind=Kind::Button
                                icon=Glyph::Passkey
                                busy=passkey_pending
                                on:click=move |_| {
                                    by_passkey.dispatch(());
                                }
                            >
                                "Make a passkey"
                            </Button>
                        </div>
                    </div>
                }
                .into_any()
            }
        }}
    }
}

#[component]
fn Confirm(setup: TotpSetup) -> impl IntoView {
    let (form, value) = use_form_answer::<EnrolTotpFinish>();
    view! {
        {move || match value.get() {
            Some(done) => view! { <Done done/> }.into_any(),
            _ => {
                let setup = setup.clone();
                view! {
                    <div class="stack">
                        <TotpSecret setup/>
                        <PostForm form class="stack">
                            <AppCode form confirm="Confirm and sign in"/>
                        </PostForm>
                    </div>
                }
                .into_any()
            }
        }}
    }
}

#[component]
fn Done(done: Enrolled) -> impl IntoView {
    view! { <CodesOnce codes=done.codes href=done.next/> }
}

async fn enrol_by_passkey() -> Result<Enrolled, String> {
    let said = |error: AppError| error.0.detail;
    let options = enrol_passkey_start().await.map_err(said)?;
    let credential = passkey::create(&options).await.map_err(|error| error.to_string())?;
    enrol_passkey_finish(credential).await.map_err(said)
}
