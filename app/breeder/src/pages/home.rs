//! The first page after signing in.

use super::{
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::overview::{Overview, load_overview};
use app_shared::use_session_info;
use app_ui::{
    Alert, Badge, ButtonLink, Card, EmptyState, Glyph, Look, PageHeader, RelativeTime, SexMark, Size, StatGrid,
    StatTile, Tone, words,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{Action, registry::AnimalSummary};

/// Where a keeper begins: how many there are, what waits for an answer, and what was worked on last.
#[component]
pub fn HomePage() -> impl IntoView {
    let actor = use_session_info().actor;
    let name = actor.as_ref().and_then(|actor| actor.vivarium.as_ref()).map(|vivarium| vivarium.name.clone());
    let edits = actor.as_ref().is_some_and(|actor| actor.may(Action::EditAnimals));
    let imports = actor.as_ref().is_some_and(|actor| actor.may(Action::ArchiveImportExport));
    let data = page_data(|| (), |()| load_overview());
    view! {
        <Title text="Home"/>
        <PageHeader
            title=name.unwrap_or_else(|| "ReptiDex".to_owned())
            actions=move || {
                edits
                    .then(|| {
                        view! {
                            <ButtonLink href="/animals/new" look=Look::Primary icon=Glyph::Plus>
                                "Add animal"
                            </ButtonLink>
                        }
                    })
            }
        />
        <Note/>
        <Loaded data what="The vivarium" view=move |overview| view! { <Whole overview edits imports/> }/>
    }
    .into_any()
}

#[component]
fn Whole(overview: Overview, edits: bool, imports: bool) -> impl IntoView {
    let Overview {
        total,
        sexes: [males, females, unsexed],
        questions,
        public,
        asked,
        species,
        recent,
        open,
        draft,
        now,
    } = overview;
    let unfinished = (draft && edits).then(|| {
        view! {
            <Alert tone=Tone::Info title="You had begun to add an animal">
                <a class="link" href="/animals/new">
                    "Go on where you stopped"
                </a>
            </Alert>
        }
    });
    if recent.is_empty() {
        return view! {
            <div class="stack">
                {unfinished}
                <EmptyState title="Begin with an animal" hint="A species is enough to begin with; everything else can follow.">
                    {edits.then(|| view! { <ButtonLink href="/animals/new" icon=Glyph::Plus>"Add the first animal"</ButtonLink> })}
                    {imports.then(|| view! { <ButtonLink href="/import" icon=Glyph::Upload>"Import a collection"</ButtonLink> })}
                </EmptyState>
            </div>
        }
        .into_any();
    }
    let waiting = questions.count;
    let asks = (asked > 0).then(|| {
        let title = if asked == 1 {
            "Another breeder asks you to confirm a claim"
        } else {
            "Other breeders ask you to confirm claims"
        };
        view! {
            <Alert tone=Tone::Info title=title>
                <a class="link" href="/verifications">
                    {format!("Answer {}", words::plural(asked, "request"))}
                </a>
            </Alert>
        }
    });
    view! {
        <div class="stack">
            {unfinished}
            {asks}
            <StatGrid>
                <StatTile label="Animals alive" value=total.to_string() href="/animals?status=alive"/>
                <StatTile
                    label="Males.females.unsexed"
                    value=format!("{males}.{females}.{unsexed}")
                    href="/animals?status=alive&sex=unknown"
                />
                <StatTile label="Open lineage questions" value=questions.to_string() href="/animals?open=1"/>
                <StatTile label="On public pages" value=public.to_string() href="/animals?visibility=public"/>
            </StatGrid>
            <div class="home-columns">
                <Card
                    title="Changed last"
                    flush=true
                    actions=|| {
                        view! {
                            <ButtonLink href="/animals?sort=-updated" size=Size::Small look=Look::Ghost>
                                "All"
                            </ButtonLink>
                        }
                    }
                >
                    <Lines animals=recent now/>
                </Card>
                <div class="stack">
                    {(waiting > 0)
                        .then(|| {
                            view! {
                                <Card title="Waiting for an answer" hint="Possible, but somebody should look." flush=true>
                                    <Lines animals=open now/>
                                </Card>
                            }
                        })}
                    <Card title="Species" flush=true>
                        <ul class="lines">
                            {species
                                .into_iter()
                                .map(|(name, id, count)| {
                                    view! {
                                        <li class="line">
                                            <a class="line-name" href=format!("/animals?taxon={id}&status=alive")>
                                                {name}
                                            </a>
                                            <span class="num">{words::thousands(count)}</span>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    </Card>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Animals in one line each.
#[component]
fn Lines(animals: Vec<AnimalSummary>, now: Timestamp) -> impl IntoView {
    let lines = animals
        .into_iter()
        .map(|animal| {
            let href = format!("/animals/{}", animal.id);
            let questions = u64::try_from(animal.open_warnings).unwrap_or_default();
            view! {
                <li class="line">
                    <span class="code">{animal.code.clone()}</span>
                    <a class="line-name" href=href>
                        {if animal.name.is_empty() { animal.taxon.common_name.clone() } else { animal.name.clone() }}
                    </a>
                    <SexMark sex=animal.sex bare=true/>
                    <span class="line-more mono">{animal.genotype_text}</span>
                    {if questions > 0 {
                        view! { <Badge tone=Tone::Warning>{words::plural(questions, "question")}</Badge> }.into_any()
                    } else {
                        view! { <span class="hint"><RelativeTime at=animal.updated_at now/></span> }.into_any()
                    }}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="lines">{lines}</ul> }
}
