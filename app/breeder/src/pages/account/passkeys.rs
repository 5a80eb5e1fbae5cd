//! Passkeys: made in the browser, so adding one waits until the page is awake.

use super::{
    codes::ShownOnce,
    factors::{FactorProblem, Stale, stale},
};
use crate::api::factors::{PasskeyRemove, passkey_finish, passkey_start};
use app_shared::{AppError, FormState, NeedsScript, PostForm, passkey, use_awake, use_onward};
use app_ui::{Alert, Button, Card, Dialog, Field, Glyph, HiddenInput, Kind, Look, RelativeTime, Size, Tone};
use jiff::Timestamp;
use leptos::{html, prelude::*};
use repti_model::account::{PasskeyRow, RecoveryCodes};

/// The list and the way to another one.
#[component]
pub(super) fn Passkeys(passkeys: Vec<PasskeyRow>, now: Timestamp) -> impl IntoView {
    let form = use_onward::<PasskeyRemove>();
    let rows = passkeys.into_iter().map(|passkey| view! { <Passkey passkey now form/> }).collect_view();
    view! {
        <Card title="Passkeys" hint="A fingerprint, a face or a security key instead of a code.">
            <FactorProblem form/>
            <ul class="stack">{rows}</ul>
            <Add/>
        </Card>
    }
    .into_any()
}

#[component]
fn Passkey(passkey: PasskeyRow, now: Timestamp, form: FormState) -> impl IntoView {
    let dialog = format!("passkey-{}", passkey.id);
    let used = match passkey.last_used_at {
        Some(at) => view! { "used " <RelativeTime at now/> }.into_any(),
        None => "never used".into_any(),
    };
    view! {
        <li class="row row-between">
            <span>{passkey.name.clone()} " " <span class="hint">"added " <RelativeTime at=passkey.created_at now/> ", " {used}</span></span>
            <Button
                look=Look::Ghost
                size=Size::Small
                icon=Glyph::Trash
                label=format!("Remove the passkey {}", passkey.name)
                opens=dialog.clone()
            >
                "Remove"
            </Button>
            <Dialog id=dialog title=format!("Remove the passkey “{}”?", passkey.name)>
                <PostForm form class="stack">
                    <HiddenInput name="id" value=passkey.id.to_string()/>
                    <p>"It no longer signs you in. The passkey itself stays on your device until you delete it there."</p>
                    <Button look=Look::Danger busy=form.pending>"Remove passkey"</Button>
                </PostForm>
            </Dialog>
        </li>
    }
    .into_any()
}

#[component]
fn Add() -> impl IntoView {
    let name = NodeRef::<html::Input>::new();
    let attempt = Action::new(|name: &String| {
        let name = name.clone();
        async move { add(&name).await }
    });
    let (value, pending) = (attempt.value(), attempt.pending());
    let awake = use_awake();
    Effect::new(move || {
        if matches!(value.get(), Some(Ok(None))) {
            let _ = window().location().assign("/account/security?note=factor-added");
        }
    });
    view! {
        {move || match value.get() {
            Some(Ok(Some(codes))) => view! { <ShownOnce codes/> }.into_any(),
            Some(Err(None)) => view! { <Stale/> }.into_any(),
            Some(Err(Some(why))) => view! { <Alert tone=Tone::Error>{why}</Alert> }.into_any(),
            _ => ().into_any(),
        }}
        <div class="stack mt-4">
            <Field id="passkey-name" label="Name of the new passkey" hint="To recognise it by: this laptop, the blue key.">
                <input class="input" id="passkey-name" maxlength="80" autocomplete="off" aria-describedby="passkey-name-hint" node_ref=name/>
            </Field>
            <div class="row">
                <Button
                    kind=Kind::Button
                    icon=Glyph::Passkey
                    busy=pending
                    disabled=Signal::derive(move || !awake.get())
                    on:click=move |_| {
                        attempt.dispatch(name.get().map(|input| input.value()).unwrap_or_default());
                    }
                >
                    "Add a passkey"
                </Button>
            </div>
            <NeedsScript/>
        </div>
    }
}

/// Without words in the error, the password is due again.
async fn add(name: &str) -> Result<Option<RecoveryCodes>, Option<String>> {
    let said = |error: AppError| (!stale(&error)).then_some(error.0.detail);
    let options = passkey_start().await.map_err(said)?;
    let credential = passkey::create(&options).await.map_err(|error| Some(error.to_string()))?;
    passkey_finish(name.to_owned(), credential).await.map_err(said)
}
