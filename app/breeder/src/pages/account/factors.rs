//! The second factors of somebody who has just given their password.

use super::{codes::ShownOnce, passkeys::Passkeys, totp::Authenticator};
use crate::api::factors::RecoveryCodesReplace;
use app_shared::{AppError, FormProblem, FormState, NeedsScript, PostForm, use_awake, use_form_answer};
use app_ui::{Alert, Button, Card, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::account::Account;

/// Authenticator app, passkeys and recovery codes.
#[component]
pub(super) fn Factors(account: Account, now: Timestamp) -> impl IntoView {
    let any = account.totp || !account.passkeys.is_empty();
    view! {
        <Authenticator set_up=account.totp/>
        <Passkeys passkeys=account.passkeys now/>
        {any.then(|| view! { <Recovery left=account.recovery_codes_left/> })}
    }
    .into_any()
}

/// What was refused about a change of factors. When the ten minutes after the password are over, the way to give it again.
#[component]
pub(super) fn FactorProblem(form: FormState) -> impl IntoView {
    move || {
        if form.error.with(|error| error.as_ref().is_some_and(stale)) {
            view! { <Stale/> }.into_any()
        } else {
            view! { <FormProblem state=form/> }.into_any()
        }
    }
}

/// Whether the password is due again.
pub(super) fn stale(error: &AppError) -> bool {
    !error.fields().of("password").is_empty()
}

/// The way to give the password again.
#[component]
pub(super) fn Stale() -> impl IntoView {
    view! {
        <Alert tone=Tone::Warning>
            "Your password was given more than ten minutes ago. "
            <a class="link" href="/account/security" rel="external">"Give it again"</a>
            ", then go on here."
        </Alert>
    }
}

#[component]
fn Recovery(left: u32) -> impl IntoView {
    let (form, value) = use_form_answer::<RecoveryCodesReplace>();
    let awake = use_awake();
    view! {
        <Card title="Recovery codes" hint=format!("For the day when the app or the passkey is gone. {left} of them are unused.")>
            {move || {
                match value.get() {
                    Some(codes) => view! { <ShownOnce codes/> }.into_any(),
                    _ => {
                        view! {
                            <PostForm form class="stack">
                                <FactorProblem form/>
                                <p class="hint">"New codes make the old ones worthless."</p>
                                <div class="row">
                                    // The answer is shown once, by the page that asked.
                                    <Button busy=form.pending disabled=Signal::derive(move || !awake.get())>"Make new codes"</Button>
                                </div>
                                <NeedsScript/>
                            </PostForm>
                        }
                        .into_any()
                    }
                }
            }}
        </Card>
    }
    .into_any()
}
