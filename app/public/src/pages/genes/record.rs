//! What is on record of a gene: where it lies, who says so, and how sure that is.

use app_ui::{Card, Term, Terms};
use jiff::tz::TimeZone;
use leptos::prelude::*;
use repti_model::{catalogue::CatalogueEdition, genes::GenePage};

/// The card beside the page's text.
#[component]
pub fn Record(page: GenePage) -> impl IntoView {
    let taxon = page.taxon.slug;
    let place = if page.complex.is_some() { "Complex" } else { "Locus" };
    let linked = page
        .linked
        .into_iter()
        .map(|(gene, text)| {
            let href = format!("/genes/{taxon}/{}", gene.slug);
            view! { <Term name="Linked with"><a class="link" href=href>{gene.name}</a>{format!(": {text}")}</Term> }
        })
        .collect_view();
    let namesakes = page.namesakes.map(|(word, genes)| {
        let links = genes
            .into_iter()
            .map(|gene| {
                let href = format!("/genes/{taxon}/{}", gene.slug);
                view! { <a class="link" href=href>{gene.name}</a> }
            })
            .collect::<Vec<_>>();
        view! { <Term name="Name the line"><p>{format!("“{word}” alone could also be:")}</p><p class="row">{links}</p></Term> }
    });
    let certainty = page.card.certainty;
    view! {
        <Card title="On record">
            <Terms>
                <Term name="Inheritance">{page.card.inheritance.label()}{note(page.written)}</Term>
                <Term name=place>{page.locus}</Term>
                <Term name="Linkage">{page.linkage}{note(page.recombination)}</Term>
                <Term name="Sexes">{page.sex_system}</Term>
                {linked}
                {optional("Molecular gene", page.molecular)}
                {namesakes}
                <Term name="Certainty">{certainty.label()}</Term>
                <Term name="Source"><Lines texts=page.sources /></Term>
                <Term name="Catalogue">{edition(&page.edition)}</Term>
                {(!page.remarks.is_empty()).then(|| view! { <Term name="Remarks"><Lines texts=page.remarks /></Term> })}
            </Terms>
        </Card>
    }
    .into_any()
}

/// "Version 3 of 26 November 2026".
fn edition(edition: &CatalogueEdition) -> String {
    match edition.published_at.filter(|_| edition.number > 1) {
        Some(at) => {
            let day = at.to_zoned(TimeZone::UTC).date();
            format!("Version {} of {}", edition.number, app_ui::words::date(day))
        }
        None => "The first version".to_owned(),
    }
}

/// A few short texts below each other.
#[component]
pub fn Lines(texts: Vec<String>) -> impl IntoView {
    let items = texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! { <ul>{items}</ul> }
}

fn optional(name: &'static str, text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <Term name=name>{text}</Term> })
}

/// What stands below a value in small letters.
fn note(text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <p class="hint">{text}</p> })
}
