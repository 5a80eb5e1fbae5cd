//! The second factors of somebody who has just given their password.

use super::{codes::ShownOnce, passkeys::Passkeys, totp::Authenticator};
use crate::api::factors::RecoveryCodesReplace;
use app_shared::{FormProblem, use_form};
use app_ui::{Button, Card};
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

#[component]
fn Recovery(left: u32) -> impl IntoView {
    let action = ServerAction::<RecoveryCodesReplace>::new();
    let (form, value) = (use_form(action), action.value());
    view! {
        <Card title="Recovery codes" hint=format!("For the day when the app or the passkey is gone. {left} of them are unused.")>
            {move || {
                match value.get() {
                    Some(Ok(codes)) => view! { <ShownOnce codes/> }.into_any(),
                    _ => {
                        view! {
                            <ActionForm action attr:class="stack">
                                <FormProblem state=form/>
                                <p class="hint">"New codes make the old ones worthless."</p>
                                <div class="row">
                                    <Button busy=form.pending>"Make new codes"</Button>
                                </div>
                            </ActionForm>
                        }
                        .into_any()
                    }
                }
            }}
        </Card>
    }
    .into_any()
}
