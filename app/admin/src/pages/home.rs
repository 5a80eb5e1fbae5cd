//! The overview: how things stand at this moment.

use super::{
    live::{AsOf, Live, Stale, use_live},
    log::LogLines,
    queue::QueueTable,
    words::figure,
};
use crate::api::overview::{Overview, load_overview};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
};
use app_ui::{Glyph, Icon, PageHeader, Section, StatGrid, StatTile, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::embed::HealthCheck;

/// The portal's first page.
#[component]
pub fn HomePage() -> impl IntoView {
    let data = page_data(|| (), |()| load_overview());
    view! {
        <Title text="Overview"/>
        <Loaded data what="The overview" view=|first| view! { <Now first/> }/>
    }
    .into_any()
}

#[component]
fn Now(first: Stamped<Overview>) -> impl IntoView {
    let live = use_live(first, load_overview);
    view! {
        <PageHeader title="Overview" actions=move || view! { <AsOf live/> }/>
        <Stale live/>
        <Health live/>
        <Figures live/>
        <div class="console-split">
            <Section title="Jobs" actions=|| view! { <a class="quiet-link hint" href="/system">"Health"</a> }>
                {move || view! { <QueueTable jobs=live.value.with(|now| now.value.jobs.clone())/> }}
            </Section>
            <Section title="Latest in the audit log" actions=|| view! { <a class="quiet-link hint" href="/audit">"Audit log"</a> }>
                {move || {
                    let (lines, now) = live.value.with(|now| (now.value.recent.clone(), now.now));
                    view! { <LogLines lines now/> }
                }}
            </Section>
        </div>
    }
    .into_any()
}

/// One line: everything answers, or what doesn't.
#[component]
fn Health(live: Live<Overview>) -> impl IntoView {
    move || {
        let ill: Vec<HealthCheck> =
            live.value.with(|now| now.value.health.iter().filter(|check| !check.healthy).cloned().collect());
        let dead: i64 = live.value.with(|now| now.value.jobs.iter().map(|job| job.failed).sum());
        let (tone, words) = match (ill.as_slice(), dead) {
            ([], 0) => {
                (Tone::Success, "PostgreSQL, Redis and the queue answer. No job has failed for good.".to_owned())
            }
            ([], 1) => (Tone::Warning, "One job has failed for good.".to_owned()),
            ([], dead) => (Tone::Warning, format!("{} jobs have failed for good.", figure(dead))),
            (ill, _) => (
                Tone::Error,
                ill.iter().map(|check| format!("{}: {}", check.name, check.detail)).collect::<Vec<_>>().join(" "),
            ),
        };
        let href = if ill.is_empty() && dead != 0 { "/system/dead-letters" } else { "/system" };
        view! {
            <a class=format!("health-line {}", tone.class()) href=href>
                <Icon glyph=tone.glyph()/>
                <span>{words}</span>
                <Icon glyph=Glyph::ChevronRight/>
            </a>
        }
    }
}

#[component]
fn Figures(live: Live<Overview>) -> impl IntoView {
    let of = move |pick: fn(&Overview) -> i64| Signal::derive(move || live.value.with(|now| figure(pick(&now.value))));
    view! {
        <div class="figures" data-figures="">
            <StatGrid>
                <StatTile label="People" value=of(|now| now.staff.people) href="/people"/>
                <StatTile label="Sign-ups today" value=of(|now| now.staff.people_today)/>
                <StatTile label="Sign-ups this week" value=of(|now| now.staff.people_this_week)/>
                <StatTile label="Suspended people" value=of(|now| now.staff.people_suspended) href="/people?show=suspended"/>
            </StatGrid>
            <StatGrid>
                <StatTile label="Vivariums" value=of(|now| now.staff.vivariums) href="/vivariums"/>
                <StatTile label="Suspended vivariums" value=of(|now| now.staff.vivariums_suspended) href="/vivariums?show=suspended"/>
                <StatTile label="Animals" value=of(|now| now.house.animals)/>
                <StatTile label="Public animals" value=of(|now| now.house.public_animals)/>
            </StatGrid>
            <StatGrid>
                <StatTile label="Live sessions" value=of(|now| now.staff.sessions)/>
                <StatTile label="Staff signed in" value=of(|now| now.staff.staff_sessions) href="/people?show=staff"/>
                <StatTile label="Jobs waiting" value=of(|now| now.jobs.iter().map(|job| job.waiting + job.retrying).sum()) href="/system"/>
                <StatTile label="Jobs failed for good" value=of(|now| now.jobs.iter().map(|job| job.failed).sum()) href="/system/dead-letters"/>
            </StatGrid>
        </div>
    }
    .into_any()
}
