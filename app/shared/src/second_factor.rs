//! The pieces of every second factor: the button for a passkey, the secret of an app, the codes that are shown once.

use crate::{Onward, use_awake};
use app_ui::{Alert, Button, ButtonLink, CodeBlock, CopyField, Glyph, Kind, Look, Tone};
use leptos::prelude::*;
use repti_model::account::{RecoveryCodes, TotpSetup};

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
