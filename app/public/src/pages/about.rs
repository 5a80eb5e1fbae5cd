//! What ReptiDex is and how to read it.

use crate::{layout::SitePage, meta::PageMeta};
use leptos::prelude::*;
use repti_model::animal::ParentBasis;

/// `/about`.
#[component]
pub fn AboutPage() -> impl IntoView {
    let meaning = |basis| match basis {
        ParentBasis::Declared => "The keeper says so. Nothing else speaks for it yet.",
        ParentBasis::BreedingRecord => "The pairing, the clutch and the hatching are on record in the same vivarium.",
        ParentBasis::ConfirmedByOtherBreeder => "The parent belongs to somebody else, and they have confirmed it.",
        ParentBasis::Dna => "A laboratory tested it, and somebody of ours saw the certificate.",
    };
    let bases = ParentBasis::ALL
        .iter()
        .map(|basis| view! { <dt><strong>{basis.label()}</strong></dt><dd class="hint">{meaning(*basis)}</dd> })
        .collect_view();
    view! {
        <PageMeta
            title="About · ReptiDex"
            description="What ReptiDex records, how claims about parents are known, and who decides what shows."
            path="/about"
        />
        <SitePage>
            <article class="wrap wrap-narrow" style="padding-block:2.5rem">
                <h1 class="display">"The record of where a reptile comes from"</h1>
                <div class="prose" style="margin-top:1.5rem">
                    <p>
                        "Breeders keep their animals, pairings and clutches here. A buyer opens a public page, sees the pedigree and how each claim in it is known, and asks the person who bred the animal."
                    </p>
                    <h2>"How a parent is known"</h2>
                    <p>"A parent is a claim with a basis, never just a column. From the weakest to the strongest:"</p>
                    <dl class="stack" style="--stack:0.5rem">{bases}</dl>
                    <p>
                        "A parent that another breeder keeps is confirmed by them, when they are asked. If they decline, the page says that instead. A confirmed parent can be disputed by either side; the pedigree marks it until we have settled it. A parent that was overturned counts in no pedigree and no figure any more, and stays on the page struck through."
                    </p>
                    <p>
                        "Where two sires are possible, both stand in the pedigree, each with its chance. Where nothing is known, the page says so: unknown is an answer."
                    </p>
                    <h2>"Who decides what shows"</h2>
                    <p>
                        "Everything is private until its owner shows it. An animal may also show in its descendants’ pedigrees only: then its name, sex and morph are visible there, and it has no page of its own. Prices paid, private notes and exact places never leave the vivarium."
                    </p>
                    <h2>"Pictures"</h2>
                    <p>"An animal without a photograph has a drawn plate. It follows the species and the morph, and isn’t a likeness."</p>
                    <p>"A photograph says when it was taken and how old the animal was, as far as that is known. One that shows another animal of the same kind says so."</p>
                    <h2>"For other sites and programs"</h2>
                    <p>
                        "A breeder can show a card or a pedigree on their own site, and on the sites that they allow. New animals come as a "
                        <a href="/feed.xml">"feed"</a>
                        "."
                    </p>
                </div>
            </article>
        </SitePage>
    }
    .into_any()
}
