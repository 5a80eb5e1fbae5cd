//! The calculator, with the vivarium's own animals at hand.

use super::source_of;
use crate::{
    api::genetics::{Breedable, list_breedable},
    pages::{
        loaded::{Loaded, page_data},
        pairings::save_as_planned,
    },
};
use app_shared::replace_address;
use app_ui::{CalculatorDesk, Card, PageHeader, calculator_href, calculator_question};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_genetics::calculator::Question;
use repti_model::{AnimalId, animal::Sex};

const PATH: &str = "/calculator";

/// The animals behind the two texts, as the address names them.
type Picked = [Option<AnimalId>; 2];

/// The calculator with the genes of two animals, and with the animals themselves.
pub(crate) fn calculator_of(question: &Question, sire: AnimalId, dam: AnimalId) -> String {
    picked_href(question, [Some(sire), Some(dam)])
}

fn picked_href(question: &Question, picked: Picked) -> String {
    let named = ["sire_id", "dam_id"].into_iter().zip(picked).filter_map(|(name, id)| Some(format!("&{name}={}", id?)));
    calculator_href(PATH, question) + &named.collect::<String>()
}

/// The page.
#[component]
pub fn CalculatorPage() -> impl IntoView {
    let params = use_query_map();
    let question = params.with_untracked(|params| calculator_question(|name| params.get(name)));
    let picked: Picked =
        ["sire_id", "dam_id"].map(|name| params.with_untracked(|params| params.get_str(name)?.parse().ok()));
    let data = page_data(|| (), |()| list_breedable());
    let changed = Callback::new(move |question: Question| replace_address(&picked_href(&question, picked)));
    view! {
        <Title text="Calculator"/>
        <PageHeader title="Calculator" hint="What a pairing can give. Type two animals, or take them from the collection."/>
        <Loaded
            data
            what="The collection"
            view=move |own| {
                let own = StoredValue::new(own);
                view! {
                    <CalculatorDesk question=question.clone() path=PATH changed pick=move |asked| own.with_value(|own| from_collection(own, asked, picked))/>
                }
            }
        />
    }
    .into_any()
}

/// Links that put an own animal in its place; animals of unknown sex stand on both sides.
fn from_collection(own: &[Breedable], asked: RwSignal<Question>, picked: Picked) -> AnyView {
    let of = |own: &[Breedable], sex: Sex| -> Vec<Breedable> {
        own.iter().filter(|animal| animal.sex == sex || animal.sex == Sex::Unknown).cloned().collect()
    };
    let (males, females) = (StoredValue::new(of(own, Sex::Male)), StoredValue::new(of(own, Sex::Female)));
    let named = StoredValue::new(picked.map(|id| own.iter().find(|animal| Some(animal.id) == id).cloned()));
    view! {
        <Card title="From the collection" hint="Living animals of this species with a genotype on record.">
            {move || {
                let question = asked.get();
                view! {
                    {named.with_value(|named| plan(named, &question))}
                    {side("Sire", males.get_value(), &question, picked, |question, picked, animal| {
                        (Question { sire: animal.reckoned.words.clone(), ..question }, [Some(animal.id), picked[1]])
                    })}
                    {side("Dam", females.get_value(), &question, picked, |question, picked, animal| {
                        (Question { dam: animal.reckoned.words.clone(), ..question }, [picked[0], Some(animal.id)])
                    })}
                }
            }}
        </Card>
    }
    .into_any()
}

/// Once both texts are those of two animals, as long as nobody types something else.
fn plan(named: &[Option<Breedable>; 2], question: &Question) -> Option<AnyView> {
    let [Some(sire), Some(dam)] = named else { return None };
    let fits = |animal: &Breedable, text: &str| {
        animal.reckoned.words.trim() == text.trim() && app_ui::taxon_slug(&animal.species) == question.taxon
    };
    if sire.id == dam.id || !fits(sire, &question.sire) || !fits(dam, &question.dam) {
        return None;
    }
    let who = format!("{} × {}", sire.label, dam.label);
    let link = save_as_planned(sire.id, dam.id, "", &who)?;
    Some(view! { <p class="row"><span>{who}</span>{link}</p> }.into_any())
}

fn side(
    label: &'static str,
    own: Vec<Breedable>,
    question: &Question,
    picked: Picked,
    put: fn(Question, Picked, &Breedable) -> (Question, Picked),
) -> AnyView {
    let links = own
        .into_iter()
        .filter(|animal| app_ui::taxon_slug(&animal.species) == question.taxon)
        .map(|animal| {
            let source = source_of(Some(animal.id), &animal.reckoned);
            let (question, picked) = put(question.clone(), picked, &animal);
            let href = picked_href(&question, picked);
            view! { <li><a class="chip" href=href rel="external">{animal.label}</a>" "{source}</li> }
        })
        .collect::<Vec<_>>();
    let none = links.is_empty().then(|| view! { <p class="hint">"None of this species."</p> });
    view! {
        <div class="stack" style="--stack:0.375rem">
            <p class="field-label">{label}</p>
            {none}
            <ul class="calc-own" aria-label=format!("{label} from the collection")>{links}</ul>
        </div>
    }
    .into_any()
}
