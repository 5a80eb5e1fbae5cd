//! Animals and breeders as cards.

use app_ui::{AnimalCard, Avatar, CardAnimal, plate_href, plate_seed, words};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use leptos::prelude::*;
use repti_model::{
    animal::LifeStatus,
    lineage::Relative,
    public::{BreederCard, PublicCard},
};

/// The day by which ages are told. Only the server renders these pages, so no second clock can disagree.
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

fn card_of(card: PublicCard, today: Date, with_breeder: bool) -> CardAnimal {
    let alive = card.life_status == LifeStatus::Alive;
    CardAnimal {
        href: format!("/animals/{}", card.id),
        title: card.label().to_owned(),
        plate: Some(plate_href(&card.taxon.slug, &card.genotype_text, plate_seed(&card.id.to_string()))),
        photo: card.photo,
        age: card.born.and_then(|born| words::age_of(born, today)).filter(|_| alive),
        settled: true,
        state: (!alive).then(|| "Deceased".to_owned()),
        breeder: with_breeder.then_some(card.breeder.name),
        code: card.code,
        morph: card.genotype_text,
        taxon: card.taxon.common_name,
        sex: card.sex,
        ..CardAnimal::default()
    }
}

/// A grid of animals.
#[component]
pub fn AnimalGrid(
    cards: Vec<PublicCard>,
    /// Left out on the breeder's own page.
    #[prop(default = true)]
    with_breeder: bool,
) -> impl IntoView {
    let today = today();
    let cards = cards
        .into_iter()
        .enumerate()
        .map(|(index, card)| view! { <AnimalCard animal=card_of(card, today, with_breeder) eager=index < 4 /> })
        .collect_view();
    view! { <div class="grid-cards">{cards}</div> }
}

/// Relatives as small links: a name, a morph, and what they are to the animal.
#[component]
pub fn RelativeList(relatives: Vec<(Relative, String)>) -> impl IntoView {
    let today = today();
    let items = relatives
        .into_iter()
        .map(|(relative, kind)| {
            let seed = relative.id.map(|id| plate_seed(&id.to_string())).unwrap_or_default();
            let card = CardAnimal {
                plate: Some(plate_href(relative.taxon.as_deref().unwrap_or_default(), &relative.genotype_text, seed)),
                href: relative.id.map(|id| format!("/animals/{id}")).unwrap_or_default(),
                title: relative.label().to_owned(),
                code: relative.code.clone(),
                morph: relative.genotype_text.clone(),
                taxon: relative.taxon.clone().unwrap_or_default(),
                sex: relative.sex,
                age: relative.born.and_then(|born| words::age_of(born, today)),
                breeder: Some(kind),
                ..CardAnimal::default()
            };
            view! { <AnimalCard animal=card /> }
        })
        .collect_view();
    view! { <div class="grid-cards">{items}</div> }
}

/// Breeders as a list of links.
#[component]
pub fn BreederList(breeders: Vec<BreederCard>) -> impl IntoView {
    let items = breeders
        .into_iter()
        .map(|breeder| {
            let animals = words::plural(u64::try_from(breeder.animals).unwrap_or_default(), "public animal");
            let place = (!breeder.location.is_empty())
                .then(|| view! { <span class="hint">{breeder.location.clone()}<br /></span> });
            view! {
                <li class="card-box">
                    <a class="card-content breeder-link quiet-link" href=format!("/breeders/{}", breeder.slug)>
                        <Avatar name=breeder.name.clone() square=true />
                        <span class="card-title">
                            <strong>{breeder.name}</strong>
                            <br />
                            {place}
                            <span class="hint">{animals}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="breeder-grid">{items}</ul> }
}
