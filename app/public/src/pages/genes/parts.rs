//! Pieces that the pages of the encyclopedia share.

use app_ui::{Alert, Badge, Glyph, Tone};
use leptos::prelude::*;
use repti_model::genes::{ComboCard, ComboPart, GeneCard, GeneCertainty, GeneRisk, GeneRule};

/// What an entry must say at a glance: that it is proven best, or not at all; and what it may do. A named source is the rule and has no mark.
#[component]
pub fn Marks(certainty: GeneCertainty, risk: Option<GeneRisk>) -> impl IntoView {
    let founded = match certainty {
        GeneCertainty::NamedSource => None,
        GeneCertainty::PeerReviewed => {
            Some(view! { <Badge tone=Tone::Success icon=Glyph::Check>{certainty.label()}</Badge> }.into_any())
        }
        _ => Some(view! { <Badge tone=Tone::Warning icon=Glyph::Help>"Unproven"</Badge> }.into_any()),
    };
    view! {
        <span class="gene-marks">
            {risk.map(|risk| view! { <RiskBadge risk /> })}
            {founded}
        </span>
    }
}

/// The grade of a rule.
#[component]
pub fn RiskBadge(risk: GeneRisk) -> impl IntoView {
    let tone = if risk == GeneRisk::Lethal { Tone::Error } else { Tone::Warning };
    view! { <Badge tone icon=Glyph::Alert>{risk.label()}</Badge> }
}

/// The alert above an entry that no curator has decided on.
#[component]
pub fn Unproven(certainty: GeneCertainty) -> impl IntoView {
    let why = match certainty {
        GeneCertainty::SourcesConflict => "The sources contradict each other.",
        _ => "It is general knowledge of the hobby; no source that could be checked is named.",
    };
    (!certainty.is_proven()).then(|| {
        view! { <Alert tone=Tone::Warning title="Unproven until a curator decides">{why}</Alert> }
    })
}

/// Genes as a grid of links.
#[component]
pub fn GeneGrid(
    /// The slug of the species.
    taxon: String,
    genes: Vec<GeneCard>,
) -> impl IntoView {
    let items = genes
        .into_iter()
        .map(|card| {
            let href = format!("/genes/{taxon}/{}", card.link.slug);
            let also = if card.aliases.is_empty() { String::new() } else { format!(" · {}", card.aliases.join(", ")) };
            view! {
                <li class="gene-cell">
                    <a class="gene-name" href=href>{card.link.name}</a>
                    <Marks certainty=card.certainty risk=card.risk />
                    <p class="hint">{format!("{}{also}", card.inheritance.label())}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="gene-grid">{items}</ul> }
}

/// Combos as a grid of links, each with what it is made of.
#[component]
pub fn ComboGrid(
    /// The slug of the species.
    taxon: String,
    combos: Vec<ComboCard>,
) -> impl IntoView {
    let items = combos
        .into_iter()
        .map(|card| {
            let href = format!("/genes/{taxon}/combos/{}", card.link.slug);
            let tags = card.tags.iter().map(|tag| tag.name.clone());
            let parts: Vec<String> = card.parts.into_iter().map(|part| part.words).chain(tags).collect();
            let made = if parts.is_empty() { "Several genotypes".to_owned() } else { parts.join(" + ") };
            view! {
                <li class="gene-cell">
                    <a class="gene-name" href=href>{card.link.name}</a>
                    <Marks certainty=card.certainty risk=None />
                    <p class="hint">{made}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="gene-grid">{items}</ul> }
}

/// What a combo is made of, each gene a link. What names no certain gene stays in the source's words.
#[component]
pub fn PartList(
    /// The slug of the species.
    taxon: String,
    parts: Vec<ComboPart>,
) -> impl IntoView {
    let items = parts
        .into_iter()
        .map(|part| {
            let count = part.genes.len();
            let links = part
                .genes
                .into_iter()
                .map(|gene| {
                    let href = format!("/genes/{taxon}/{}", gene.slug);
                    view! { <a class="link" href=href>{gene.name}</a> }
                })
                .collect::<Vec<_>>();
            let said = match count {
                0 => view! { <span class="hint">"Names no certain gene"</span> }.into_any(),
                1 => view! { <span class="hint">"Gene: "</span>{links} }.into_any(),
                _ => view! { <span class="hint">"One copy each of "</span><span class="row">{links}</span> }.into_any(),
            };
            view! { <li class="gene-cell"><strong>{part.words}</strong><p class="part-genes">{said}</p></li> }
        })
        .collect_view();
    view! { <ul class="gene-grid">{items}</ul> }
}

/// What a gene or a combo does to the animal.
#[component]
pub fn RuleList(rules: Vec<GeneRule>) -> impl IntoView {
    let items = rules
        .into_iter()
        .map(|rule| {
            let founded = format!(" ({})", rule.certainty.label().to_lowercase());
            view! {
                <li>
                    <RiskBadge risk=rule.risk />
                    <p>{rule.text}<span class="hint">{founded}</span></p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rule-list">{items}</ul> }
}
