//! People: search, and the newest first.

use super::words::{address, role_title};
use crate::api::people::load_people;
use app_shared::{Stamped, loaded::Loaded};
use app_ui::{
    Badge, Chip, ChipRow, EmptyState, Glyph, NoMatches, PageHeader, Pager, RelativeTime, SearchBox, Table, Th, Tone,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{account::PersonRow, page::Page};

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map();
    let part = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
    let asked = Memo::new(move |_| (part("q"), part("show"), part("cursor")));
    let data = Resource::new_blocking(
        move || asked.get(),
        |(text, show, cursor)| {
            let cursor = Some(cursor).filter(|cursor| !cursor.is_empty());
            load_people(text, show == "suspended", show == "staff", cursor)
        },
    );
    view! {
        <Title text="People"/>
        <PageHeader title="People"/>
        {move || {
            let (text, show, _) = asked.get();
            view! { <Find text show/> }
        }}
        <Loaded
            data
            what="The people"
            view=move |page| {
                let (text, show, cursor) = asked.get_untracked();
                view! { <Found page text show first=cursor.is_empty()/> }
            }
        />
    }
    .into_any()
}

#[component]
fn Find(text: String, show: String) -> impl IntoView {
    let chips = [("", "Everybody"), ("staff", "Staff"), ("suspended", "Suspended")]
        .map(|(word, label)| {
            let href = address("/people", &[("q", &text), ("show", word)]);
            view! { <Chip label href current=show == word/> }
        })
        .collect_view();
    let keep = if show.is_empty() { Vec::new() } else { vec![("show".to_owned(), show)] };
    view! {
        <div class="filter-row mb-4">
            <SearchBox label="Search people" placeholder="Name, e-mail or id" value=text action="/people" keep/>
            <ChipRow label="Show">{chips}</ChipRow>
        </div>
    }
}

#[component]
fn Found(page: Stamped<Page<PersonRow>>, text: String, show: String, first: bool) -> impl IntoView {
    let (now, page) = (page.now, page.value);
    if page.items.is_empty() {
        let mut filters = Vec::new();
        if !text.is_empty() {
            filters.push((format!("“{text}”"), address("/people", &[("show", &show)])));
        }
        if !show.is_empty() {
            filters.push((show.clone(), address("/people", &[("q", &text)])));
        }
        return if filters.is_empty() && first {
            view! { <EmptyState title="Nobody has signed up yet" hint="Whoever does appears here." icon=Glyph::Users/> }
                .into_any()
        } else {
            view! { <NoMatches things="people" filters reset="/people"/> }.into_any()
        };
    }
    let to = |cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| address("/people", &[("q", &text), ("show", &show), ("cursor", cursor)]))
    };
    let (prev, next) = (to(&page.previous), to(&page.next));
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
