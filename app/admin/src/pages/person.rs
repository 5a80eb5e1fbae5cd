//! One person: who they are, where they belong, what staff did, and what staff may do now.

mod actions;

use super::{
    note::Note,
    record::{Past, SuspendedNotice, SuspensionButton, use_record},
    words::{exact, hindrance, is_at_least, role_title},
};
use crate::api::people::{PersonPage as Data, load_person};
use actions::{RoleDialog, Suspension};
use app_shared::{Stamped, loaded::Loaded, use_session_info};
use app_ui::{Badge, Button, Glyph, PageHeader, RelativeTime, Section, Table, Term, Terms, Th, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    StaffRole,
    staff::{PersonDetail, PersonMembership},
};

/// The page.
#[component]
pub fn PersonPage() -> impl IntoView {
    let data = use_record(load_person);
    view! { <Loaded data what="This person" view=|page| view! { <Shown page/> }/> }.into_any()
}

#[component]
fn Shown(page: Stamped<Data>) -> impl IntoView {
    let (now, Data { detail, log }) = (page.now, page.value);
    let actor = use_session_info().actor;
    let (id, row) = (detail.row.id, detail.row.clone());
    let (memberships, suspensions) = (detail.memberships.clone(), detail.suspensions.clone());
    let suspended = row.suspended_at.is_some();
    let refused = hindrance(actor.as_ref(), id, row.staff);
    let may_change_role = refused.is_none() && is_at_least(actor.as_ref(), StaffRole::Administrator);
    let name = row.display_name.clone();
    let (title, suspension) = (name.clone(), row.suspended_reason.clone().unwrap_or_default());
    view! {
        <Title text=title/>
        <PageHeader
            title=name.clone()
            trail=vec![("People".to_owned(), "/people".to_owned())]
            beside=move || {
                view! {
                    {row.staff.map(|role| view! { <Badge tone=Tone::Info icon=Glyph::Shield>{role_title(role)}</Badge> })}
                    {suspended.then(|| view! { <Badge tone=Tone::Error icon=Glyph::Ban>"Suspended"</Badge> })}
                }
            }
            actions=move || {
                view! {
                    {may_change_role.then(|| view! { <Button icon=Glyph::Shield opens="staff-role">"Staff role…"</Button> })}
                    {refused.is_none().then(|| view! { <SuspensionButton suspended/> })}
                }
            }
        />
        <Note/>
        <SuspendedNotice reason=suspended.then_some(suspension)/>
        <div class="console-detail">
            <div class="stack">
                <Section title="Vivariums"><Memberships rows=memberships now/></Section>
                <Past id=id.0 suspensions log now/>
            </div>
            <Facts detail refused now/>
        </div>
        {refused.is_none().then(|| view! { <Suspension id name=name.clone() suspended/> })}
        {may_change_role.then(|| view! { <RoleDialog id name=name.clone() now=row.staff/> })}
    }
    .into_any()
}

#[component]
fn Memberships(rows: Vec<PersonMembership>, now: Timestamp) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="hint quiet-box">"Belongs to no vivarium."</p> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td>
                        <span class="row">
                            <a class="row-link" href=format!("/vivariums/{}", row.vivarium_id)>{row.name}</a>
                            {row.suspended.then(|| view! { <Badge tone=Tone::Error>"Suspended"</Badge> })}
                        </span>
                    </td>
                    <td data-label="Role">{row.role.as_str()}</td>
                    <td class="cell-muted" data-label="Since"><RelativeTime at=row.since now/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="Vivariums"
            stack=true
            head=|| {
                view! {
                    <Th label="Name"/>
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
fn Facts(detail: PersonDetail, refused: Option<&'static str>, now: Timestamp) -> impl IntoView {
    let factor = match (detail.totp, detail.passkeys) {
        (false, 0) => "None".to_owned(),
        (true, 0) => "Authenticator app".to_owned(),
        (false, count) => format!("Passkeys: {count}"),
        (true, count) => format!("App, passkeys: {count}"),
    };
    let row = detail.row;
    view! {
        <aside class="facts" aria-label="Properties">
            <Terms>
                <Term name="E-mail"><span class="break">{row.email}</span></Term>
                <Term name="Verified">{if detail.email_verified { "Yes" } else { "Not yet" }}</Term>
                <Term name="Staff role">{row.staff.map_or("None", role_title)}</Term>
                <Term name="Second factor">{factor}</Term>
                <Term name="Open sessions"><span class="num">{detail.sessions}</span></Term>
                <Term name="Last seen">
                    {match row.last_seen_at {
                        Some(at) => view! { <RelativeTime at now/> }.into_any(),
                        None => "never".into_any(),
                    }}
                </Term>
                <Term name="Signed up"><span title=exact(row.created_at)><RelativeTime at=row.created_at now/></span></Term>
                <Term name="Id"><span class="code break">{row.id.to_string()}</span></Term>
            </Terms>
            {refused.map(|why| view! { <p class="hint facts-note">{why}</p> })}
        </aside>
    }
    .into_any()
}
