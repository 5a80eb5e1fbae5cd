//! Vivariums: search, and the newest first.

use super::search::{Asked, Find, Nothing, use_asked};
use crate::api::vivariums::{load_plans, load_vivariums};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
};
use app_ui::{Badge, Chip, ChipRow, EmptyState, Glyph, PageHeader, Pager, RelativeTime, Table, Th, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{page::Page, vivarium::VivariumRow};

const CHIPS: &[(&str, &str)] = &[("", "All"), ("suspended", "Suspended")];

/// The page.
#[component]
pub fn VivariumsPage() -> impl IntoView {
    let asked = use_asked("/vivariums");
    let data = page_data(
        move || asked.get(),
        |Asked { text, show, plan, cursor, .. }| load_vivariums(text, show == "suspended", plan, cursor),
    );
    let plans = page_data(|| (), |()| load_plans());
    view! {
        <Title text="Vivariums"/>
        <PageHeader title="Vivariums"/>
        {move || view! { <Find asked=asked.get() label="Search vivariums" placeholder="Name, address or id" chips=CHIPS/> }}
        <Loaded data=plans what="The plans" view=move |plans| view! { <Plans plans asked/> }/>
        <Loaded data what="The vivariums" view=move |page| view! { <Found page asked=asked.get_untracked()/> }/>
    }
    .into_any()
}

/// Narrows the list to those with one plan.
#[component]
fn Plans(plans: Vec<(String, String)>, asked: Memo<Asked>) -> impl IntoView {
    let all = std::iter::once((String::new(), "Any plan".to_owned()));
    let plans: Vec<_> = all.chain(plans).collect();
    move || {
        let asked = asked.get();
        let chips = plans.iter().map(|(code, name)| {
            view! { <Chip label=name.clone() href=asked.of_plan(code) current=*code == asked.plan/> }
        });
        let chips = chips.collect_view();
        view! { <div class="filter-row mb-4"><ChipRow label="Plan">{chips}</ChipRow></div> }
    }
}

#[component]
fn Found(page: Stamped<Page<VivariumRow>>, asked: Asked) -> impl IntoView {
    let (now, page) = (page.now, page.value);
    if page.items.is_empty() && asked.is_all() {
        return view! { <EmptyState title="No vivarium yet" hint="The first that somebody founds appears here." icon=Glyph::Store/> }
            .into_any();
    }
    if page.items.is_empty() {
        return view! { <Nothing asked things="vivariums"/> }.into_any();
    }
    let (prev, next) = (asked.at(page.previous.as_deref()), asked.at(page.next.as_deref()));
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
                    <Th label="Plan"/>
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
            <td data-label="Plan">{vivarium.plan}</td>
            <td class="num" data-label="Members">{vivarium.members}</td>
            <td class="cell-muted" data-label="Founded"><RelativeTime at=vivarium.created_at now/></td>
        </tr>
    }
    .into_any()
}
