//! One gene: how it shows, what a pairing gives, what it does, what it belongs to, who says so, and who carries it.

use super::{
    crosses::Crosses,
    parts::{ComboGrid, Marks, RuleList, Unproven},
    record::Record,
};
use crate::{
    api::{GenePageData, load_gene},
    cards::AnimalGrid,
    failure::failure,
    layout::SitePage,
    meta::{JsonLd, PageMeta},
    query,
};
use app_shared::{data::told, use_session_info};
use app_ui::{Breadcrumb, Section, Table, Term, Terms, Th, words};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use repti_model::{
    genes::{ComplexMate, GeneCarriers, GeneComplex, GeneLink, GeneLook, GeneMask, GenePage as Page},
    genotype::GeneFilter,
    public::PublicQuery,
};
use serde_json::{Value, json};

/// `/genes/{taxon}/{gene}`.
#[component]
pub fn GenePage() -> impl IntoView {
    let params = use_params_map();
    let asked =
        move || params.with(|params| (params.get("taxon").unwrap_or_default(), params.get("gene").unwrap_or_default()));
    let data = Resource::new(asked, |(taxon, gene)| told(load_gene(taxon, gene)));
    view! {
        <SitePage>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => gene(data),
                        Err(error) => failure(&error, "gene"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn gene(data: GenePageData) -> AnyView {
    let GenePageData { page, carriers } = data;
    let (taxon, card) = (page.taxon.clone(), page.card.clone());
    let (slug, name) = (taxon.slug.clone(), card.link.name.clone());
    let path = format!("/genes/{slug}/{}", card.link.slug);
    let public = use_session_info().public_url;
    let data = structured(&page, &format!("{public}{path}"), &format!("{public}/genes/{slug}"));
    let description = format!("{} What one copy and two look like, odds, welfare, combos and sources.", page.summary);
    let trail = vec![("Genes".to_owned(), "/genes".to_owned()), (taxon.name.clone(), format!("/genes/{slug}"))];
    let also = (!card.aliases.is_empty())
        .then(|| view! { <p class="serif">{format!("Also {}", card.aliases.join(", "))}</p> });
    let rules = (!page.rules.is_empty()).then(|| {
        let rules = page.rules.clone();
        view! { <Section id="risks" title="Lethality, welfare and fertility"><RuleList rules /></Section> }
    });
    let masks = (!page.masks.is_empty()).then(|| masks(page.masks.clone()));
    let complex = page.complex.clone().map(|own| complex(&slug, own));
    let combos = (!page.combos.is_empty()).then(|| {
        let (taxon, combos) = (slug.clone(), page.combos.clone());
        view! { <Section id="combos" title="Combos that use it"><ComboGrid taxon combos /></Section> }
    });
    let (looks, crosses) = (looks(page.looks.clone()), page.crosses.clone());
    view! {
        <PageMeta title=format!("{name}, {} gene · ReptiDex", taxon.name.to_lowercase()) description path kind="article" />
        <JsonLd data />
        <div class="wrap stack" style="--stack:2.25rem; padding-block:1.75rem">
            <div class="stack" style="--stack:1rem">
                <Breadcrumb trail />
                <header class="stack" style="--stack:0.375rem">
                    <p class="eyebrow">{format!("{} · {}", taxon.name, card.inheritance.label())}</p>
                    <h1 class="display">{name.clone()}</h1>
                    {also}
                    <p class="measure">{page.summary.clone()}</p>
                    <Marks certainty=card.certainty risk=card.risk />
                </header>
                <Unproven certainty=card.certainty />
            </div>
            <div class="split" style="--aside:23rem">
                <div class="stack" style="--stack:2.25rem">
                    <Section title="How it shows">{looks}</Section>
                    <Section
                        id="odds"
                        title="What a pairing gives"
                        hint="Of each egg, reckoned by the engine and written as the hobby does: two thirds are 66%."
                    >
                        <Crosses crosses />
                    </Section>
                    {rules}
                    {masks}
                    {complex}
                    {combos}
                </div>
                <Record page />
            </div>
            {animals(&slug, &card.link, carriers)}
        </div>
    }
    .into_any()
}

fn looks(looks: Vec<GeneLook>) -> AnyView {
    let terms = looks
        .into_iter()
        .map(|look| {
            let note = (!look.note.is_empty())
                .then(|| view! { <p class="hint">{format!("The source says: {}", look.note)}</p> });
            view! { <Term name=look.copies>{look.look}{note}</Term> }
        })
        .collect_view();
    view! { <Terms>{terms}</Terms> }.into_any()
}

fn masks(masks: Vec<GeneMask>) -> AnyView {
    let items = masks
        .into_iter()
        .map(|mask| {
            let (when, hidden) = (mask.when.join(", "), mask.hidden.join(", "));
            let said =
                if mask.hides { format!("Hides {hidden} in: {when}.") } else { format!("Can’t be seen in: {when}.") };
            view! { <li><p>{said}<span class="hint">{format!(" {}.", mask.text)}</span></p></li> }
        })
        .collect_view();
    view! { <Section id="masks" title="What hides what"><ul class="rule-list">{items}</ul></Section> }.into_any()
}

/// The other genes of the locus, and what each is together with this one.
fn complex(slug: &str, complex: GeneComplex) -> AnyView {
    let GeneComplex { name, mates, series } = complex;
    let order = (series.len() > 1).then(|| {
        let names: Vec<String> = series.into_iter().map(|link| link.name).collect();
        view! { <p class="hint">{format!("Each shows alone over those after it: {}.", names.join(", "))}</p> }
    });
    let rows = mates.into_iter().map(|mate| mate_row(slug, mate)).collect_view();
    let head = || {
        view! {
            <Th label="Gene" />
            <Th label="Inheritance" />
            <Th label="Together" />
        }
    };
    let caption = format!("Other genes of the {name}");
    view! {
        <Section id="complex" title=name hint="Genes of one locus: an animal with one copy of each has no third.">
            <div class="stack" style="--stack:0.75rem">
                {order}
                <Table caption head stack=true>{rows}</Table>
            </div>
        </Section>
    }
    .into_any()
}

fn mate_row(slug: &str, mate: ComplexMate) -> AnyView {
    let ComplexMate { gene, together, combo, lethal } = mate;
    let href = format!("/genes/{slug}/{}", gene.link.slug);
    let together = match combo {
        _ if lethal => view! { <span>{together}": doesn’t live"</span> }.into_any(),
        Some(combo) => {
            let href = format!("/genes/{slug}/combos/{}", combo.slug);
            view! { <span>{together}" is "<a class="link" href=href>{combo.name}</a></span> }.into_any()
        }
        None => view! { <span>{together}</span> }.into_any(),
    };
    view! {
        <tr>
            <td><a class="row-link" href=href>{gene.link.name}</a></td>
            <td class="span-all" data-label="Inheritance">{gene.inheritance.label()}</td>
            <td class="span-all" data-label="Together">{together}</td>
        </tr>
    }
    .into_any()
}

/// Public animals that carry it, and the way to more.
fn animals(slug: &str, gene: &GeneLink, carriers: GeneCarriers) -> AnyView {
    let GeneCarriers { cards, total } = carriers;
    let gene: Vec<GeneFilter> = GeneFilter::new(&gene.slug, None).into_iter().collect();
    let href = query::href(&PublicQuery { taxon: vec![slug.to_owned()], gene, ..PublicQuery::default() }, None);
    let label = match total {
        0 => "Search the animals".to_owned(),
        total => format!("All {} in the search", words::plural(total.into(), "animal")),
    };
    let content = if cards.is_empty() {
        view! { <p class="hint">"No public animal carries it yet, by its claims or its genotype text."</p> }.into_any()
    } else {
        view! { <AnimalGrid cards /> }.into_any()
    };
    view! {
        <Section
            id="animals"
            title="Animals that carry it"
            hint="By what is claimed of them or their genotype texts say, possible hets among them."
            actions=move || view! { <a class="link" href=href>{label}</a> }
        >
            {content}
        </Section>
    }
    .into_any()
}

/// What a crawler reads.
fn structured(page: &Page, url: &str, set: &str) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": page.card.link.name,
        "alternateName": page.card.aliases,
        "description": page.summary,
        "termCode": page.card.link.slug,
        "url": url,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": format!("{} genes", page.taxon.name), "url": set},
    })
}
