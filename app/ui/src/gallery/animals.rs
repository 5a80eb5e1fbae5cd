use leptos::prelude::*;

use super::sample;
use crate::{
    AncestryFigures, AnimalCard, ClaimedGenes, Gene, GeneChips, InbreedingCell, KinshipGrid, PedigreeChart, Section,
    SexMark,
};
use repti_model::{animal::Sex, lineage::Relative};

/// The pieces that only this product has.
#[component]
pub fn Animals() -> impl IntoView {
    let cards = sample::cards().into_iter().map(|animal| view! { <AnimalCard animal/> }).collect_view();
    let genes = vec![
        Gene::visual("Banana"),
        Gene::visual("Piebald"),
        Gene::het("Clown"),
        Gene::possible("Axanthic (VPI)", 2, 3),
        Gene::possible("Ghost", 1, 2),
    ];
    let claims = sample::claims();
    view! {
        <Section title="Pedigree" hint="A nested list in the order of the page; arrow keys walk it once the page is awake.">
            <PedigreeChart root=sample::pedigree()/>
        </Section>
        <Section title="Genes" hint="Filled where it shows, outlined for a het, dashed with its per cent for a possible het.">
            <GeneChips genes/>
            <p class="row">
                <SexMark sex=Sex::Male/>
                <SexMark sex=Sex::Female/>
                <SexMark sex=Sex::Unknown/>
                <SexMark sex=Sex::Female uncertain=true/>
            </p>
        </Section>
        <Section title="Claimed genes" hint="Each with how it is known; a test stands out.">
            <ClaimedGenes verified=sample::answers(&claims) claims/>
        </Section>
        <Section title="Ancestry" hint="Inbreeding, never without what it rests on.">
            <AncestryFigures ancestry=sample::ancestry()/>
            <p class="hint">
                "In a row: " <InbreedingCell stored=Some(sample::inbreeding())/> ", while it is reckoned: " <InbreedingCell stored=None/>
            </p>
        </Section>
        <Section title="Kinship" hint="Each pair once; arrow keys go from cell to cell once the page is awake.">
            <KinshipGrid
                table=sample::kinship()
                pair=|row, column| Some(format!("/pairs/{row}-{column}"))
                page=|animal: &Relative| Some(format!("/animals/{}", animal.code))
            />
        </Section>
        <Section title="Animal cards">
            <div class="grid-cards">{cards}</div>
        </Section>
    }
    .into_any()
}
