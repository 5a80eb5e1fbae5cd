//! The kinship of a selection, and choosing it.

use super::{COMPARE, Parts, RESTS, Who, pairing_href, picker::Picker};
use crate::{
    api::relatedness::{Selection, SelectionQuery, compare_selection},
    pages::{
        animals::page_of,
        loaded::{Loaded, page_data},
    },
};
use app_shared::use_session_info;
use app_ui::{Alert, Card, EmptyState, Glyph, KinshipGrid, PageHeader, Table, Th, Tone, words::fine_percent};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use repti_model::{
    kinship::{Closeness, KinshipQuery, KinshipTable},
    lineage::Relative,
};

/// Pairings that are listed below the table.
const PAIRINGS: usize = 12;

/// The page.
#[component]
pub fn ComparePage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(read));
    let data = page_data(move || asked.get(), compare_selection);
    // The list's "all of this list" can't come along: an address has no room for thousands.
    let all = move || query.with_untracked(|query| query.get_str("all").is_some());
    view! {
        <Title text="Relatedness"/>
        <PageHeader title="Relatedness" hint="How close animals are to each other, and how inbred their young would be."/>
        <Parts current=COMPARE/>
        <Loaded data what="The animals" view=move |found| whole(found, asked.get_untracked(), all())/>
    }
    .into_any()
}

/// What the address asks. The animals' list sends its boxes as `ids[]`.
fn read(params: &ParamsMap) -> SelectionQuery {
    let named = ["ids", "ids[]"].into_iter().filter_map(|name| params.get_all(name)).flatten();
    let ids = named.flat_map(|list| list.split(',').filter_map(|id| id.trim().parse().ok()).collect::<Vec<_>>());
    SelectionQuery {
        taxon: params.get_str("taxon").and_then(|id| id.parse().ok()),
        q: params.get("q").unwrap_or_default().trim().chars().take(200).collect(),
        ids: ids.collect(),
    }
}

fn whole(found: Selection, asked: SelectionQuery, all: bool) -> AnyView {
    let Selection { taxa, found, more, table, problem } = found;
    let all = all.then(|| {
        let said =
            format!("A whole list can’t be compared, only animals that are ticked: at most {}.", KinshipQuery::MOST);
        view! { <Alert tone=Tone::Info>{said}</Alert> }
    });
    if taxa.is_empty() && table.is_none() {
        let hint = "Add animals with their parents first: relatedness follows from who descends from whom.";
        return view! { <EmptyState title="No living animals yet" hint icon=Glyph::Network/> }.into_any();
    }
    let chosen: Vec<Relative> = table.iter().flat_map(|table| &table.animals).map(|one| one.animal.clone()).collect();
    let shown = table.map(shown);
    view! {
        <div class="stack">
            {all}
            {problem.map(|why| view! { <Alert tone=Tone::Error title="These can’t be compared">{why}</Alert> })}
            {shown}
            <Picker taxa found more chosen asked/>
        </div>
    }
    .into_any()
}

fn shown(table: KinshipTable) -> AnyView {
    let public_url = use_session_info().public_url;
    let notes = [
        table.uncertain.then_some("Where several parents are possible, the likeliest is followed."),
        table.cut.then_some("There are more ancestors than are read; the figures are of those that were."),
    ];
    let notes = notes.into_iter().flatten().map(|note| view! { <p class="hint">{note}</p> }).collect_view();
    let mean = format!(
        "Mean kinship {} with each animal itself included: gene diversity {}.",
        fine_percent(table.mean_kinship),
        fine_percent(1.0 - table.mean_kinship),
    );
    let pairings = pairings(&table);
    let animals: Vec<_> = table.animals.iter().map(|one| one.animal.clone()).collect();
    let pair = move |row: usize, column: usize| pairing_href(animals.get(column)?, animals.get(row)?);
    view! {
        <Card
            title="Kinship in per cent"
            hint="The chance that a gene drawn from one and one drawn from the other are the same by descent (Malécot 1948), which is the inbreeding of their young. Each figure leads to that pairing."
        >
            <div class="stack">
                <KinshipGrid table pair page=move |animal: &Relative| page_of(animal, &public_url)/>
                <p>{mean}</p>
                <p class="hint">{RESTS}</p>
                {notes}
            </div>
        </Card>
        {pairings}
    }
    .into_any()
}

/// The males and females that are least related.
fn pairings(table: &KinshipTable) -> Option<AnyView> {
    let pairs = table.pairings();
    if pairs.is_empty() {
        return None;
    }
    let rows = pairs.iter().take(PAIRINGS).filter_map(|&(male, female)| {
        let (sire, dam) = (table.animals.get(male)?.animal.clone(), table.animals.get(female)?.animal.clone());
        let f = table.of(male, female);
        let name = format!("What if {} × {}", sire.label(), dam.label());
        let href = pairing_href(&sire, &dam);
        Some(view! {
            <tr>
                <td><Who animal=sire class="row-link"/></td>
                <td data-label="Dam"><Who animal=dam class="link"/></td>
                <td class="num" data-label="Inbreeding of the young">{fine_percent(f)}</td>
                <td data-label="Parents are">{Closeness::sentence(f)}</td>
                <td>{href.map(|href| view! { <a class="link" href=href aria-label=name>"What if"</a> })}</td>
            </tr>
        })
    });
    let rows = rows.collect_view();
    let head = || {
        view! {
            <Th label="Sire"/>
            <Th label="Dam"/>
            <Th label="Inbreeding of the young" num=true/>
            <Th label="Parents are"/>
            <Th label="Pairing"/>
        }
    };
    let hint = match pairs.len() {
        count if count > PAIRINGS => format!("The first {PAIRINGS} of {count} pairings of a male and a female."),
        _ => "Males and females of one species.".to_owned(),
    };
    Some(
        view! {
            <Card title="Least related pairings" hint=hint flush=true>
                <Table caption="Pairings, the least related first" head stack=true>{rows}</Table>
            </Card>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_animals_once_more_or_with_commas() {
        let id = |n: u128| uuid::Uuid::from_u128(n).to_string();
        let mut params = ParamsMap::new();
        params.insert("ids", id(1));
        params.insert("ids", format!("{}, {},rubbish", id(2), id(3)));
        params.insert("ids[]", id(4));
        params.insert("taxon", "no id".to_owned());
        params.insert("q", " pied ".to_owned());
        let asked = read(&params);
        let ids: Vec<u128> = asked.ids.iter().map(|id| id.0.as_u128()).collect();
        assert_eq!((ids, asked.taxon, asked.q.as_str()), (vec![1, 2, 3, 4], None, "pied"));
    }
}
