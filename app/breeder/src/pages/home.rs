//! The first page after signing in.

use super::{loaded::Loaded, note::Note};
use crate::api::animals::{ListPage, ListQuery, animal_list};
use app_shared::use_session_info;
use app_ui::{ButtonLink, Card, EmptyState, Glyph, Look, PageHeader, SexMark, StatGrid, StatTile};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::Action;

/// How many animals are shown as changed last.
const RECENT: usize = 8;

/// Where a keeper begins: how many there are, and what was worked on last.
#[component]
pub fn HomePage() -> impl IntoView {
    let actor = use_session_info().actor;
    let name = actor.as_ref().and_then(|actor| actor.vivarium.as_ref()).map(|vivarium| vivarium.name.clone());
    let edits = actor.as_ref().is_some_and(|actor| actor.may(Action::EditAnimals));
    let imports = actor.as_ref().is_some_and(|actor| actor.may(Action::ArchiveImportExport));
    let last = ListQuery { sort: "-updated".to_owned(), ..ListQuery::default() };
    let data = Resource::new_blocking(move || last.clone(), animal_list);
    view! {
        <Title text="Home"/>
        <PageHeader title=name.unwrap_or_else(|| "ReptiDex".to_owned())/>
        <Note/>
        <Loaded data what="The vivarium" view=move |list| view! { <Overview list edits imports/> }/>
    }
    .into_any()
}

#[component]
fn Overview(list: ListPage, edits: bool, imports: bool) -> impl IntoView {
    if list.page.items.is_empty() {
        return view! {
            <EmptyState title="Begin with an animal" hint="A species is enough to begin with; everything else can follow.">
                {edits.then(|| view! { <ButtonLink href="/animals/new" look=Look::Primary icon=Glyph::Plus>"Add the first animal"</ButtonLink> })}
                {imports.then(|| view! { <ButtonLink href="/import" icon=Glyph::Upload>"Import a collection"</ButtonLink> })}
            </EmptyState>
        }
        .into_any();
    }
    let rows = list
        .page
        .items
        .into_iter()
        .take(RECENT)
        .map(|animal| {
            let href = format!("/animals/{}", animal.id);
            let label = animal.label().to_owned();
            view! {
                <li class="row">
                    <span class="code">{animal.code}</span>
                    <a class="link" href=href>
                        {label}
                    </a>
                    <SexMark sex=animal.sex bare=true/>
                    <span class="mono">{animal.genotype_text}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="stack">
            <StatGrid>
                <StatTile label="Animals" value=list.total.to_string() href="/animals"/>
            </StatGrid>
            <Card title="Changed last">
                <ul class="stack">{rows}</ul>
            </Card>
        </div>
    }
    .into_any()
}
