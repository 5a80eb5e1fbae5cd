//! The shortest way to a wish with the own animals.

use super::{inbreeding, percent, source_of};
use crate::{
    api::genetics::{PlanDesk, load_plans},
    pages::{
        loaded::{Loaded, page_data},
        pairings::save_as_planned,
    },
};
use app_ui::{
    Alert, Button, Card, Choice, EmptyState, GeneChips, Glyph, Look, PageHeader, Section, Select, TextInput, Tone,
    calculator_href, read_genes, taxon_slug, with_params,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_genetics::calculator::Question;
use repti_model::{
    animal::Sex,
    plans::{BreedingPlan, BreedingPlans, PlanAnimal, PlanStep},
};

/// Wishes that show what the field takes.
const EXAMPLES: [&str; 3] = ["Clown", "Clown Pied", "Pastel het Clown"];

/// The page.
#[component]
pub fn PlansPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let goal: String = query.get("goal").unwrap_or_default().trim().chars().take(500).collect();
            (query.get_str("taxon").and_then(|id| id.parse().ok()), goal)
        })
    });
    let data = page_data(move || asked.get(), |(taxon, goal)| load_plans(taxon, goal));
    view! {
        <Title text="Plans"/>
        <PageHeader
            title="Plans"
            hint="The shortest way to a wish with your animals: one pairing, or two with a young kept between them."
        />
        <Loaded data what="The plans" view=move |desk| whole(desk, asked.get_untracked().1)/>
    }
    .into_any()
}

fn whole(desk: PlanDesk, goal: String) -> AnyView {
    let PlanDesk { taxa, taxon, plans, problem } = desk;
    let chosen = taxon.map(|id| id.to_string()).unwrap_or_default();
    let species = taxa.iter().find(|known| Some(known.id) == taxon).map(|known| known.name.clone()).unwrap_or_default();
    let choices = taxa.iter().map(|taxon| Choice::new(taxon.id.to_string(), taxon.name.clone())).collect();
    let examples = (goal.is_empty()).then(|| {
        let links = EXAMPLES.map(|wish| {
            let href = with_params("/plans", &[("taxon", &chosen), ("goal", wish)]);
            view! { <li><a class="chip" href=href>{wish}</a></li> }
        });
        view! { <ul class="calc-own" aria-label="Examples">{links}</ul> }
    });
    view! {
        <div class="stack">
            <Card>
                <form method="get" class="form-grid">
                    <Select name="taxon" label="Species" choices value=chosen.clone()/>
                    <TextInput
                        name="goal"
                        label="The young shall be"
                        value=goal
                        hint="Clown Pied, or Pastel het Clown: at least these, six genes at most."
                        error=problem
                        maxlength=500
                    />
                    <span><Button look=Look::Primary>"Plan"</Button></span>
                </form>
                {examples}
            </Card>
            {plans.map(|plans| answer(plans, &species))}
        </div>
    }
    .into_any()
}

fn answer(plans: BreedingPlans, species: &str) -> AnyView {
    let BreedingPlans { goal, direct, over_two, animals, left_out, more, cut } = plans;
    let left_out = match left_out {
        0 => String::new(),
        1 => " One living animal is left out: its genotype isn’t on record, or can’t be read.".to_owned(),
        many => format!(" {many} living animals are left out: their genotype isn’t on record, or can’t be read."),
    };
    let more = if more { " The collection has more of the species than were looked at." } else { "" };
    let cut = if cut { " There are more ancestors than are read; inbreeding is of those that were." } else { "" };
    let said = format!("{goal}, with {animals} animals.{left_out}{more}{cut}");
    if direct.is_empty() && over_two.is_empty() {
        let hint =
            "A gene of the wish is carried by none of them, or takes more than two generations to bring together.";
        return view! {
            <p class="hint" role="status">{said}</p>
            <EmptyState title="No way in two generations" hint icon=Glyph::Dna/>
        }
        .into_any();
    }
    // Two generations can take fewer eggs than one; then it is worth saying.
    let best = |plans: &[BreedingPlan]| plans.first().map_or(f64::INFINITY, |plan| plan.eggs);
    let sooner = (!direct.is_empty() && best(&over_two) < best(&direct)).then(|| {
        view! { <Alert tone=Tone::Info title="The longer way takes fewer eggs">"A year more, and fewer young to raise: see the second list."</Alert> }
    });
    let list = |title: &'static str, none: &'static str, plans: Vec<BreedingPlan>| {
        let empty = plans.is_empty().then(|| view! { <p class="hint">{none}</p> });
        let items = plans.iter().map(|plan| item(plan, &goal, species)).collect_view();
        view! { <Section title>{empty}<ol class="plans" aria-label=title>{items}</ol></Section> }
    };
    view! {
        <p class="hint" role="status">{said.clone()}</p>
        <p class="hint">"One egg in so many is the wish, on the odds. Where a parent is only possibly het, it may carry nothing, and then no number of eggs brings it."</p>
        {sooner}
        {list("With one pairing", "No two of them bring it at once.", direct)}
        {list("With two pairings", "No kept young would help.", over_two)}
    }
    .into_any()
}

fn item(plan: &BreedingPlan, goal: &str, species: &str) -> AnyView {
    let last = |per_egg: f64| view! { <p><strong>{goal.to_owned()}</strong>": "<span class="num">{percent(per_egg)}</span>" of eggs"</p> };
    let first = pairing(
        &plan.sire,
        &plan.dam,
        plan.inbreeding,
        &reckon(species, &plan.sire.reckoned.words, &plan.dam.reckoned.words),
        // With a young between them, the first pairing doesn't bring the wish itself.
        plan.then.as_ref().map_or(goal, |step| step.keep.as_str()),
    );
    let rest = match &plan.then {
        None => last(plan.per_egg).into_any(),
        Some(step) => view! {
            {kept(step)}
            {second(step, species)}
            {last(plan.per_egg)}
        }
        .into_any(),
    };
    view! {
        <li class="plan">
            <div class="plan-steps">{first}{rest}</div>
            <p class="plan-eggs"><span class="num">{eggs(plan.eggs)}</span><span class="hint">" eggs to expect"</span></p>
        </li>
    }
    .into_any()
}

fn pairing(sire: &PlanAnimal, dam: &PlanAnimal, f: f64, reckon: &str, wish: &str) -> AnyView {
    let save = save_as_planned(sire.id, dam.id, wish, &format!("{} × {}", sire.label, dam.label));
    view! {
        <p class="row">
            {animal(sire)}
            <span aria-label="with">"×"</span>
            {animal(dam)}
            <span class="hint">"inbreeding of the young "{inbreeding(f)}</span>
            <a class="link" href=reckon.to_owned() aria-label=format!("Reckon with {} and {}", sire.label, dam.label)>"Reckon"</a>
            {save}
        </p>
    }
    .into_any()
}

fn kept(step: &PlanStep) -> AnyView {
    let sex = if step.sex == Sex::Male { "son" } else { "daughter" };
    view! {
        <div class="row">
            <span>{format!("Keep a {sex}: ")}</span>
            <GeneChips genes=read_genes(&step.keep)/>
            <span><span class="num">{percent(step.per_egg)}</span>" of eggs"</span>
        </div>
    }
    .into_any()
}

fn second(step: &PlanStep, species: &str) -> AnyView {
    let (sire, dam) = match step.sex {
        Sex::Male => (step.keep.as_str(), step.mate.reckoned.words.as_str()),
        _ => (step.mate.reckoned.words.as_str(), step.keep.as_str()),
    };
    view! {
        <p class="row">
            <span>"Pair with"</span>
            {animal(&step.mate)}
            <span class="hint">"inbreeding of the young "{inbreeding(step.inbreeding)}</span>
            <a class="link" href=reckon(species, sire, dam) aria-label=format!("Reckon the kept young with {}", step.mate.label)>"Reckon"</a>
        </p>
    }
    .into_any()
}

fn animal(animal: &PlanAnimal) -> AnyView {
    let others = match animal.others {
        0 => None,
        1 => Some("or one other alike".to_owned()),
        many => Some(format!("or {many} others alike")),
    };
    view! {
        <span>
            <a class="link" href=format!("/animals/{}", animal.id)>{animal.label.clone()}</a>
            " "
            <span class="hint">{animal.reckoned.words.clone()}</span>
            " "
            {source_of(Some(animal.id), &animal.reckoned)}
            {others.map(|others| view! { " " <span class="hint">{format!("({others})")}</span> })}
        </span>
    }
    .into_any()
}

fn reckon(species: &str, sire: &str, dam: &str) -> String {
    let question = Question { taxon: taxon_slug(species), sire: sire.to_owned(), dam: dam.to_owned(), eggs: 6 };
    calculator_href("/calculator", &question)
}

/// "2", "18": whole eggs, for nobody lays a part of one.
fn eggs(expected: f64) -> String {
    format!("{:.0}", expected.ceil())
}

#[cfg(test)]
mod tests {
    use super::eggs;

    #[test]
    fn eggs_are_whole_and_never_too_few() {
        assert_eq!([eggs(2.0), eggs(17.2), eggs(1024.0)], ["2", "18", "1024"]);
    }
}
