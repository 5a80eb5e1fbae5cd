//! The genes of a species: complexes together, then the others, its combos, and the names that no probability belongs to.

use super::parts::{ComboGrid, GeneGrid, Marks};
use crate::{
    api::taxon_genes_page,
    failure::failure,
    layout::SitePage,
    meta::{JsonLd, PageMeta},
};
use app_shared::{data::told, use_session_info};
use app_ui::{Badge, Chip, ChipRow, PageHeader, SearchBox, Section, Tone, words};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use repti_model::genes::{GeneGroup, GeneInheritance, GeneTag, TaxonGenes};
use serde_json::json;

/// `/genes/{taxon}`.
#[component]
pub fn TaxonPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let taxon = params.with(|params| params.get("taxon").unwrap_or_default());
        let only = query.with(|query| query.get("inheritance")).and_then(|word| word.parse::<GeneInheritance>().ok());
        (taxon, only)
    };
    let data = Resource::new(asked, |(taxon, only)| async move { (only, told(taxon_genes_page(taxon, only)).await) });
    view! {
        <SitePage>
            <Suspense>
                {move || Suspend::new(async move {
                    let (only, found) = data.await;
                    match found {
                        Ok(data) => species(only, data),
                        Err(error) => failure(&error, "species"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn species(only: Option<GeneInheritance>, data: TaxonGenes) -> AnyView {
    let TaxonGenes { taxon, counts, groups, singles, combos, tags } = data;
    let slug = taxon.slug.clone();
    let path = format!("/genes/{slug}");
    let url = format!("{}{path}", use_session_info().public_url);
    let title = format!("{} genes", taxon.name);
    let hint = format!(
        "{}, {} and {}",
        words::plural(taxon.genes.into(), "gene"),
        // "complexs" is no word.
        if taxon.complexes == 1 { "1 complex".to_owned() } else { format!("{} complexes", taxon.complexes) },
        words::plural(taxon.combos.into(), "combo")
    );
    let description = format!(
        "{hint} of {} ({}): inheritance, complexes, combos, welfare, sources and what pairings give.",
        taxon.name.to_lowercase(),
        taxon.scientific_name
    );
    let data = json!({
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "name": title,
        "description": description,
        "url": url,
    });
    let trail = vec![("Genes".to_owned(), "/genes".to_owned())];
    let filters = filters(&path, only, &counts, taxon.genes);
    let complexes = (!groups.is_empty()).then(|| complexes(&slug, groups));
    let others = (!singles.is_empty()).then(|| {
        let taxon = slug.clone();
        view! { <Section title="Genes with a locus of their own"><GeneGrid taxon genes=singles /></Section> }
    });
    let combos = (!combos.is_empty()).then(|| {
        let taxon = slug.clone();
        view! {
            <Section id="combos" title="Combos" hint="Names of the trade for several genes together.">
                <ComboGrid taxon combos />
            </Section>
        }
    });
    let tags = (!tags.is_empty()).then(|| tag_list(tags));
    view! {
        <PageMeta title=format!("{title} · ReptiDex") description path=path.clone() />
        <JsonLd data />
        <div class="wrap stack" style="--stack:2rem; padding-block:1.75rem">
            <div class="stack" style="--stack:1rem">
                <PageHeader title hint trail />
                <SearchBox label="Search genes and combos of all species" action="/genes" />
                {filters}
                <p class="hint">
                    "A gene without a mark has a named source. Unproven: general knowledge, or the sources conflict, and no curator has decided yet."
                </p>
            </div>
            {complexes}
            {others}
            {combos}
            {tags}
        </div>
    }
    .into_any()
}

/// The inheritances as links, so that they work without JavaScript.
fn filters(path: &str, only: Option<GeneInheritance>, counts: &[(GeneInheritance, u32)], all: u32) -> AnyView {
    let chips = counts
        .iter()
        .filter(|(kind, count)| *count > 0 || only == Some(*kind))
        .map(|&(kind, count)| {
            let href = format!("{path}?inheritance={kind}");
            view! { <Chip label=kind.label() href current={only == Some(kind)} count=count.to_string() /> }
        })
        .collect::<Vec<_>>();
    let path = path.to_owned();
    view! {
        <div class="stack filters" style="--stack:0.25rem">
            <p class="eyebrow">"Inheritance"</p>
            <ChipRow label="Inheritance">
                <Chip label="All" href=path current={only.is_none()} count=all.to_string() />
                {chips}
            </ChipRow>
        </div>
    }
    .into_any()
}

fn complexes(slug: &str, groups: Vec<GeneGroup>) -> AnyView {
    let groups = groups
        .into_iter()
        .map(|group| {
            let taxon = slug.to_owned();
            view! {
                <section class="stack" style="--stack:0.5rem">
                    <h3>{group.name}</h3>
                    <GeneGrid taxon genes=group.genes />
                </section>
            }
        })
        .collect_view();
    view! {
        <Section title="Complexes" hint="Genes of one locus: an animal has two of them at most.">
            <div class="stack" style="--stack:1.25rem">{groups}</div>
        </Section>
    }
    .into_any()
}

fn tag_list(tags: Vec<GeneTag>) -> AnyView {
    let items = tags
        .into_iter()
        .map(|tag| {
            let said = [tag.kind, tag.aliases.join(", "), tag.remarks, format!("Source: {}", tag.source)];
            let said = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            view! {
                <li class="gene-cell" id=tag.link.slug>
                    <strong>{tag.link.name}</strong>
                    <span class="gene-marks"><Badge tone=Tone::Neutral>"No probability"</Badge></span>
                    <Marks certainty=tag.certainty risk=None />
                    <p class="hint">{said}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section
            id="tags"
            title="Polygenic and line-bred names"
            hint="They name a look that no single gene makes, so no pairing gives them with a probability."
        >
            <ul class="gene-grid">{items}</ul>
        </Section>
    }
    .into_any()
}
