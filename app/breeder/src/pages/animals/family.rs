//! The family around an animal: what the chart draws, siblings, descendants.

use app_ui::{Badge, Card, SexMark, Tone, words};
use leptos::prelude::*;
use repti_model::{
    lineage::{Descendant, Relative, Sibling},
    page::Page,
};

/// A relative in one line: a link where there is a page.
#[component]
fn Line(animal: Relative) -> impl IntoView {
    let label = animal.label().to_owned();
    let who = match animal.id {
        Some(id) => view! { <a class="link" href=format!("/animals/{id}")>{label}</a> }.into_any(),
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
