//! The facts beside the picture and the card of the breeder.

use crate::cards::today;
use app_ui::{Avatar, ButtonLink, Card, Look, SexMark, Term, Terms, words};
use leptos::prelude::*;
use repti_model::{
    animal::{LifeStatus, SexConfidence},
    public::{PublicAnimal, PublicBreeder},
};

/// What is recorded, with "not recorded" where nothing is.
#[component]
pub fn Facts(animal: PublicAnimal) -> impl IntoView {
    let card = animal.card;
    let born = match card.born {
        Some(born) => {
            let age = words::age_of(born, today()).filter(|_| card.life_status == LifeStatus::Alive);
            age.map_or_else(|| words::born(born), |age| format!("{} ({age})", words::born(born)))
        }
        None => "Not recorded".to_owned(),
    };
    let weight = animal.weight_g.map_or_else(|| "Not recorded".to_owned(), words::grams);
    let length = animal.length_mm.map(words::length);
    let bred_by = if animal.breeder_of_record.is_empty() { card.breeder.name } else { animal.breeder_of_record };
    let uncertain = animal.sex_confidence != SexConfidence::Certain;
    view! {
        <Terms>
            <Term name="Species">{card.taxon.common_name}" "<i class="latin">{animal.scientific_name}</i></Term>
            <Term name="Sex"><SexMark sex=card.sex uncertain /></Term>
            <Term name="Born">{born}</Term>
            <Term name="Weight">{weight}</Term>
            {length.map(|length| view! { <Term name="Length">{length}</Term> })}
            <Term name="Origin">{card.origin.label()}</Term>
            <Term name="Bred by">{bred_by}</Term>
            {animal.hybrid.then(|| view! { <Term name="Hybrid">"A deliberate cross of two taxa"</Term> })}
            {(card.life_status == LifeStatus::Deceased).then(|| view! { <Term name="Life">"Deceased; kept for its lineage"</Term> })}
        </Terms>
    }
}

/// Who keeps it.
#[component]
pub fn BreederBox(breeder: PublicBreeder) -> impl IntoView {
    let href = format!("/breeders/{}", breeder.card.slug);
    let animals = words::plural(u64::try_from(breeder.card.animals).unwrap_or_default(), "public animal");
    let place =
        if breeder.card.location.is_empty() { animals } else { format!("{} · {animals}", breeder.card.location) };
    view! {
        <Card>
            <div class="row row-between">
                <div class="row">
                    <Avatar name=breeder.card.name.clone() square=true />
                    <div>
                        <h2 class="serif">{breeder.card.name.clone()}</h2>
                        <p class="hint">{place}</p>
                    </div>
                </div>
                <ButtonLink href look=Look::Plain>"See the breeder"</ButtonLink>
            </div>
        </Card>
    }
}
