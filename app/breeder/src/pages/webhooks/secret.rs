//! A secret, shown once.

use crate::api::webhooks::RollWebhook;
use app_shared::{FormProblem, NeedsScript, PostForm, use_awake, use_form_answer};
use app_ui::{Alert, Button, Card, CopyField, HiddenInput, RelativeTime, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::webhook::{Webhook, WebhookSecret};

/// The secret with the word that it isn't shown again.
#[component]
pub(super) fn Secret(secret: String) -> impl IntoView {
    view! {
        <Alert tone=Tone::Warning title="Keep this secret now">
            "It is shown this once. Your program checks by it that a delivery comes from ReptiDex; nobody else may have it."
        </Alert>
        <CopyField label="Signing secret" value=Signal::stored(secret)/>
    }
    .into_any()
}

/// Replacing it.
#[component]
pub(super) fn Roll(webhook: Webhook, now: Timestamp) -> impl IntoView {
    let (form, rolled) = use_form_answer::<RollWebhook>();
    let awake = use_awake();
    let id = webhook.id.to_string();
    view! {
        <Card title="Signing secret" hint="For a day after it is replaced the old one signs, too, so that nothing is lost while you change over.">
            {move || match rolled.get() {
                Some(WebhookSecret { secret }) => view! { <div class="stack"><Secret secret/></div> }.into_any(),
                None => {
                    let last = webhook.rolled_at.map(|at| view! { <p class="hint">"Replaced " <RelativeTime at now/> "."</p> });
                    let id = id.clone();
                    view! {
                        {last}
                        <details>
                            <summary>"Replace the secret"</summary>
                            <PostForm form class="stack mt-3">
                                <FormProblem state=form/>
                                <HiddenInput name="id" value=id/>
                                <p class="hint">"You see the new one once."</p>
                                <div class="row">
                                    <Button busy=form.pending disabled=Signal::derive(move || !awake.get())>"Replace it"</Button>
                                </div>
                                <NeedsScript/>
                            </PostForm>
                        </details>
                    }
                    .into_any()
                }
            }}
        </Card>
    }
    .into_any()
}
