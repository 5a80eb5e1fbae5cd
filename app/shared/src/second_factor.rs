//! The pieces of every second factor: the button for a passkey, the secret of an app, the codes that are shown once.

use crate::{AppError, FormProblem, FormState, Onward, passkey, use_awake};
use app_ui::{Alert, Button, ButtonLink, CodeBlock, CopyField, FormActions, Glyph, Kind, Look, TextInput, Tone};
use leptos::prelude::*;
use repti_model::account::{RecoveryCodes, TotpSetup};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Which second factors a half-finished sign-in may be completed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactors {
    /// An authenticator app (and recovery codes).
    pub totp: bool,
    /// A passkey.
    pub passkeys: bool,
}

/// The inside of the form that completes a sign-in by a code: of the app, or without one a recovery code.
#[component]
pub fn SignInCode(form: FormState, totp: bool, #[prop(optional)] autofocus: bool) -> impl IntoView {
    let (label, hint) = if totp {
        ("Code", "The six digits of your authenticator app, or one of your recovery codes.")
    } else {
        ("Recovery code", "One of the codes that you kept when you set up the passkey.")
    };
    view! {
        <FormProblem state=form/>
        <TextInput name="code" label hint mono=true autofocus autocomplete="one-time-code" required=true error=form.field("code")/>
        <FormActions>
            <Button look=Look::Primary busy=form.pending>"Confirm"</Button>
        </FormActions>
    }
}

/// The inside of the form that proves that the app has its secret.
#[component]
pub fn AppCode(
    form: FormState,
    /// What the button says.
    confirm: &'static str,
) -> impl IntoView {
    view! {
        <FormProblem state=form/>
        <TextInput
            name="code"
            label="Code"
            mono=true
            inputmode="numeric"
            autocomplete="one-time-code"
            required=true
            error=form.field("code")
        />
        <FormActions>
            <Button look=Look::Primary busy=form.pending>{confirm}</Button>
        </FormActions>
    }
}

/// Completes a sign-in by a passkey: the server's challenge, the browser's answer, the server's word. In words where it fails.
///
/// # Errors
/// What the server or the browser said.
pub async fn confirm_by_passkey<F>(
    challenge: impl Future<Output = Result<Value, AppError>>,
    answer: impl FnOnce(Value) -> F,
) -> Result<Onward, String>
where
    F: Future<Output = Result<Onward, AppError>>,
{
    let said = |error: AppError| error.0.detail;
    let challenge = challenge.await.map_err(said)?;
    let credential = passkey::get(&challenge).await.map_err(|error| error.to_string())?;
    answer(credential).await.map_err(said)
}

/// A button that confirms a sign-in by a passkey and goes on.
#[component]
pub fn PasskeyButton<F, Fut>(confirm: F) -> impl IntoView
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Onward, String>> + Send + 'static,
{
    let attempt = Action::new(move |(): &()| confirm());
    let (value, pending) = (attempt.value(), attempt.pending());
    let awake = use_awake();
    Effect::new(move || {
        if let Some(Ok(Onward(path))) = value.get() {
            let _ = window().location().assign(&path);
        }
    });
    view! {
        {move || value.get().and_then(Result::err).map(|why| view! { <Alert tone=Tone::Error>{why}</Alert> })}
        <Button
            kind=Kind::Button
            icon=Glyph::Passkey
            busy=pending
            disabled=Signal::derive(move || !awake.get())
            on:click=move |_| {
                attempt.dispatch(());
            }
        >
            "Use a passkey"
        </Button>
    }
}

/// The secret for an authenticator app: to scan, to type, to open.
#[component]
pub fn TotpSecret(setup: TotpSetup) -> impl IntoView {
    view! {
        <p>"Scan this with your app, then type the six digits that it shows."</p>
        // Our own drawing of our own text, on white: cameras want the contrast in both themes.
        <div class="w-48 rounded bg-white p-2" role="img" aria-label="QR code for the authenticator app" inner_html=setup.qr_svg></div>
        <CopyField label="Or type this key" value=setup.secret/>
        <p><a class="link" href=setup.url rel="external">"Open the app on this device"</a></p>
    }
}

/// Recovery codes with what to do with them, and the way on to `href` by a new document.
#[component]
pub fn CodesOnce(codes: RecoveryCodes, #[prop(into)] href: String) -> impl IntoView {
    let text = codes.0.join("\n");
    view! {
        <div class="stack">
            <Alert tone=Tone::Warning title="Keep these codes now">
                <p>"Each signs you in once when the app or the passkey is gone. They are not shown again: print them or put them into a password manager."</p>
            </Alert>
            <CodeBlock label="Recovery codes" code=text/>
            <div class="row">
                <ButtonLink href look=Look::Primary external=true>"I have kept them"</ButtonLink>
            </div>
        </div>
    }
    .into_any()
}
