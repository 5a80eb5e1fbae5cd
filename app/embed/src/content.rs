//! What a widget shows: the card of an animal, its pedigree, or the calculator.

use crate::{
    api::{GENERATIONS, Shown},
    islands::CalculatorIsland,
};
use app_shared::use_session_info;
use app_ui::{ChartNode, FrameWidths, PedigreeChart, Picture, SexMark, plate_seed, words};
use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::*;
use repti_genetics::calculator::Question;
use repti_model::{lineage::Relative, pedigree::PedigreeNode, public::PublicCard};

/// The title of the frame's document.
pub fn title_of(shown: &Shown) -> String {
    match shown {
        Shown::Card(animal) => format!("{} · ReptiDex", animal.card.label()),
        Shown::Pedigree(animal, _) => format!("Pedigree of {} · ReptiDex", animal.card.label()),
        Shown::Calculator => "Genetics calculator · ReptiDex".to_owned(),
    }
}

/// Where the foot leads, and in which words.
pub fn foot_of(shown: &Shown) -> (String, &'static str) {
    let public = use_session_info().public_url;
    match shown {
        Shown::Card(animal) | Shown::Pedigree(animal, _) => {
            (format!("{public}/animals/{}", animal.card.id), "Full record on ReptiDex")
        }
        Shown::Calculator => (format!("{public}/calculator"), "The calculator on ReptiDex"),
    }
}

/// The card, the pedigree or the calculator.
pub fn content(shown: Shown, question: Question) -> AnyView {
    let (href, _) = foot_of(&shown);
    match shown {
        Shown::Card(animal) => card(animal.card, href),
        Shown::Pedigree(animal, root) => pedigree(animal.card, *root, href),
        Shown::Calculator => calculator(question, href),
    }
}

fn calculator(question: Question, path: String) -> AnyView {
    view! {
        <header class="widget-head">
            <h1 class="serif">"Genetics calculator"</h1>
            <p class="hint">"Two animals as you would write them in an advert."</p>
        </header>
        <CalculatorIsland question path />
    }
    .into_any()
}

/// How wide a card's picture is: the frame's width up to that of `widget-card`.
const CARD: &FrameWidths = &[("(max-width: 21rem)", "92vw"), ("", "20rem")];

fn card(card: PublicCard, href: String) -> AnyView {
    let title = card.label().to_owned();
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let age = card.born.and_then(|born| words::age_of(born, today)).map(|age| view! { <span class="num">{age}</span> });
    let code = (card.code != title).then(|| view! { <span class="code">{card.code.clone()}</span> });
    let morph =
        if card.genotype_text.is_empty() { "Morph not recorded".to_owned() } else { card.genotype_text.clone() };
    let seed = plate_seed(&card.id.to_string());
    view! {
        <article class="animal-card widget-card">
            <Picture taxon=card.taxon.slug morph=card.genotype_text seed photo=card.photo frame=CARD eager=true />
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
