//! The calculator, with the vivarium's own animals at hand.

use super::source_of;
use crate::{
    api::genetics::{Breedable, list_breedable},
    pages::loaded::{Loaded, page_data},
};
use app_shared::replace_address;
use app_ui::{CalculatorDesk, Card, PageHeader, calculator_href, calculator_question};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_genetics::calculator::Question;
use repti_model::animal::Sex;

const PATH: &str = "/calculator";

/// The page.
#[component]
pub fn CalculatorPage() -> impl IntoView {
    let params = use_query_map();
    let question = params.with_untracked(|params| calculator_question(|name| params.get(name)));
    let data = page_data(|| (), |()| list_breedable());
    let changed = Callback::new(|question: Question| replace_address(&calculator_href(PATH, &question)));
    view! {
        <Title text="Calculator"/>
        <PageHeader title="Calculator" hint="What a pairing can give. Type two animals, or take them from the collection."/>
        <Loaded
            data
            what="The collection"
            view=move |own| {
                let own = StoredValue::new(own);
                view! {
                    <CalculatorDesk question=question.clone() path=PATH changed pick=move |asked| own.with_value(|own| from_collection(own, asked))/>
                }
            }
        />
    }
    .into_any()
}

/// Links that put an own animal in its place; animals of unknown sex stand on both sides.
fn from_collection(own: &[Breedable], asked: RwSignal<Question>) -> AnyView {
    let of = |own: &[Breedable], sex: Sex| -> Vec<Breedable> {
        own.iter().filter(|animal| animal.sex == sex || animal.sex == Sex::Unknown).cloned().collect()
    };
    let (males, females) = (StoredValue::new(of(own, Sex::Male)), StoredValue::new(of(own, Sex::Female)));
    view! {
        <Card title="From the collection" hint="Living animals of this species with a genotype on record.">
            {move || {
                let question = asked.get();
                view! {
                    {side("Sire", males.get_value(), &question, |question, text| Question { sire: text, ..question })}
                    {side("Dam", females.get_value(), &question, |question, text| Question { dam: text, ..question })}
                }
            }}
        </Card>
    }
    .into_any()
}

fn side(
    label: &'static str,
    own: Vec<Breedable>,
    question: &Question,
    put: fn(Question, String) -> Question,
) -> AnyView {
    let links = own
        .into_iter()
        .filter(|animal| app_ui::taxon_slug(&animal.species) == question.taxon)
        .map(|animal| {
            let source = source_of(Some(animal.id), &animal.reckoned);
            let href = calculator_href(PATH, &put(question.clone(), animal.reckoned.words));
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
