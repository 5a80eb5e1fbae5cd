//! The family around an animal: what the chart draws, siblings, descendants.

use super::id_in_path;
use crate::{
    api::lineage::{DescendantsPage as Data, animal_descendants},
    pages::loaded::{Loaded, page_data},
};
use app_shared::use_session_info;
use app_ui::{
    Badge, ButtonLink, Card, ChartNode, CoverThumb, EmptyState, Look, PageHeader, Pager, SexMark, Size, Tone, words,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{
    AnimalId,
    lineage::{Descendant, Relative, Shown, Sibling},
    media::{Cover, Covers},
    page::Page,
    pedigree::PedigreeNode,
};

/// The page of a relative that this reader may open: here for the own ones, on the public portal for others'.
pub(crate) fn page_of(animal: &Relative, public_url: &str) -> Option<String> {
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

/// The cover of a relative, where relatives of its list have any.
pub(super) fn cover_of(covers: &Covers, animal: &Relative) -> Option<Option<Cover>> {
    (!covers.is_empty()).then(|| covers.find(animal.id))
}

/// A relative in one line: a link where there is a page.
#[component]
fn Line(animal: Relative, cover: Option<Option<Cover>>) -> impl IntoView {
    let label = animal.label().to_owned();
    let code = (animal.code != label).then(|| animal.code.clone());
    let who = match page_of(&animal, &use_session_info().public_url) {
        Some(href) => view! { <a class="link" href=href>{label}</a> }.into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    };
    view! {
        <span class="row">
            {cover.map(|cover| view! { <CoverThumb cover/> })}
            {who}
            {code.map(|code| view! { <span class="code">{code}</span> })}
            <SexMark sex=animal.sex bare=true/>
            <span class="hint">{animal.genotype_text}</span>
        </span>
    }
}

/// Who shares a parent.
#[component]
pub fn Siblings(siblings: Vec<Sibling>, covers: Covers) -> impl IntoView {
    if siblings.is_empty() {
        return ().into_any();
    }
    let count = words::plural(u64::try_from(siblings.len()).unwrap_or_default(), "sibling");
    let lines = siblings
        .into_iter()
        .map(|sibling| {
            let cover = cover_of(&covers, &sibling.animal);
            view! {
                <li class="row row-between family-line">
                    <Line animal=sibling.animal cover/>
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
            <ul class="family">{lines}</ul>
        </Card>
    }
    .into_any()
}

/// Who comes from it, nearest first.
#[component]
pub fn Descendants(id: AnimalId, page: Page<Descendant>, covers: Covers) -> impl IntoView {
    if page.items.is_empty() {
        return ().into_any();
    }
    let more = page.next.is_some();
    view! {
        <Card
            title="Descendants"
            actions=move || {
                more.then(|| {
                    view! {
                        <ButtonLink href=format!("/animals/{id}/descendants") size=Size::Small look=Look::Ghost>
                            "All of them"
                        </ButtonLink>
                    }
                })
            }
        >
            <Generations descendants=page.items covers/>
        </Card>
    }
    .into_any()
}

/// Every descendant down to the fifth generation, page by page.
#[component]
pub fn DescendantsPage() -> impl IntoView {
    let id = id_in_path();
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let data = page_data(move || (id.get(), cursor.get()), |(id, cursor)| animal_descendants(id, cursor));
    view! {
        <Title text="Descendants"/>
        <Loaded
            data
            what="The descendants"
            view=move |data: Data| {
                let Data { label, page, covers } = data;
                let here = format!("/animals/{}", id.get_untracked());
                let turn = |cursor: Option<String>| cursor.map(|cursor| format!("{here}/descendants?cursor={cursor}"));
                let (prev, next) = (turn(page.previous), turn(page.next));
                view! {
                    <PageHeader
                        title="Descendants"
                        hint=format!("of {label}, down to the fifth generation")
                        trail=vec![("Animals".to_owned(), "/animals".to_owned()), (label, here)]
                    />
                    {if page.items.is_empty() {
                        view! { <EmptyState title="No descendants recorded" hint="They show here once it is named as a parent."/> }
                            .into_any()
                    } else {
                        view! { <Card><Generations descendants=page.items covers/></Card> }.into_any()
                    }}
                    <Pager prev next/>
                }
            }
        />
    }
    .into_any()
}

#[component]
fn Generations(descendants: Vec<Descendant>, covers: Covers) -> impl IntoView {
    let lines = descendants
        .into_iter()
        .map(|descendant| {
            let word = match descendant.generation {
                1 => "Offspring".to_owned(),
                2 => "Grand-offspring".to_owned(),
                n => format!("Generation {n}"),
            };
            let cover = cover_of(&covers, &descendant.animal);
            view! {
                <li class="row row-between family-line">
                    <Line animal=descendant.animal cover/>
                    <Badge>{word}</Badge>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="family">{lines}</ul> }
}
