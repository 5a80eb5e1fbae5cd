//! The animals of the vivarium: searched, filtered, sorted, page by page.

use super::{
    keys::{Does, Keys, use_keys},
    list_controls::{BulkActions, Filters, SelectAll, Views},
    said::sentence,
};
use crate::{
    api::animals::{ListPage, ListQuery, animal_list},
    pages::{
        loaded::{Loaded, page_data},
        note::Note,
    },
};
use app_shared::use_session_info;
use app_ui::{
    Badge, ButtonLink, CoverThumb, EmptyState, Glyph, InbreedingCell, Look, NoMatches, Order, PageHeader, Pager,
    RowCheck, SexMark, Sort, Table, Th, Tone, words,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use repti_model::{
    Action,
    animal::{Sex, SexConfidence},
    genotype::{CollectionGene, GeneKind},
    media::Cover,
    registry::{AnimalSort, AnimalSummary},
};

/// The id of the bulk form that the rows' boxes belong to.
pub(super) const BULK: &str = "bulk";

const KEYS: &[(&str, Does)] = &[
    ("/", Does::Focus(".filter-row input[type=search]")),
    ("n", Does::Press("a[href='/animals/new']")),
    ("j", Does::Move("a.row-link", 1)),
    ("k", Does::Move("a.row-link", -1)),
    ("x", Does::Tick),
    ("]", Does::Press("a[rel=next]")),
    ("[", Does::Press("a[rel=prev]")),
];
const READING: &[(&str, &str)] = &[("/", "search"), ("j", "down"), ("k", "up"), ("Enter", "open"), ("]", "next page")];
const EDITING: &[(&str, &str)] = &[
    ("/", "search"),
    ("j", "down"),
    ("k", "up"),
    ("Enter", "open"),
    ("x", "select"),
    ("n", "new animal"),
    ("]", "next page"),
];

/// The page.
#[component]
pub fn AnimalsPage() -> impl IntoView {
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| ListQuery::parse(search)));
    let data = page_data(move || query.get(), animal_list);
    let actor = use_session_info().actor;
    let edits = actor.as_ref().is_some_and(|actor| actor.may(Action::EditAnimals));
    use_keys(KEYS);
    view! {
        <Title text="Animals"/>
        <PageHeader
            title="Animals"
            actions=move || {
                view! {
                    {edits
                        .then(|| {
                            view! {
                                <ButtonLink href="/animals/new" look=Look::Primary icon=Glyph::Plus>
                                    "Add animal"
                                </ButtonLink>
                            }
                        })}
                }
            }
        />
        <Note/>
        <Loaded data what="The animals" view=move |list| view! { <List list query=query.get_untracked() edits/> }/>
    }
    .into_any()
}

#[component]
fn List(list: ListPage, query: ListQuery, edits: bool) -> impl IntoView {
    let ListPage { page, total, taxa, views, genes, covers, today, .. } = list;
    let narrowed = query.pairs().iter().any(|(name, _)| *name != "sort");
    if page.items.is_empty() && !narrowed && query.cursor.is_none() {
        return view! {
            <EmptyState
                title="No animals yet"
                hint="Add the first one; its parents can follow."
            >
                {edits.then(|| view! { <ButtonLink href="/animals/new" look=Look::Primary>"Add animal"</ButtonLink> })}
            </EmptyState>
        }
        .into_any();
    }
    let turn = |cursor: Option<String>| {
        cursor.map(|cursor| format!("/animals?{}", query.address_with(&[("cursor", &cursor)]))).unwrap_or_default()
    };
    let (previous, next) = (turn(page.previous), turn(page.next));
    let summary = if total.count == 1 { "1 animal".to_owned() } else { format!("{total} animals") };
    let body = if page.items.is_empty() {
        let filters = chosen(&query, &taxa, &genes);
        view! { <NoMatches things="animals" filters reset="/animals"/> }.into_any()
    } else {
        let rows = page.items.into_iter().map(|animal| {
            // Where nobody has a photo, no place is kept for one.
            let cover = (!covers.is_empty()).then(|| covers.find(Some(animal.id)));
            view! { <Row animal cover today edits/> }
        });
        let rows = rows.collect_view();
        let head_query = query.clone();
        view! {
            <div class="registry">
                <Table caption="Animals" stack=true head=move || view! { <Head query=head_query edits/> }>
                    {rows}
                </Table>
            </div>
            {edits.then(|| view! { <BulkActions back=query.address() total=total.to_string()/> })}
            <Pager prev=previous next summary/>
            <Keys keys=if edits { EDITING } else { READING }/>
        }
        .into_any()
    };
    view! {
        <div class="stack">
            <Views views current=query.clone()/>
            <Filters query=query.clone() taxa=taxa.clone() genes=genes.clone() chosen=chosen(&query, &taxa, &genes)/>
            {body}
        </div>
    }
    .into_any()
}

/// The filters in force: their words, and the address without each.
fn chosen(query: &ListQuery, taxa: &[repti_model::registry::Taxon], genes: &[CollectionGene]) -> Vec<(String, String)> {
    query
        .pairs()
        .into_iter()
        .filter(|(name, _)| *name != "sort")
        .map(|(name, value)| {
            let word = match name {
                "q" => format!("“{value}”"),
                "taxon" => taxa
                    .iter()
                    .find(|taxon| taxon.id.to_string() == value)
                    .map_or_else(|| value.to_owned(), |taxon| taxon.common_name.clone()),
                "open" => "open questions".to_owned(),
                "born" => format!("born {value}"),
                "gene" => genes
                    .iter()
                    .find(|gene| gene.slug == value)
                    .map_or_else(|| value.to_owned(), |gene| gene.name.clone()),
                "how" => {
                    value.parse::<GeneKind>().map_or_else(|_| value.to_owned(), |kind| kind.label().to_lowercase())
                }
                "inbred_from" => format!("inbreeding at least {}%", value.trim_end_matches('%')),
                "inbred_to" => format!("inbreeding at most {}%", value.trim_end_matches('%')),
                "kind" if value == "any" => "all records".to_owned(),
                "archived" if value == "with" => "archived and not".to_owned(),
                _ => sentence(value),
            };
            // Without its gene, how an animal has it says nothing.
            let mut without = vec![(name, "")];
            if name == "gene" {
                without.push(("how", ""));
            }
            (word, format!("/animals?{}", query.address_with(&without)))
        })
        .collect()
}

#[component]
fn Head(query: ListQuery, edits: bool) -> impl IntoView {
    let by = |word: &'static str| {
        let now = query.sort();
        let order = (now.as_str().trim_start_matches('-') == word)
            .then(|| if now.descends() { Order::Down } else { Order::Up });
        let next = if order == Some(Order::Up) { format!("-{word}") } else { word.to_owned() };
        Sort { href: format!("/animals?{}", query.address_with(&[("sort", &next)])), now: order }
    };
    view! {
        {edits.then(|| view! { <SelectAll/> })}
        <Th label="Code" sort=by("code")/>
        <Th label="Name" sort=by("name")/>
        <Th label="Species"/>
        <Th label="Sex"/>
        <Th label="Genotype"/>
        <Th label="Born" sort=by("born")/>
        <Th label="Weight" sort=by("weight") num=true/>
        <Th label="Inbreeding" sort=by("inbreeding") num=true/>
        <Th label="State"/>
    }
}

#[component]
fn Row(animal: AnimalSummary, cover: Option<Option<Cover>>, today: Date, edits: bool) -> impl IntoView {
    let href = format!("/animals/{}", animal.id);
    let label = format!("{} {}", animal.code, animal.name);
    let (genotype, whole) = (animal.genotype_text.clone(), animal.genotype_text);
    let born = animal.born.map(|born| {
        let age = words::age_of(born, today).unwrap_or_default();
        view! { <span title=age>{born.to_string()}</span> }
    });
    let uncertain = animal.sex != Sex::Unknown && animal.sex_confidence != SexConfidence::Certain;
    view! {
        <tr>
            {edits
                .then(|| {
                    view! {
                        <td>
                            <RowCheck form=BULK value=animal.id.to_string() label name="ids[]"/>
                        </td>
                    }
                })}
            <td data-label="Code" class="code">
                <span class="cell-cover">
                    {cover.map(|cover| view! { <CoverThumb cover/> })}
                    <a class="row-link" href=href>
                        {animal.code}
                    </a>
                </span>
            </td>
            <td data-label="Name">{animal.name}</td>
            <td data-label="Species" class="whitespace-nowrap">{animal.taxon.common_name}</td>
            <td data-label="Sex">
                <SexMark sex=animal.sex uncertain/>
            </td>
            <td data-label="Genotype" class="cell-genes" title=whole>
                {genotype}
            </td>
            <td data-label="Born" class="whitespace-nowrap">
                {born}
            </td>
            <td data-label="Weight" class="num whitespace-nowrap">
                {animal.weight_g.map(words::grams)}
            </td>
            <td data-label="Inbreeding" class="num whitespace-nowrap">
                <InbreedingCell stored=animal.inbreeding/>
            </td>
            <td data-label="State">
                <States
                    warnings=animal.open_warnings
                    public=animal.visibility == repti_model::animal::Visibility::Public
                    deceased=animal.life_status == repti_model::animal::LifeStatus::Deceased
                    archived=animal.archived
                />
            </td>
        </tr>
    }
}

#[component]
fn States(warnings: i64, public: bool, deceased: bool, archived: bool) -> impl IntoView {
    view! {
        <span class="row">
            {archived.then(|| view! { <Badge>"Archived"</Badge> })}
            {deceased.then(|| view! { <Badge>"Deceased"</Badge> })}
            {public.then(|| view! { <Badge tone=Tone::Info>"Public"</Badge> })}
            {(warnings > 0)
                .then(|| {
                    let count = u64::try_from(warnings).unwrap_or_default();
                    view! { <Badge tone=Tone::Warning>{words::plural(count, "question")}</Badge> }
                })}
        </span>
    }
}

/// The order that the list has when the address says nothing.
pub(super) fn sort_choices() -> Vec<(AnimalSort, &'static str)> {
    AnimalSort::ALL.iter().map(|sort| (*sort, sort.label())).collect()
}
