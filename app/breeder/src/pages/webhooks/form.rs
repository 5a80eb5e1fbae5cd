//! The fields of an endpoint, for a new one and for one that is there.

use super::secret::Secret;
use crate::api::webhooks::CreateWebhook;
use app_shared::{FormProblem, FormState, NeedsScript, PostForm, use_awake, use_form_answer};
use app_ui::{Button, ButtonLink, Card, Checkbox, Fieldset, FormActions, Look, PageHeader, TextInput};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::webhook::{NewWebhook, Webhook, WebhookEvent};

/// A new endpoint: the form, then its secret.
#[component]
pub fn NewWebhookPage() -> impl IntoView {
    let (form, made) = use_form_answer::<CreateWebhook>();
    view! {
        <Title text="New endpoint"/>
        <PageHeader title="New endpoint" trail=super::one::trail()/>
        {move || match made.get() {
            Some(NewWebhook { webhook, secret }) => {
                view! {
                    <Card title="The endpoint is ready" class="max-w-2xl">
                        <div class="stack">
                            <Secret secret/>
                            <div class="row">
                                // A whole new document, so that the secret is gone from this one.
                                <ButtonLink href=format!("/webhooks/{}", webhook.id) look=Look::Primary external=true>"I have kept it"</ButtonLink>
                            </div>
                        </div>
                    </Card>
                }
                .into_any()
            }
            None => view! { <Form form/> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Form(form: FormState) -> impl IntoView {
    let awake = use_awake();
    view! {
        <Card class="max-w-2xl">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <Fields form webhook=None/>
                <FormActions>
                    // The secret is shown once, by the page that asked.
                    <Button look=Look::Primary busy=form.pending disabled=Signal::derive(move || !awake.get())>"Make endpoint"</Button>
                    <ButtonLink href="/webhooks" look=Look::Ghost>"Cancel"</ButtonLink>
                </FormActions>
                <NeedsScript/>
            </PostForm>
        </Card>
    }
    .into_any()
}

/// Address, events and what it is for.
#[component]
pub(super) fn Fields(form: FormState, webhook: Option<Webhook>) -> impl IntoView {
    let (url, description) =
        webhook.as_ref().map(|webhook| (webhook.url.clone(), webhook.description.clone())).unwrap_or_default();
    let wanted = move |event: &WebhookEvent| webhook.as_ref().is_none_or(|webhook| webhook.events.contains(event));
    let boxes = WebhookEvent::ALL
        .iter()
        .enumerate()
        .map(|(place, event)| {
            let name = event.as_str().replace('.', "_");
            // The first is where the way from “choose one” leads.
            let id = if place == 0 { "f-events".to_owned() } else { format!("f-{name}") };
            let error = if place == 0 { form.field("events") } else { MaybeProp::default() };
            let checked = form.ticked(&name, wanted(event));
            view! { <Checkbox id name label=event.label() hint=event.as_str() checked error/> }
        })
        .collect_view();
    view! {
        <TextInput
            name="url"
            label="Address"
            kind="url"
            hint="An https address of yours on the internet. Whoever knows it can write to it, so check each delivery’s signature."
            value=form.value("url", url)
            placeholder="https://example.org/reptidex"
            autocomplete="off"
            mono=true
            required=true
            maxlength=500
            error=form.field("url")
        />
        <Fieldset legend="Hears of">{boxes}</Fieldset>
        <TextInput
            name="description"
            label="What it is for"
            hint="For you and your team."
            value=form.value("description", description)
            maxlength=200
            error=form.field("description")
        />
    }
    .into_any()
}
