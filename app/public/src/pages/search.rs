//! Search over public animals and breeders, with facets as links.

use crate::{
    api::{SearchData, search_page},
    cards::{AnimalGrid, BreederList},
    failure::failure,
    layout::SitePage,
    meta::PageMeta,
    query::{self, Facet},
};
use app_shared::data::told;
use app_ui::{Alert, Chip, ChipRow, NoMatches, PageHeader, Pager, SearchBox, Section, Tone, words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use repti_model::public::{FacetCount, PublicQuery, PublicSort};

/// `/search`.
#[component]
pub fn SearchPage() -> impl IntoView {
    let params = use_query_map();
    let asked = move || params.with(|params| (query::read(params), params.get("after")));
    let found =
        Resource::new(asked, |(query, cursor)| async move { (query.clone(), told(search_page(query, cursor)).await) });
    view! {
        <SitePage search=false>
            <Suspense>
                {move || Suspend::new(async move {
                    let (query, found) = found.await;
                    match found {
                        Ok(data) => results(query, data),
                        Err(error) => failure(&error, "search"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn results(query: PublicQuery, data: SearchData) -> AnyView {
    let SearchData { results, breeders } = data;
    let title = if query.q.is_empty() { "Animals".to_owned() } else { format!("“{}”", query.q) };
    let total = words::plural(results.total.into(), "animal");
    let facets = [
        (Facet::Taxon, "Species", results.facets.taxon),
        (Facet::Sex, "Sex", results.facets.sex),
        (Facet::Origin, "Origin", results.facets.origin),
        (Facet::Gene, "Genes", results.facets.gene),
    ];
    let drops = drops(&query, &facets);
    let keep: Vec<(String, String)> = query
        .taxon
        .iter()
        .map(|taxon| ("taxon".to_owned(), taxon.clone()))
        .chain(query.sex.iter().map(|sex| ("sex".to_owned(), sex.to_string())))
        .chain(query.origin.iter().map(|origin| ("origin".to_owned(), origin.to_string())))
        .chain(query.gene.iter().map(|gene| ("gene".to_owned(), gene.to_string())))
        .chain((query.sort != PublicSort::default()).then(|| ("sort".to_owned(), query.sort.to_string())))
        .collect();
    let rows = facets.map(|(facet, label, counts)| facet_row(&query, facet, label, counts)).collect_view();
    let next = results.next.as_deref().map(|cursor| query::href(&query, Some(cursor)));
    let previous = results.previous.as_deref().map(|cursor| query::href(&query, Some(cursor)));
    let list = if results.items.is_empty() {
        view! { <NoMatches things="animals" filters=drops reset="/search" /> }.into_any()
    } else {
        view! {
            <SortRow query=query.clone() />
            <AnimalGrid cards=results.items />
            <Pager prev=previous next summary=total.clone() />
        }
        .into_any()
    };
    let words_note = results.instead.map(|instead| {
        view! {
            <Alert tone=Tone::Info title="Nothing is called exactly that">
                {format!("These are the animals for “{instead}”.")}
            </Alert>
        }
    });
    view! {
        <PageMeta
            title=format!("{title} · ReptiDex")
            description=format!("{total} with a public pedigree on ReptiDex.")
            path=query::href(&query, None)
        />
        <div class="wrap stack" style="--stack:1.5rem; padding-block:1.75rem">
            <PageHeader title hint=total />
            <SearchBox hero=true label="Search animals and breeders" action="/search" value=query.q.clone() keep />
            <div class="stack filters" style="--stack:0.75rem">{rows}</div>
            {words_note}
            {(!breeders.is_empty()).then(|| view! { <Section title="Breeders"><BreederList breeders /></Section> })}
            <h2 class="visually-hidden">"Animals"</h2>
            {list}
        </div>
    }
    .into_any()
}

/// What to drop when nothing fits, each with the address without it: what brings animals back comes first, and says how many.
fn drops(query: &PublicQuery, facets: &[(Facet, &'static str, Vec<FacetCount>); 4]) -> Vec<(String, String)> {
    let mut drops: Vec<(u32, String, String)> = facets
        .iter()
        .filter_map(|(facet, label, counts)| {
            let chosen: Vec<&str> =
                counts.iter().filter(|count| count.selected).map(|count| count.label.as_str()).collect();
            // Counted over what the other filters let through, so the sum is what would show without this one.
            // An animal has several genes, so nothing sums up there.
            let back: u32 = if *facet == Facet::Gene { 0 } else { counts.iter().map(|count| count.count).sum() };
            let without = query::href(&query::without(query, *facet), None);
            (!chosen.is_empty()).then(|| (back, format!("{}: {}", label.to_lowercase(), chosen.join(", ")), without))
        })
        .collect();
    drops.sort_by_key(|(back, ..)| std::cmp::Reverse(*back));
    if !query.q.is_empty() {
        let without = PublicQuery { q: String::new(), ..query.clone() };
        let last = if drops.first().is_some_and(|(back, ..)| *back > 0) { drops.len() } else { 0 };
        drops.insert(last, (0, format!("“{}”", query.q), query::href(&without, None)));
    }
    drops
        .into_iter()
        .map(|(back, label, href)| match back {
            0 => (label, href),
            back => (format!("{label} ({})", words::plural(back.into(), "animal")), href),
        })
        .collect()
}

/// The orders as links, so that they work without JavaScript.
#[component]
fn SortRow(query: PublicQuery) -> impl IntoView {
    let links = PublicSort::ALL
        .iter()
        .map(|sort| {
            let href = query::href(&PublicQuery { sort: *sort, ..query.clone() }, None);
            view! { <Chip label=sort.label() href current={*sort == query.sort} /> }
        })
        .collect_view();
    view! {
        <div class="sort-row no-print">
            <p class="eyebrow">"Order"</p>
            <ChipRow label="Order">{links}</ChipRow>
        </div>
    }
}

fn facet_row(query: &PublicQuery, facet: Facet, label: &'static str, counts: Vec<FacetCount>) -> impl IntoView + use<> {
    let chips = counts
        .into_iter()
        .filter(|count| count.count > 0 || count.selected)
        .map(|count| {
            let href = query::href(&query::toggled(query, facet, &count.value), None);
            let number = words::thousands(count.count.into());
            view! { <Chip label=count.label href current=count.selected count=number /> }
        })
        .collect::<Vec<_>>();
    (!chips.is_empty()).then(|| {
        view! {
            <div class="stack" style="--stack:0.25rem">
                <p class="eyebrow">{label}</p>
                <ChipRow label>{chips}</ChipRow>
            </div>
        }
    })
}
