//! The family around an animal: what the chart draws, siblings, descendants.

use app_shared::use_session_info;
use app_ui::{Badge, Card, ChartNode, SexMark, Tone, words};
use leptos::prelude::*;
use repti_model::{
    lineage::{Descendant, Relative, Shown, Sibling},
    page::Page,
    pedigree::PedigreeNode,
};

/// The page of a relative that this reader may open: here for the own ones, on the public portal for others'.
fn page_of(animal: &Relative, public_url: &str) -> Option<String> {
    let id = animal.id?;
    match animal.shown {
        Shown::Own => Some(format!("/animals/{id}")),
        Shown::Public => Some(format!("{public_url}/animals/{id}")),
        Shown::LineageOnly | Shown::Hidden => None,
    }
}

/// What the chart draws of a pedigree.
pub fn chart(root: &PedigreeNode) -> ChartNode {
    let public_url = use_session_info().public_url;
    let own = |animal: &Relative| animal.id.filter(|_| animal.shown == Shown::Own);
    ChartNode::of(root, &|animal| page_of(animal, &public_url), &|animal| {
        own(animal).map(|id| format!("/animals/{id}/pedigree"))
    })
}

/// A relative in one line: a link where there is a page.
#[component]
fn Line(animal: Relative) -> impl IntoView {
    let label = animal.label().to_owned();
    let who = match page_of(&animal, &use_session_info().public_url) {
        Some(href) => view! { <a class="link" href=href>{label}</a> }.into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    };
    view! {
        <span class="row">
            <span class="code">{animal.code}</span>
            {who}
            <SexMark sex=animal.sex bare=true/>
            <span class="mono">{animal.genotype_text}</span>
        </span>
    }
}

/// Who shares a parent.
#[component]
pub fn Siblings(siblings: Vec<Sibling>) -> impl IntoView {
    if siblings.is_empty() {
        return ().into_any();
    }
    let count = words::plural(u64::try_from(siblings.len()).unwrap_or_default(), "sibling");
    let lines = siblings
        .into_iter()
        .map(|sibling| {
            view! {
                <li class="row row-between">
                    <Line animal=sibling.animal/>
                    <span class="row">
                        <Badge>{sibling.kind.label()}</Badge>
                        {(!sibling.certain).then(|| view! { <Badge tone=Tone::Warning>"Possible"</Badge> })}
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card title="Siblings" hint=count>
            <ul class="stack">{lines}</ul>
        </Card>
    }
    .into_any()
}

/// Who comes from it, nearest first.
#[component]
pub fn Descendants(page: Page<Descendant>) -> impl IntoView {
    if page.items.is_empty() {
        return ().into_any();
    }
    let more = page.next.is_some().then_some("Only the nearest are shown; open one to go on.");
    let lines = page
        .items
        .into_iter()
        .map(|descendant| {
            let word = match descendant.generation {
                1 => "Offspring".to_owned(),
                2 => "Grand-offspring".to_owned(),
                n => format!("Generation {n}"),
            };
            view! {
                <li class="row row-between">
                    <Line animal=descendant.animal/>
                    <Badge>{word}</Badge>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card title="Descendants">
            <ul class="stack">{lines}</ul>
            {more.map(|more| view! { <p class="hint mt-2">{more}</p> })}
        </Card>
    }
    .into_any()
}
