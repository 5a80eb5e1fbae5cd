//! What parents, young and sibs say about an animal's genes, with the animals that each figure rests on.

use app_shared::use_session_info;
use app_ui::{Alert, Badge, Tone, words::plural};
use leptos::prelude::*;
use repti_model::{
    genotype::{GeneOdds, GenotypeOdds, GenotypeQuestion, NamedAnimal, OddsReason},
    lineage::Shown,
};

/// A relative, with a link where there is a page.
fn named(animal: NamedAnimal) -> AnyView {
    let href = match (animal.id, animal.shown) {
        (Some(id), Shown::Own) => format!("/animals/{id}"),
        (Some(id), Shown::Public) => format!("{}/animals/{id}", use_session_info().public_url),
        _ => return view! { <span>{animal.label}</span> }.into_any(),
    };
    view! { <a class="link" href=href>{animal.label}</a> }.into_any()
}

fn list(animals: Vec<NamedAnimal>) -> AnyView {
    let mut parts = Vec::new();
    for (at, animal) in animals.into_iter().enumerate() {
        if at > 0 {
            parts.push(", ".into_any());
        }
        parts.push(named(animal));
    }
    parts.into_any()
}

/// Claims that don't fit together.
#[component]
pub fn Questions(questions: Vec<GenotypeQuestion>) -> impl IntoView {
    questions
        .into_iter()
        .map(|question| {
            let tone = if question.impossible { Tone::Warning } else { Tone::Info };
            view! {
                <Alert tone title=format!("A question about {}", question.name)>
                    <p>{question.message}</p>
                    <p class="hint">"Look at: " {list(question.animals)}</p>
                </Alert>
            }
        })
        .collect_view()
}

/// The figures, apart from the claims.
#[component]
pub fn Odds(odds: GenotypeOdds) -> impl IntoView {
    if odds.genes.is_empty() && odds.refused.is_empty() {
        return ().into_any();
    }
    let relatives = plural(odds.relatives.into(), "relative");
    let assumed = odds.genes.iter().any(|gene| gene.assumed);
    let rows = odds.genes.into_iter().map(|gene| view! { <Line gene/> }).collect_view();
    let refused =
        odds.refused.into_iter().map(|why| view! { <li class="hint">"Not reckoned: " {why}</li> }).collect_view();
    let rest = if assumed {
        "An animal with claims is taken to show nothing else, and not to carry what isn’t recorded, unless its young or sibs show that somebody must."
    } else {
        "An animal with claims is taken to show nothing else, and not to carry what isn’t recorded."
    };
    let cut = odds.cut.then(
        || view! { <p class="hint">"There are more relatives than are read; the figures are of the nearest."</p> },
    );
    view! {
        <section class="stack" style="--stack:0.5rem" aria-labelledby="genotype-odds">
            <h3 id="genotype-odds" class="field-label">"What its relatives say"</h3>
            <p class="hint">"Reckoned from the claims about " {relatives} "; nothing of it is claimed. " {rest}</p>
            <ul aria-label="What its relatives say">{rows}{refused}</ul>
            {cut}
        </section>
    }
    .into_any()
}

#[component]
fn Line(gene: GeneOdds) -> impl IntoView {
    let about = gene.fraction.clone().map(|fraction| view! { <span class="mono hint">{fraction}</span> });
    let claimed = match gene.claimed {
        Some(claimed) if claimed == gene.words => "as claimed".to_owned(),
        Some(claimed) => format!("claimed: {claimed}"),
        None => "not claimed".to_owned(),
    };
    let how = format!("Why {}?", gene.words);
    let reasons = gene.because.into_iter().map(|reason| view! { <Reason reason/> }).collect_view();
    view! {
        <li class="claim">
            <div class="row">
                <span class="hint">{gene.name}</span>
                <strong>{gene.words}</strong>
                {about}
                <span class="hint">{claimed}</span>
                {gene.sampled.then(|| view! { <Badge tone=Tone::Warning>"Estimate"</Badge> })}
                {gene.assumed.then(|| view! { <Badge>"Somebody carries it unrecorded"</Badge> })}
            </div>
            <details class="disclosure">
                <summary aria-label=how>"Why?"</summary>
                <ul class="stack mt-2" style="--stack:0.25rem">{reasons}</ul>
            </details>
        </li>
    }
    .into_any()
}

#[component]
fn Reason(reason: OddsReason) -> impl IntoView {
    view! { <li>{list(reason.animals)} ": " {reason.said}</li> }
}
