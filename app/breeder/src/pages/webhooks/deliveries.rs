//! What became of each delivery. One that is on its way is asked after until it has arrived.

use crate::api::webhooks::{RedeliverWebhook, load_webhook};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Badge, Button, Card, CodeBlock, EmptyState, Glyph, HiddenInput, Pager, RelativeTime, Size, Table, Th, Tone,
};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use repti_model::{
    WebhookId,
    page::Page,
    webhook::{DeliveryState, WebhookAttempt, WebhookDelivery},
};
use std::time::Duration;

/// How often, and how many times, it is asked whether something has arrived.
const ASK: Duration = Duration::from_secs(2);
const MOST_ASKS: u32 = 15;

/// The list, page by page. The children stand beside its heading.
#[component]
pub(super) fn Deliveries(
    id: WebhookId,
    page: Page<WebhookDelivery>,
    now: Timestamp,
    enabled: bool,
    children: Children,
) -> impl IntoView {
    let form = use_onward::<RedeliverWebhook>();
    let turn = |cursor: Option<String>| cursor.map(|cursor| format!("/webhooks/{id}?cursor={cursor}"));
    let (prev, next) = (turn(page.previous), turn(page.next));
    let empty = page.items.is_empty();
    let (shown, moment) = (RwSignal::new(page.items), RwSignal::new(now));
    let cursor = use_query_map().with_untracked(|query| query.get("cursor"));
    Effect::new(move || ask_again(id, cursor.clone(), shown, moment, MOST_ASKS));
    view! {
        <Card title="Deliveries" hint="Of the last 30 days, the newest first." actions=move || children()>
            <FormProblem state=form/>
            {if empty {
                view! {
                    <EmptyState title="Nothing was delivered yet" hint="Send a test, or add a photo to an animal." icon=Glyph::Send/>
                }
                .into_any()
            } else {
                view! {
                    <ul aria-label="Deliveries" class="stack">
                        // What somebody has opened stays open while it changes.
                        <For each=move || shown.get() key=|delivery| delivery.id let:delivery>
                            <One delivery=now_of(shown, delivery) moment enabled form/>
                        </For>
                    </ul>
                }
                .into_any()
            }}
            <Pager prev next/>
        </Card>
    }
    .into_any()
}

/// Asks after what is due soon, in the browser only.
fn ask_again(
    id: WebhookId,
    cursor: Option<String>,
    shown: RwSignal<Vec<WebhookDelivery>>,
    moment: RwSignal<Timestamp>,
    left: u32,
) {
    let soon = moment.get_untracked().saturating_add(SignedDuration::from_secs(30)).unwrap_or(Timestamp::MAX);
    let waits = shown.try_with_untracked(|all| all.iter().any(|one| one.due_at.is_some_and(|due| due < soon)));
    if left == 0 || waits != Some(true) {
        return;
    }
    set_timeout(
        move || {
            leptos::task::spawn_local(async move {
                // A question that fails is asked again: the page shows what it knew.
                if let Ok(answer) = load_webhook(id, cursor.clone()).await {
                    if moment.try_set(answer.now).is_some() {
                        return;
                    }
                    shown.try_set(answer.value.deliveries.items);
                }
                ask_again(id, cursor, shown, moment, left - 1);
            });
        },
        ASK,
    );
}

/// A delivery as it is known now.
fn now_of(shown: RwSignal<Vec<WebhookDelivery>>, first: WebhookDelivery) -> Memo<WebhookDelivery> {
    Memo::new(move |_| {
        shown.with(|all| all.iter().find(|one| one.id == first.id).cloned()).unwrap_or_else(|| first.clone())
    })
}

#[component]
fn One(delivery: Memo<WebhookDelivery>, moment: RwSignal<Timestamp>, enabled: bool, form: FormState) -> impl IntoView {
    let first = delivery.get_untracked();
    let label = format!("Send again: {}, {}", first.kind.label(), first.created_at.strftime("%-d %B %Y, %H:%M:%S UTC"));
    let now = move || moment.get_untracked();
    view! {
        <li class="stack" style="--stack:0.5rem">
            <div class="row row-between">
                <span class="row">
                    {move || delivery.with(standing)}
                    <span>{first.kind.label()}</span>
                    <span class="hint"><RelativeTime at=first.created_at now=now()/></span>
                    {move || delivery.with(|delivery| again(delivery, now()))}
                </span>
                <PostForm form>
                    <HiddenInput name="id" value=first.id.to_string()/>
                    <Button size=Size::Small icon=Glyph::Refresh label busy=form.pending disabled=Signal::stored(!enabled)>
                        "Send again"
                    </Button>
                </PostForm>
            </div>
            {move || delivery.with(why)}
            <details>
                <summary>{move || tries(delivery.with(|delivery| delivery.attempts))}</summary>
                <div class="stack mt-3">
                    {move || view! { <Log log=delivery.with(|delivery| delivery.log.clone()) now=now()/> }}
                    <CodeBlock label="Body" code=Signal::stored(first.body)/>
                </div>
            </details>
        </li>
    }
    .into_any()
}

fn tries(count: i32) -> String {
    if count == 1 { "1 try, and what is sent".to_owned() } else { format!("{count} tries, and what is sent") }
}

/// Its state in a word.
fn standing(delivery: &WebhookDelivery) -> AnyView {
    let (tone, icon) = match delivery.state {
        DeliveryState::Pending => (Tone::Info, Glyph::Clock),
        DeliveryState::Delivered => (Tone::Success, Glyph::Check),
        DeliveryState::Failed => (Tone::Error, Glyph::CircleX),
    };
    let label = delivery.state.label();
    view! { <Badge tone icon>{label}</Badge> }.into_any()
}

/// When it comes again, once a try has failed.
fn again(delivery: &WebhookDelivery, now: Timestamp) -> Option<AnyView> {
    let at = delivery.due_at.filter(|_| delivery.attempts > 0)?;
    Some(view! { <span class="hint">"again " <RelativeTime at now/></span> }.into_any())
}

/// Why its last try came to nothing.
fn why(delivery: &WebhookDelivery) -> Option<AnyView> {
    let last = delivery.log.first()?;
    let failure = last.failure?;
    let status = last.status.map(|status| format!(" ({status})")).unwrap_or_default();
    let words = format!("{}{status}.", failure.label());
    Some(view! { <p class="hint">{words}</p> }.into_any())
}

#[component]
fn Log(log: Vec<WebhookAttempt>, now: Timestamp) -> impl IntoView {
    if log.is_empty() {
        return view! { <p class="hint">"It hasn’t been tried yet."</p> }.into_any();
    }
    let rows = log
        .into_iter()
        .map(|one| {
            let said = one.failure.map_or("Taken", |failure| failure.label());
            let answer = (!one.answer.is_empty()).then(|| view! { <br/><span class="code">{one.answer}</span> });
            view! {
                <tr>
                    <td data-label="Try">{one.number}</td>
                    <td data-label="When"><RelativeTime at=one.at now/></td>
                    <td data-label="Status" class="num">{one.status.map_or_else(|| "–".to_owned(), |status| status.to_string())}</td>
                    <td data-label="Took" class="num">{format!("{} ms", one.millis)}</td>
                    <td data-label="Answer" class="span-all">{said} {answer}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="Tries"
            stack=true
            head=|| {
                view! {
                    <Th label="Try"/>
                    <Th label="When"/>
                    <Th label="Status" num=true/>
                    <Th label="Took" num=true/>
                    <Th label="Answer"/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}
