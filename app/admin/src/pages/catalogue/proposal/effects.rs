//! What a proposal would do: asked for by itself, for every animal of its species is read.

use crate::{api::catalogue::load_effects, pages::words::figure};
use app_shared::{
    loaded::{Loaded, page_data},
    use_session_info,
};
use app_ui::{Section, Table, Th, words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use repti_model::{
    CatalogueProposalId,
    catalogue::{CatalogueEffects, EditEffects, EffectExample, OddsChange, OddsLine, SpeciesCount},
};

/// The section: a link that asks, then the answer. The link is an address, so that it works without the page being awake.
#[component]
pub(super) fn Effects(id: CatalogueProposalId) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get_str("effects").is_some()));
    view! {
        <Section id="effects" title="What it would do" hint="Every animal with a genotype is read as now and as it would be.">
            {move || {
                if asked.get() {
                    let data = page_data(|| (), move |()| load_effects(id));
                    view! { <Loaded data what="What it would do" view=|effects| view! { <Shown effects/> }/> }.into_any()
                } else {
                    let href = format!("/catalogue/proposals/{id}?effects=1#effects");
                    view! { <p><a class="btn" href=href>"Work it out"</a></p> }.into_any()
                }
            }}
        </Section>
    }
    .into_any()
}

#[component]
fn Shown(effects: CatalogueEffects) -> impl IntoView {
    let CatalogueEffects { edits, read, more } = effects;
    let left = more.then_some(" There are more: the counts are of the first two hundred thousand of a species.");
    let read = format!("{} read.", words::plural(read, "animal"));
    let items = edits.into_iter().map(|edit| view! { <One edit/> }).collect_view();
    view! {
        <p class="hint" role="status">{read}{left}</p>
        <div class="stack" style="--stack:1.25rem">{items}</div>
    }
    .into_any()
}

#[component]
fn One(edit: EditEffects) -> impl IntoView {
    let EditEffects { edit: _, title, animals, examples, odds } = edit;
    let counts = if animals.is_empty() {
        "No animal on record would be read differently.".to_owned()
    } else {
        let parts = animals.into_iter().map(|SpeciesCount { species, animals }| {
            format!("{species}: {}", figure(i64::try_from(animals).unwrap_or(i64::MAX)))
        });
        format!("Animals that would be read differently. {}.", parts.collect::<Vec<_>>().join(", "))
    };
    let odds = (!odds.is_empty()).then(|| odds.into_iter().map(|change| view! { <Odds change/> }).collect_view());
    view! {
        <article class="stack" style="--stack:0.625rem">
            <h3>{title}</h3>
            <p>{counts}</p>
            <Examples examples/>
            {odds}
        </article>
    }
    .into_any()
}

#[component]
fn Examples(examples: Vec<EffectExample>) -> impl IntoView {
    if examples.is_empty() {
        return ().into_any();
    }
    let public = use_session_info().public_url;
    let rows = examples
        .into_iter()
        .map(|example| {
            let href = format!("{public}/animals/{}", example.id);
            view! {
                <tr>
                    <td><a class="link" href=href rel="external">{example.name}</a></td>
                    <td class="span-all" data-label="Text">{example.text}</td>
                    <td class="span-all" data-label="Read as now">{example.before}</td>
                    <td class="span-all" data-label="Read then">{example.after}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="Public examples"
            stack=true
            head=|| {
                view! {
                    <Th label="Animal"/>
                    <Th label="Text"/>
                    <Th label="Read as now"/>
                    <Th label="Read then"/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Odds(change: OddsChange) -> impl IntoView {
    let OddsChange { title, before, after } = change;
    view! {
        <div class="stack" style="--stack:0.375rem">
            <p class="cell-strong">{title.clone()}</p>
            <div class="console-split">
                <Side title=format!("{title}, now") head="Now" lines=before/>
                <Side title=format!("{title}, then") head="Then" lines=after/>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Side(title: String, head: &'static str, lines: Vec<OddsLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="hint quiet-box">{format!("{head}: no such pairing.")}</p> }.into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let living = line.per_living.unwrap_or_else(|| "Doesn’t live".to_owned());
            view! {
                <tr>
                    <td>{line.young}</td>
                    <td class="num" data-label="Of eggs">{line.per_egg}</td>
                    <td class="num" data-label="Of the living">{living}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption=title
            head=move || {
                view! {
                    <Th label=head/>
                    <Th label="Of eggs" num=true/>
                    <Th label="Of the living" num=true/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}
