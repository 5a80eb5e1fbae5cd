//! What a widget shows: the card of an animal, or its pedigree.

use crate::api::{GENERATIONS, Shown};
use app_shared::use_session_info;
use app_ui::{ChartNode, PedigreeChart, Picture, SexMark, plate_seed, words};
use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::*;
use repti_model::{lineage::Relative, pedigree::PedigreeNode, public::PublicCard};

/// The title of the frame's document.
pub fn title_of(shown: &Shown) -> String {
    let label = shown.animal.card.label();
    if shown.pedigree.is_some() { format!("Pedigree of {label} · ReptiDex") } else { format!("{label} · ReptiDex") }
}

/// The address of the animal's page.
pub fn page_of(shown: &Shown) -> String {
    format!("{}/animals/{}", use_session_info().public_url, shown.animal.card.id)
}

/// The card or the pedigree.
pub fn content(shown: Shown) -> AnyView {
    let href = page_of(&shown);
    match shown.pedigree {
        Some(root) => pedigree(shown.animal.card, root, href),
        None => card(shown.animal.card, href),
    }
}

fn card(card: PublicCard, href: String) -> AnyView {
    let title = card.label().to_owned();
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let age = card.born.and_then(|born| words::age_of(born, today)).map(|age| view! { <span class="num">{age}</span> });
    let code = (card.code != title).then(|| view! { <span class="code">{card.code.clone()}</span> });
    let morph =
        if card.genotype_text.is_empty() { "Morph not recorded".to_owned() } else { card.genotype_text.clone() };
    view! {
        <article class="animal-card widget-card">
            <Picture taxon=card.taxon.slug morph=card.genotype_text seed=plate_seed(&card.id.to_string()) eager=true />
            <div class="animal-text">
                <p class="animal-taxon">{card.taxon.common_name}{code}</p>
                <h1 class="animal-title"><a href=href>{title}</a></h1>
                <p class="animal-morph">{morph}</p>
                <p class="animal-facts"><SexMark sex=card.sex />{age}</p>
                <p class="animal-breeder"><span>{card.breeder.name}</span></p>
            </div>
        </article>
    }
    .into_any()
}

fn pedigree(card: PublicCard, root: PedigreeNode, href: String) -> AnyView {
    let public = use_session_info().public_url;
    let page = |relative: &Relative| relative.id.map(|id| format!("{public}/animals/{id}"));
    let chart = ChartNode::of(&root, &page, &|relative| page(relative).map(|page| format!("{page}#pedigree")));
    view! {
        <header class="widget-head">
            <h1 class="serif"><a href=href>{format!("Pedigree of {}", card.label())}</a></h1>
            <p class="hint">{format!("{} · {}", card.taxon.common_name, card.breeder.name)}</p>
        </header>
        <PedigreeChart root=chart generations=usize::from(GENERATIONS) plain=true />
    }
    .into_any()
}
