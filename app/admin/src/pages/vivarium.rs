//! One vivarium: what it is, who belongs to it, what staff did, and what staff may do now.

mod actions;
mod plan;

use super::{
    note::Note,
    record::{Past, SuspendedNotice, SuspensionButton, use_record},
    words::{exact, figure, is_at_least, part_of_room},
};
use crate::api::vivariums::{VivariumPage as Data, load_vivarium};
use actions::Suspension;
use app_shared::{Stamped, loaded::Loaded, use_session_info};
use app_ui::{Badge, Button, ButtonLink, Glyph, PageHeader, RelativeTime, Section, Table, Term, Terms, Th, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use plan::{PlanDialog, PlanHistory};
use repti_model::{
    StaffRole,
    media::PhotoRoom,
    staff::{AnimalCounts, VivariumDetail, VivariumMember},
};

/// The page.
#[component]
pub fn VivariumPage() -> impl IntoView {
    let data = use_record(load_vivarium);
    view! { <Loaded data what="This vivarium" view=|page| view! { <Shown page/> }/> }.into_any()
}

#[component]
fn Shown(page: Stamped<Data>) -> impl IntoView {
    let (now, Data { detail, animals, room, log }) = (page.now, page.value);
    let info = use_session_info();
    let may = is_at_least(info.actor.as_ref(), StaffRole::Moderator);
    let may_plan = is_at_least(info.actor.as_ref(), StaffRole::Administrator);
    let row = detail.row.clone();
    let (members, suspensions) = (detail.members.clone(), detail.suspensions.clone());
    let (id, name, suspended, used) = (row.id, row.name.clone(), row.suspended_at.is_some(), room.used);
    let public = (!suspended && row.listed).then(|| format!("{}/breeders/{}", info.public_url, row.slug));
    let (plans, plan, changes) = (detail.plans.clone(), detail.plan.code.clone(), detail.plan_changes.clone());
    let (title, suspension) = (name.clone(), row.suspended_reason.clone().unwrap_or_default());
    view! {
        <Title text=title/>
        <PageHeader
            title=name.clone()
            trail=vec![("Vivariums".to_owned(), "/vivariums".to_owned())]
            beside=move || suspended.then(|| view! { <Badge tone=Tone::Error icon=Glyph::Ban>"Suspended"</Badge> })
            actions=move || {
                view! {
                    {public.map(|href| view! { <ButtonLink href external=true icon=Glyph::External>"Public page"</ButtonLink> })}
                    {may_plan.then(|| view! { <Button opens="plan">"Plan…"</Button> })}
                    {may.then(|| view! { <SuspensionButton suspended/> })}
                }
            }
        />
        <Note/>
        <SuspendedNotice reason=suspended.then_some(suspension)/>
        <div class="console-detail">
            <div class="stack">
                <Section title="Members"><Members rows=members now/></Section>
                <PlanHistory rows=changes now/>
                <Past id=id.0 suspensions log now/>
            </div>
            <Facts detail animals room now/>
        </div>
        {may_plan.then(|| view! { <PlanDialog id name=name.clone() plans now=plan used/> })}
        {may.then(|| view! { <Suspension id name suspended/> })}
    }
    .into_any()
}

#[component]
fn Members(rows: Vec<VivariumMember>, now: Timestamp) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="hint quiet-box">"Nobody belongs to it."</p> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td>
                        <span class="row">
                            <a class="row-link" href=format!("/people/{}", row.person_id)>{row.display_name}</a>
                            {row.suspended.then(|| view! { <Badge tone=Tone::Error>"Suspended"</Badge> })}
                        </span>
                    </td>
                    <td class="cell-muted span-all">{row.email}</td>
                    <td data-label="Role">{row.role.as_str()}</td>
                    <td class="cell-muted" data-label="Since"><RelativeTime at=row.since now/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="Members"
            stack=true
            head=|| {
                view! {
                    <Th label="Name"/>
                    <Th label="E-mail"/>
                    <Th label="Role"/>
                    <Th label="Since"/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Facts(detail: VivariumDetail, animals: AnimalCounts, room: PhotoRoom, now: Timestamp) -> impl IntoView {
    let or_none = |text: String| if text.is_empty() { "Not given".to_owned() } else { text };
    let row = detail.row;
    let actor = use_session_info().actor;
    let least = |role| is_at_least(actor.as_ref(), role);
    let lacks = match (least(StaffRole::Moderator), least(StaffRole::Administrator)) {
        (_, true) => None,
        (true, _) => Some("Another plan needs an administrator."),
        _ => Some("Support looks and helps. Suspending needs a moderator, another plan an administrator."),
    };
    view! {
        <aside class="facts" aria-label="Properties">
            <Terms>
                <Term name="Address"><span class="code break">{row.slug}</span></Term>
                <Term name="Listed">{if row.listed { "Yes" } else { "No" }}</Term>
                <Term name="Animals"><span class="num">{figure(animals.animals)}</span></Term>
                <Term name="Public"><span class="num">{figure(animals.public)}</span></Term>
                <Term name="Archived"><span class="num">{figure(animals.archived)}</span></Term>
                <Term name="Plan">{format!("{}, {}", detail.plan.name, detail.plan.price_words())}</Term>
                <Term name="Room for photos">{part_of_room(room.used, room.quota)}</Term>
                <Term name="Photos"><a class="link" href=format!("/photos?q={}", row.id)>"Look through them"</a></Term>
                <Term name="Logo"><a class="link" href=format!("/photos/logos?q={}", row.id)>"Look at it"</a></Term>
                <Term name="Location">{or_none(detail.location)}</Term>
                <Term name="Website"><span class="break">{or_none(detail.website)}</span></Term>
                <Term name="Time zone">{detail.time_zone}</Term>
                <Term name="Founded"><span title=exact(row.created_at)><RelativeTime at=row.created_at now/></span></Term>
                <Term name="Id"><span class="code break">{row.id.to_string()}</span></Term>
            </Terms>
            {lacks.map(|lacks| view! { <p class="hint facts-note">{lacks}</p> })}
        </aside>
    }
    .into_any()
}
