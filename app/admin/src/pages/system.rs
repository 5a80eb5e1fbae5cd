//! Health: what we stand on, and the queue.

use super::{
    live::{AsOf, Live, Stale, use_live},
    queue::QueueTable,
    words::figure,
};
use crate::api::health::{Health, load_health};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
};
use app_ui::{Badge, ButtonLink, Glyph, PageHeader, Section, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::embed::HealthCheck;

/// The page.
#[component]
pub fn SystemPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_health());
    view! {
        <Title text="Health"/>
        <Loaded data what="The health of the house" view=|first| view! { <Now first/> }/>
    }
    .into_any()
}

#[component]
fn Now(first: Stamped<Health>) -> impl IntoView {
    let live = use_live(first, load_health);
    let dead = move || live.value.with(|now| now.value.jobs.iter().map(|job| job.failed).sum::<i64>());
    view! {
        <PageHeader title="Health" actions=move || view! { <AsOf live/> }/>
        <Stale live/>
        <div class="stack console-narrow">
            <Section title="Stores"><Checks live/></Section>
            <Section
                title="Queue"
                hint="Jobs that requests leave behind: mails, imports."
                actions=move || {
                    view! {
                        <ButtonLink href="/system/dead-letters" icon=Glyph::Alert>
                            {move || format!("Dead letters: {}", figure(dead()))}
                        </ButtonLink>
                    }
                }
            >
                {move || view! { <QueueTable jobs=live.value.with(|now| now.value.jobs.clone())/> }}
            </Section>
        </div>
    }
    .into_any()
}

#[component]
fn Checks(live: Live<Health>) -> impl IntoView {
    move || {
        let checks = live.value.with(|now| now.value.checks.clone());
        let rows = checks.into_iter().map(|check| view! { <Check check/> }).collect_view();
        view! { <ul class="checks">{rows}</ul> }
    }
}

#[component]
fn Check(check: HealthCheck) -> impl IntoView {
    let name = match check.name.as_str() {
        "postgres" => "PostgreSQL".to_owned(),
        "redis" => "Redis".to_owned(),
        "jobs" => "Queue".to_owned(),
        "photos" => "Photos".to_owned(),
        other => other.to_owned(),
    };
    let (tone, word, icon) =
        if check.healthy { (Tone::Success, "Healthy", Glyph::Check) } else { (Tone::Error, "Failing", Glyph::X) };
    view! {
        <li class="check-line" data-check=check.name>
            <span class="check-name">{name}</span>
            <Badge tone icon=icon>{word}</Badge>
            <span class="check-detail hint">{check.detail}</span>
            <span class="num hint">{format!("{:.1} ms", check.millis)}</span>
        </li>
    }
    .into_any()
}
