//! What is claimed of the animal's genes.

use app_ui::{ClaimedGenes, Section};
use leptos::prelude::*;
use repti_model::genotype::GenotypeRecord;

/// The claims with how each is known; nothing where nobody has claimed anything, for then the text above is all there is.
#[component]
pub fn GenesKnown(genotype: GenotypeRecord) -> impl IntoView {
    if genotype.claims.is_empty() && genotype.verified.is_empty() {
        return ().into_any();
    }
    view! {
        <Section id="genotype" title="Genotype" hint="Every gene is a claim, and says how it is known.">
            {genotype.name.map(|name| view! { <p class="serif mb-4">{name}</p> })}
            <ClaimedGenes claims=genotype.claims verified=genotype.verified />
        </Section>
    }
    .into_any()
}
