//! Webhooks: addresses of the breeder's own that are told what became of photographs.

mod deliveries;
mod form;
mod one;
mod secret;

pub use form::NewWebhookPage;
pub use one::WebhookPage;

use super::{
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::webhooks::load_webhooks;
use app_shared::use_session_info;
use app_ui::{Badge, ButtonLink, EmptyState, Glyph, Look, PageHeader, RelativeTime, Table, Th, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    Action,
    webhook::{MOST_WEBHOOKS, Webhook},
};

/// The list.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    let webhooks = page_data(|| (), |()| load_webhooks());
    let makes = use_session_info().actor.is_some_and(|actor| actor.may(Action::Administer));
    view! {
        <Title text="Webhooks"/>
        <PageHeader
            title="Webhooks"
            hint="Your own programs hear at once what became of a photo, at an address of yours."
            actions=move || makes.then(|| view! { <NewWebhook/> })
        />
        <Note/>
        <Loaded data=webhooks what="Your webhooks" view=|stamped| view! { <List webhooks=stamped.value now=stamped.now/> }/>
    }
    .into_any()
}

#[component]
fn NewWebhook() -> impl IntoView {
    view! { <ButtonLink href="/webhooks/new" look=Look::Primary icon=Glyph::Plus>"New endpoint"</ButtonLink> }
}

#[component]
fn List(webhooks: Vec<Webhook>, now: Timestamp) -> impl IntoView {
    if webhooks.is_empty() {
        return view! {
            <EmptyState
                title="No endpoint yet"
                hint="Name an address of your site, choose what it shall hear, and check the signature of each delivery by the secret that you get."
                icon=Glyph::Send
            >
                <NewWebhook/>
            </EmptyState>
        }
        .into_any();
    }
    let most = (webhooks.len() >= MOST_WEBHOOKS)
        .then(|| view! { <p class="hint mt-3">{format!("A vivarium has {MOST_WEBHOOKS} endpoints at most.")}</p> });
    let rows = webhooks.into_iter().map(|webhook| view! { <Row webhook now/> }).collect_view();
    view! {
        <Table
            caption="Endpoints"
            stack=true
            head=|| {
                view! {
                    <Th label="Endpoint"/>
                    <Th label="Hears of"/>
                    <Th label="State"/>
                    <Th label="Made"/>
                }
            }
        >
            {rows}
        </Table>
        {most}
    }
    .into_any()
}

#[component]
fn Row(webhook: Webhook, now: Timestamp) -> impl IntoView {
    let events =
        webhook.events.iter().map(|event| view! { <span class="code block">{event.as_str()}</span> }).collect_view();
    let note = (!webhook.description.is_empty())
        .then(|| view! { <br/><span class="hint">{webhook.description.clone()}</span> });
    view! {
        <tr>
            <td>
                <a class="row-link" href=format!("/webhooks/{}", webhook.id)>{webhook.host().to_owned()}</a>
                {note}
            </td>
            <td data-label="Hears of" class="span-all">{events}</td>
            <td data-label="State"><State webhook=webhook.clone()/></td>
            <td data-label="Made"><RelativeTime at=webhook.created_at now/></td>
        </tr>
    }
    .into_any()
}

/// How an endpoint stands, in a word.
#[component]
fn State(webhook: Webhook) -> impl IntoView {
    match (webhook.enabled, webhook.gave_up_at, webhook.failing_since) {
        (true, _, None) => view! { <Badge tone=Tone::Success icon=Glyph::Check>"On"</Badge> }.into_any(),
        (true, _, Some(_)) => view! { <Badge tone=Tone::Warning icon=Glyph::Alert>"Failing"</Badge> }.into_any(),
        (false, Some(_), _) => view! { <Badge tone=Tone::Error icon=Glyph::Ban>"Given up"</Badge> }.into_any(),
        (false, None, _) => view! { <Badge icon=Glyph::Ban>"Off"</Badge> }.into_any(),
    }
}
