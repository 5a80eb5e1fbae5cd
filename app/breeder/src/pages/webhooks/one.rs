//! One endpoint: what was delivered, what it hears of, its secret, and its end.

use super::{deliveries::Deliveries, form::Fields, secret::Roll};
use crate::{
    api::webhooks::{DeleteWebhook, SaveWebhook, Stamped, TryWebhook, WebhookPage as Shown, load_webhook},
    pages::{
        loaded::{Loaded, page_data},
        note::Note,
    },
};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Alert, Button, Card, Dialog, FormActions, Glyph, HiddenInput, Look, PageHeader, RelativeTime, Switch, Term, Terms,
    Tone,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use repti_model::{WebhookId, webhook::Webhook};

/// The page.
#[component]
pub fn WebhookPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<WebhookId>().ok())));
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    // An id that is none finds nothing, which is what the page then says.
    let data = page_data(move || (id.get().unwrap_or_default(), cursor.get()), |(id, cursor)| load_webhook(id, cursor));
    view! {
        <Title text="Webhook"/>
        <Loaded data what="The endpoint" view=whole/>
    }
    .into_any()
}

pub(super) fn trail() -> Vec<(String, String)> {
    vec![("Webhooks".to_owned(), "/webhooks".to_owned())]
}

fn whole(stamped: Stamped<Shown>) -> AnyView {
    let Stamped { now, value: Shown { webhook, deliveries } } = stamped;
    let (id, enabled, tried) = (webhook.id, webhook.enabled, webhook.clone());
    view! {
        <PageHeader title=webhook.host().to_owned() hint=webhook.description.clone() trail=trail()/>
        <Note/>
        <Standing webhook=webhook.clone() now/>
        <div class="split" style="--aside:minmax(18rem, 24rem)">
            <Deliveries id page=deliveries now enabled>
                <Test webhook=tried/>
            </Deliveries>
            <div class="stack">
                <Settings webhook=webhook.clone()/>
                <Roll webhook=webhook.clone() now/>
                <Delete webhook/>
            </div>
        </div>
    }
    .into_any()
}

/// What stands in the way of deliveries.
#[component]
fn Standing(webhook: Webhook, now: Timestamp) -> impl IntoView {
    let told = match (webhook.enabled, webhook.gave_up_at, webhook.failing_since) {
        (true, _, None) => return ().into_any(),
        (true, _, Some(since)) => view! {
            <Alert tone=Tone::Warning title="Nothing gets through">
                "Every try has failed, the first " <RelativeTime at=since now/> ". After three days without a success the endpoint is switched off."
            </Alert>
        }
        .into_any(),
        (false, Some(at), _) => view! {
            <Alert tone=Tone::Error title="ReptiDex has switched this endpoint off">
                "Nothing had reached it for more than three days when it was given up, " <RelativeTime at now/>
                ". Once it works again, switch it on below."
            </Alert>
        }
        .into_any(),
        (false, None, _) => view! { <Alert tone=Tone::Info>"This endpoint is switched off. It is told nothing."</Alert> }.into_any(),
    };
    view! { <div class="mb-4">{told}</div> }.into_any()
}

#[component]
fn Test(webhook: Webhook) -> impl IntoView {
    let form = use_onward::<TryWebhook>();
    view! {
        <FormProblem state=form/>
        <PostForm form>
            <HiddenInput name="id" value=webhook.id.to_string()/>
            <Button icon=Glyph::Send busy=form.pending disabled=Signal::stored(!webhook.enabled)>"Send a test"</Button>
        </PostForm>
    }
    .into_any()
}

#[component]
fn Settings(webhook: Webhook) -> impl IntoView {
    let form = use_onward::<SaveWebhook>();
    let (id, read, enabled) = (webhook.id, webhook.version, webhook.enabled);
    // After a conflict the next save is meant: it goes against the version that was shown beside the form.
    let version = move || form.met::<Webhook>().map_or(read, |webhook| webhook.version);
    view! {
        <Card title="Settings">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <Met form/>
                <HiddenInput name="id" value=id.to_string()/>
                <input type="hidden" name="version" prop:value=version value=read/>
                <Fields form webhook=Some(webhook)/>
                <Switch name="enabled" label="On" hint="Switched off, it is told nothing, also not later." checked=form.ticked("enabled", enabled)/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Save changes"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

/// What stands there now, beside what is being written.
#[component]
fn Met(form: FormState) -> impl IntoView {
    move || {
        form.met::<Webhook>().map(|now| {
            let events = now.events.iter().map(|event| event.as_str()).collect::<Vec<_>>().join(", ");
            view! {
                <Alert tone=Tone::Warning title="What stands there now">
                    <Terms>
                        <Term name="Address">{now.url}</Term>
                        <Term name="Hears of">{events}</Term>
                        <Term name="What it is for">{now.description}</Term>
                        <Term name="On">{if now.enabled { "Yes" } else { "No" }}</Term>
                    </Terms>
                    <p>"Saving again puts yours in its place."</p>
                </Alert>
            }
        })
    }
}

#[component]
fn Delete(webhook: Webhook) -> impl IntoView {
    let form = use_onward::<DeleteWebhook>();
    view! {
        <Card title="Delete" hint="Its deliveries and its secret go with it. To pause it, switch it off instead.">
            <FormProblem state=form/>
            <Button look=Look::DangerQuiet opens="webhook-delete">"Delete the endpoint…"</Button>
            <Dialog id="webhook-delete" title=format!("Delete {}?", webhook.host())>
                <PostForm form class="stack">
                    <HiddenInput name="id" value=webhook.id.to_string()/>
                    <p>"What is on its way isn’t sent any more. This can’t be undone."</p>
                    <Button look=Look::Danger busy=form.pending>"Delete endpoint"</Button>
                </PostForm>
            </Dialog>
        </Card>
    }
    .into_any()
}
