//! Vivariums: search, and the newest first.

use super::words::address;
use crate::api::vivariums::load_vivariums;
use app_shared::{Stamped, loaded::Loaded};
use app_ui::{
    Badge, Chip, ChipRow, EmptyState, Glyph, NoMatches, PageHeader, Pager, RelativeTime, SearchBox, Table, Th, Tone,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{page::Page, vivarium::VivariumRow};

/// The page.
#[component]
pub fn VivariumsPage() -> impl IntoView {
    let query = use_query_map();
    let part = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
    let asked = Memo::new(move |_| (part("q"), part("show"), part("cursor")));
    let data = Resource::new_blocking(
        move || asked.get(),
        |(text, show, cursor)| {
            load_vivariums(text, show == "suspended", Some(cursor).filter(|cursor| !cursor.is_empty()))
        },
    );
    view! {
        <Title text="Vivariums"/>
        <PageHeader title="Vivariums"/>
        {move || {
            let (text, show, _) = asked.get();
            view! { <Find text show/> }
        }}
        <Loaded
            data
            what="The vivariums"
            view=move |page| {
                let (text, show, _) = asked.get_untracked();
                view! { <Found page text show/> }
            }
        />
    }
    .into_any()
}

#[component]
fn Find(text: String, show: String) -> impl IntoView {
    let chips = [("", "All"), ("suspended", "Suspended")]
        .map(|(word, label)| {
            let href = address("/vivariums", &[("q", &text), ("show", word)]);
            view! { <Chip label href current=show == word/> }
        })
        .collect_view();
    let keep = if show.is_empty() { Vec::new() } else { vec![("show".to_owned(), show)] };
    view! {
        <div class="filter-row mb-4">
            <SearchBox label="Search vivariums" placeholder="Name, address or id" value=text action="/vivariums" keep/>
            <ChipRow label="Show">{chips}</ChipRow>
        </div>
    }
}

#[component]
fn Found(page: Stamped<Page<VivariumRow>>, text: String, show: String) -> impl IntoView {
    let (now, page) = (page.now, page.value);
    if page.items.is_empty() {
        let mut filters = Vec::new();
        if !text.is_empty() {
            filters.push((format!("“{text}”"), address("/vivariums", &[("show", &show)])));
        }
        if !show.is_empty() {
            filters.push((show.clone(), address("/vivariums", &[("q", &text)])));
        }
        return if filters.is_empty() {
            view! { <EmptyState title="No vivarium yet" hint="The first that somebody founds appears here." icon=Glyph::Store/> }.into_any()
        } else {
            view! { <NoMatches things="vivariums" filters reset="/vivariums"/> }.into_any()
        };
    }
    let to = |cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| address("/vivariums", &[("q", &text), ("show", &show), ("cursor", cursor)]))
    };
    let (prev, next) = (to(&page.previous), to(&page.next));
    let rows = page.items.into_iter().map(|vivarium| view! { <Row vivarium now/> }).collect_view();
    view! {
        <Table
            caption="Vivariums"
            stack=true
            head=|| {
                view! {
                    <Th label="Name"/>
                    <Th label="Address"/>
                    <Th label="State"/>
                    <Th label="Members" num=true/>
                    <Th label="Founded"/>
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
fn Row(vivarium: VivariumRow, now: Timestamp) -> impl IntoView {
    let state = match (vivarium.suspended_at.is_some(), vivarium.listed) {
        (true, _) => view! { <Badge tone=Tone::Error>"Suspended"</Badge> }.into_any(),
        (false, true) => view! { <span class="state-dot">"Listed"</span> }.into_any(),
        (false, false) => view! { <span class="state-dot state-dot-off">"Not listed"</span> }.into_any(),
    };
    view! {
        <tr>
            <td><a class="row-link" href=format!("/vivariums/{}", vivarium.id)>{vivarium.name}</a></td>
            <td class="cell-muted span-all"><span class="code">{vivarium.slug}</span></td>
            <td data-label="State">{state}</td>
            <td class="num" data-label="Members">{vivarium.members}</td>
            <td class="cell-muted" data-label="Founded"><RelativeTime at=vivarium.created_at now/></td>
        </tr>
    }
    .into_any()
}
