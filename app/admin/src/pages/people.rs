//! People: search, and the newest first.

use super::{
    search::{Asked, Find, Nothing, use_asked},
    words::role_title,
};
use crate::api::people::load_people;
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
};
use app_ui::{Badge, EmptyState, Glyph, PageHeader, Pager, RelativeTime, Table, Th, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{account::PersonRow, page::Page};

const CHIPS: &[(&str, &str)] = &[("", "Everybody"), ("staff", "Staff"), ("suspended", "Suspended")];

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let asked = use_asked("/people");
    let data = page_data(
        move || asked.get(),
        |Asked { text, show, cursor, .. }| load_people(text, show == "suspended", show == "staff", cursor),
    );
    view! {
        <Title text="People"/>
        <PageHeader title="People"/>
        {move || view! { <Find asked=asked.get() label="Search people" placeholder="Name, e-mail or id" chips=CHIPS/> }}
        <Loaded data what="The people" view=move |page| view! { <Found page asked=asked.get_untracked()/> }/>
    }
    .into_any()
}

#[component]
fn Found(page: Stamped<Page<PersonRow>>, asked: Asked) -> impl IntoView {
    let (now, page) = (page.now, page.value);
    if page.items.is_empty() && asked.is_all() {
        return view! { <EmptyState title="Nobody has signed up yet" hint="Whoever does appears here." icon=Glyph::Users/> }
            .into_any();
    }
    if page.items.is_empty() {
        return view! { <Nothing asked things="people"/> }.into_any();
    }
    let (prev, next) = (asked.at(page.previous.as_deref()), asked.at(page.next.as_deref()));
    let rows = page.items.into_iter().map(|person| view! { <Row person now/> }).collect_view();
    view! {
        <Table
            caption="People"
            stack=true
            head=|| {
                view! {
                    <Th label="Name"/>
                    <Th label="E-mail"/>
                    <Th label="State"/>
                    <Th label="Vivariums" num=true/>
                    <Th label="Last seen"/>
                    <Th label="Signed up"/>
                }
            }
        >
            {rows}
        </Table>
        <Pager prev next/>
    }
    .into_any()
}

#[component]
fn Row(person: PersonRow, now: Timestamp) -> impl IntoView {
    view! {
        <tr>
            <td>
                <span class="row">
                    <a class="row-link" href=format!("/people/{}", person.id)>{person.display_name}</a>
                    {person.staff.map(|role| view! { <Badge tone=Tone::Info icon=Glyph::Shield>{role_title(role)}</Badge> })}
                </span>
            </td>
            <td class="cell-muted span-all">{person.email}</td>
            <td data-label="State">
                {if person.suspended_at.is_some() {
                    view! { <Badge tone=Tone::Error>"Suspended"</Badge> }.into_any()
                } else {
                    view! { <span class="state-dot">"Active"</span> }.into_any()
                }}
            </td>
            <td class="num" data-label="Vivariums">{person.vivariums}</td>
            <td class="cell-muted" data-label="Last seen">
                {match person.last_seen_at {
                    Some(at) => view! { <RelativeTime at now/> }.into_any(),
                    None => "never".into_any(),
                }}
            </td>
            <td class="cell-muted" data-label="Signed up"><RelativeTime at=person.created_at now/></td>
        </tr>
    }
    .into_any()
}
