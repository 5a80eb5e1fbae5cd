//! The second step of signing in: a code or a passkey.

use super::{loaded::Loaded, narrow::Narrow};
use crate::api::sign_in::{SignInWithCode, load_second_factors, passkey_challenge, sign_in_with_passkey};
use app_shared::{AppError, FormProblem, Onward, follow, passkey, second_factor::PasskeyButton, use_form};
use app_ui::{Button, FormActions, Look, TextInput};
use leptos::prelude::*;

/// Asks for what is due after the password.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let factors = Resource::new_blocking(|| (), |()| load_second_factors());
    view! {
        <Narrow title="Confirm that it is you" hint="Your password was right. One more step keeps your account yours.">
            <Loaded
                data=factors
                what="This sign-in"
                view=|factors| {
                    view! {
                        {factors.passkeys.then(|| view! { <PasskeyButton confirm=confirm_by_passkey/> })}
                        <ByCode totp=factors.totp/>
                    }
                }
            />
            <p class="hint">"Not you, or too late? " <a class="link" href="/sign-in">"Begin again"</a></p>
        </Narrow>
    }
    .into_any()
}

#[component]
fn ByCode(totp: bool) -> impl IntoView {
    let action = ServerAction::<SignInWithCode>::new();
    let form = use_form(action);
    follow(action);
    let (label, hint) = if totp {
        ("Code", "The six digits of your authenticator app, or one of your recovery codes.")
    } else {
        ("Recovery code", "One of the codes that you kept when you set up the passkey.")
    };
    view! {
        <ActionForm action attr:class="stack">
            <FormProblem state=form/>
            <TextInput name="code" label hint mono=true autocomplete="one-time-code" required=true error=form.field("code")/>
            <FormActions>
                <Button look=Look::Primary busy=form.pending>"Confirm"</Button>
            </FormActions>
        </ActionForm>
    }
}

async fn confirm_by_passkey() -> Result<Onward, String> {
    let said = |error: AppError| error.0.detail;
    let challenge = passkey_challenge().await.map_err(said)?;
    let credential = passkey::get(&challenge).await.map_err(|error| error.to_string())?;
    sign_in_with_passkey(credential).await.map_err(said)
}
