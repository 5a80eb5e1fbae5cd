//! The encyclopedia: its species, and a search over the genes and combos of all of them.

mod combo;
mod crosses;
mod gene;
mod parts;
mod record;
mod taxon;

pub use combo::ComboPage;
pub use gene::GenePage;
pub use taxon::TaxonPage;

use crate::{api::genes_page, failure::failure, layout::SitePage, meta::PageMeta};
use app_shared::data::told;
use app_ui::{NoMatches, PageHeader, SearchBox, Section, plate_href, plate_seed, words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use repti_model::genes::{GeneHit, GeneIndex, GeneTaxon};

/// `/genes`.
#[component]
pub fn GenesPage() -> impl IntoView {
    let params = use_query_map();
    // No gene has a longer name, and the page says the words again.
    let asked =
        move || params.with(|params| params.get("q").unwrap_or_default().trim().chars().take(80).collect::<String>());
    let found = Resource::new(asked, |q| async move { (q.clone(), told(genes_page(q)).await) });
    view! {
        <SitePage search=false>
            <Suspense>
                {move || Suspend::new(async move {
                    let (q, found) = found.await;
                    match found {
                        Ok(data) => index(q, data),
                        Err(error) => failure(&error, "page"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn index(q: String, data: GeneIndex) -> AnyView {
    let GeneIndex { taxa, hits, found } = data;
    let genes: u64 = taxa.iter().map(|taxon| u64::from(taxon.genes)).sum();
    let combos: u64 = taxa.iter().map(|taxon| u64::from(taxon.combos)).sum();
    let counts =
        format!("{} and {} of {} species", words::plural(genes, "gene"), words::plural(combos, "combo"), taxa.len());
    let hint = format!("{counts}: how each is passed on, what it does to the animal, and how well that is known.");
    let species = taxa.into_iter().map(|taxon| view! { <SpeciesCard taxon /> }).collect_view();
    let results = (!q.is_empty()).then(|| results(&q, hits, found));
    view! {
        <PageMeta
            title="Genes · ReptiDex"
            description=format!("The encyclopedia of genes: {counts}, with inheritance, welfare, sources and odds.")
            path="/genes"
        />
        <div class="wrap stack" style="--stack:1.75rem; padding-block:1.75rem">
            <PageHeader title="Genes" hint />
            <SearchBox hero=true label="Search genes and combos" action="/genes" value=q />
            {results}
            <Section title="Species">
                <ul class="species-grid">{species}</ul>
            </Section>
        </div>
    }
    .into_any()
}

/// What the words name, the nearest first.
fn results(q: &str, hits: Vec<GeneHit>, found: u32) -> AnyView {
    if hits.is_empty() {
        let filters = vec![(format!("“{q}”"), "/genes".to_owned())];
        return view! { <NoMatches things="genes" filters reset="/genes" /> }.into_any();
    }
    let shown = u32::try_from(hits.len()).unwrap_or(u32::MAX);
    let count = format!("{} found", words::thousands(found.into()));
    let hint = if shown < found { format!("{count}; these are the nearest {shown}.") } else { format!("{count}.") };
    let items = hits
        .into_iter()
        .map(|hit| {
            let alias = hit.alias.map(|alias| format!(" · {alias}")).unwrap_or_default();
            view! {
                <li class="gene-cell">
                    <a class="gene-name" href=hit.path>{hit.name}</a>
                    <p class="hint">{format!("{} · {}{alias}", hit.taxon, hit.kind)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title=format!("“{q}”") hint>
            <ul class="gene-grid">{items}</ul>
        </Section>
    }
    .into_any()
}

/// A species with its plate, which repeats the name and is silent.
#[component]
fn SpeciesCard(taxon: GeneTaxon) -> impl IntoView {
    let counts =
        format!("{}, {}", words::plural(taxon.genes.into(), "gene"), words::plural(taxon.combos.into(), "combo"));
    let src = plate_href(&taxon.slug, "", plate_seed(&taxon.slug));
    view! {
        <li class="card-box">
            <a class="card-content species-link quiet-link" href=format!("/genes/{}", taxon.slug)>
                <span class="picture"><img src=src alt="" width="400" height="500" loading="lazy" decoding="async" /></span>
                <span class="card-title">
                    <strong class="serif">{taxon.name}</strong>
                    <br />
                    <i class="latin">{taxon.scientific_name}</i>
                    <br />
                    <span class="hint">{counts}</span>
                </span>
            </a>
        </li>
    }
}
