//! The catalogue of genes: what every calculator, page and import knows, as data that staff propose to change.

pub mod edit;
pub mod gene;
pub mod parts;
pub mod proposal;
pub mod proposals;
pub mod propose;
pub mod versions;

use super::{note::Note, words::address};
use crate::api::catalogue::load_catalogue;
use app_shared::loaded::{Loaded, page_data};
use app_ui::{
    ButtonLink, Chip, ChipRow, EmptyState, Glyph, Look, NoMatches, PageHeader, SearchBox, Section, Table, Th, words,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use parts::{CatalogueTabs, gene_href, may_propose, propose_href, version_words};
use repti_model::catalogue::{CatalogueIndex, CatalogueRow, EditKind, RowKind};

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    species: String,
    show: String,
    text: String,
}

impl Asked {
    fn kind(&self) -> Option<RowKind> {
        self.show.parse().ok().filter(|kind| *kind != RowKind::Note)
    }

    fn href(&self, species: &str, show: &str) -> String {
        address("/catalogue", &[("species", species), ("show", show), ("q", &self.text)])
    }
}

/// The page.
#[component]
pub fn CataloguePage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let part = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        Asked { species: part("species"), show: part("show"), text: part("q") }
    });
    let data =
        page_data(move || asked.get(), |asked| load_catalogue(asked.species.clone(), asked.kind(), asked.text.clone()));
    view! {
        <Title text="Catalogue"/>
        <PageHeader
            title="Catalogue of genes"
            hint="What calculators, pages and imports know of genes, combos and rules. A change is proposed, discussed, and published as a version."
            actions=|| {
                may_propose().then(|| {
                    view! { <ButtonLink href="/catalogue/proposals/new" look=Look::Primary icon=Glyph::Plus>"Propose a change"</ButtonLink> }
                })
            }
        />
        <CatalogueTabs current="/catalogue"/>
        <Note/>
        <Loaded data what="The catalogue" view=move |index| view! { <Index index asked=asked.get_untracked()/> }/>
    }
    .into_any()
}

#[component]
fn Index(index: CatalogueIndex, asked: Asked) -> impl IntoView {
    let CatalogueIndex { edition, species, rows, found, open } = index;
    let waiting = (open > 0).then(|| {
        let text = words::plural(u64::try_from(open).unwrap_or_default(), "proposal");
        view! { " " <a class="link" href="/catalogue/proposals?show=open">{format!("{text} in discussion")}</a> "." }
    });
    let kinds = [("", "All"), ("gene", "Genes"), ("combo", "Combos"), ("rule", "Rules")]
        .into_iter()
        .map(|(word, label)| {
            let href = asked.href(&asked.species, word);
            view! { <Chip label=label href current=asked.show == word/> }
        })
        .collect_view();
    let all = asked.href("", &asked.show);
    let chips = species
        .iter()
        .map(|one| {
            let href = asked.href(&one.name, &asked.show);
            let count = (one.genes + one.combos + one.rules).to_string();
            view! { <Chip label=one.name.clone() href current=asked.species == one.name count/> }
        })
        .collect_view();
    let keep = [("species", &asked.species), ("show", &asked.show)];
    let keep: Vec<(String, String)> = keep
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    let nothing_asked = asked.species.is_empty() && asked.text.is_empty();
    let list = if nothing_asked {
        view! { <EmptyState title="Choose a species, or search all of them" hint="By a gene’s name, another name, a combo, or what a rule is about." icon=Glyph::Dna/> }
            .into_any()
    } else if rows.is_empty() {
        let mut filters = Vec::new();
        if !asked.text.is_empty() {
            let href = address("/catalogue", &[("species", &asked.species), ("show", &asked.show)]);
            filters.push((format!("“{}”", asked.text), href));
        }
        if !asked.species.is_empty() {
            filters.push((asked.species.clone(), asked.href("", &asked.show)));
        }
        view! { <NoMatches things="entries" filters reset="/catalogue"/> }.into_any()
    } else {
        let more = (found > rows.len())
            .then(|| view! { <p class="hint">{format!("The first {} of {found}: search to see the others.", rows.len())}</p> });
        view! { <Rows rows/> {more} }.into_any()
    };
    view! {
        <p class="hint mb-4">{version_words(&edition)}"." {waiting}</p>
        <div class="filter-row mb-4">
            <SearchBox label="Find a gene, combo or rule" placeholder="Clown" value=asked.text.clone() action="/catalogue" keep/>
            <ChipRow label="Show">{kinds}</ChipRow>
        </div>
        <Section title="Species">
            <ChipRow label="Species">
                <Chip label="All species" href=all current=asked.species.is_empty()/>
                {chips}
            </ChipRow>
        </Section>
        {list}
    }
    .into_any()
}

#[component]
fn Rows(rows: Vec<CatalogueRow>) -> impl IntoView {
    let may = may_propose();
    let rows = rows.into_iter().map(|row| view! { <Row row may/> }).collect_view();
    view! {
        <Table
            caption="Entries of the catalogue"
            stack=true
            head=move || {
                view! {
                    <Th label="Name"/>
                    <Th label="Kind"/>
                    <Th label="Species"/>
                    <Th label="Says"/>
                    <Th label="Also"/>
                    <Th label="Certainty"/>
                    {may.then(|| view! { <Th label="Propose" hide_label=true/> })}
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Row(row: CatalogueRow, may: bool) -> impl IntoView {
    let CatalogueRow { species, row, name, said, also, certainty } = row;
    let grade = if row == RowKind::Rule { also.to_lowercase() } else { String::new() };
    let kind = if row == RowKind::Combo { EditKind::ChangeCombo } else { EditKind::ChangeRule };
    let propose = (may && row != RowKind::Gene).then(|| {
        let href = propose_href(kind, &species, &name, &grade);
        let label = format!("Change {name}");
        view! { <a class="link" href=href aria-label=label>"Change"</a> }
    });
    let shown = match row {
        RowKind::Gene => view! { <a class="row-link" href=gene_href(&species, &name)>{name.clone()}</a> }.into_any(),
        _ => view! { <span class="cell-strong">{name.clone()}</span> }.into_any(),
    };
    view! {
        <tr>
            <td>{shown}</td>
            <td data-label="Kind">{row.label()}</td>
            <td data-label="Species">{species}</td>
            <td class="span-all" data-label="Says">{said}</td>
            <td class="cell-muted span-all" data-label="Also">{if also.is_empty() { "–".to_owned() } else { also }}</td>
            <td data-label="Certainty">{certainty}</td>
            {may.then(|| view! { <td data-label="Propose">{propose}</td> })}
        </tr>
    }
    .into_any()
}
