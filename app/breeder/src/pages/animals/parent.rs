//! Recording a parent: an animal of the registry, another breeder's animal, or a place that is only known to be taken.

use super::id_in_path;
use crate::{
    api::lineage::{AddParent, ParentChoices, list_parent_choices},
    pages::loaded::Loaded,
};
use app_shared::{FormProblem, FormState, follow, use_form};
use app_ui::{
    Button, Card, Choice, FormActions, Look, PageHeader, SearchBox, Select, SexMark, TabItem, Tabs, TextInput,
    Textarea, words,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{
    AnimalId,
    animal::{ParentBasis, ParentSide},
    registry::AnimalSummary,
};

/// The page.
#[component]
pub fn AddParentPage() -> impl IntoView {
    let id = id_in_path();
    let query = use_query_map();
    let of = move |name: &'static str| query.with(|query| query.get_str(name).unwrap_or_default().to_owned());
    let side = Memo::new(move |_| if of("side") == "dam" { ParentSide::Dam } else { ParentSide::Sire });
    let search = Memo::new(move |_| of("q"));
    let data = Resource::new_blocking(
        move || (id.get(), side.get(), search.get()),
        |(id, side, q)| list_parent_choices(id, side.as_str().to_owned(), q),
    );
    view! {
        <Title text="Add parent"/>
        <Loaded
            data
            what="The animal"
            view=move |choices| view! { <Choose choices side=side.get_untracked() q=search.get_untracked()/> }
        />
    }
    .into_any()
}

#[component]
fn Choose(choices: ParentChoices, side: ParentSide, q: String) -> impl IntoView {
    let ParentChoices { child, candidates, today } = choices;
    let id = child.id;
    let action = ServerAction::<AddParent>::new();
    let form = use_form(action);
    follow(action);
    let word = side.label().to_lowercase();
    let here = move |side: &str| format!("/animals/{id}/parents/new?side={side}");
    view! {
        <PageHeader
            title=format!("Add a {word}")
            hint=format!("of {}", child.label())
            trail=vec![("Animals".to_owned(), "/animals".to_owned()), (child.label().to_owned(), format!("/animals/{id}"))]
        />
        <div class="stack max-w-3xl">
            <Tabs
                label="Which parent"
                tabs=vec![TabItem::new("Sire", here("sire")), TabItem::new("Dam", here("dam"))]
                current=here(side.as_str())
            />
            <FormProblem state=form/>
            <Card title="In the registry" hint="Same species, and nothing known against the sex.">
                <div class="mb-4">
                    <SearchBox
                        label="Search the registry"
                        placeholder="Code, name or genotype"
                        value=q.clone()
                        action=format!("/animals/{id}/parents/new")
                        keep=vec![("side".to_owned(), side.as_str().to_owned())]
                    />
                </div>
                <ActionForm action attr:class="stack">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="side" value=side.as_str()/>
                    <Candidates candidates today searched=!q.is_empty()/>
                    <HowKnown id="here" form/>
                    <FormActions>
                        <Button look=Look::Primary busy=form.pending>{format!("Record as {word}")}</Button>
                    </FormActions>
                </ActionForm>
            </Card>
            <Elsewhere id side action form/>
        </div>
    }
    .into_any()
}

#[component]
fn Candidates(candidates: Vec<AnimalSummary>, today: Date, searched: bool) -> impl IntoView {
    if candidates.is_empty() {
        let words = if searched {
            "No animal of this species matches. Try another word, or record it as another breeder's below."
        } else {
            "No animal here could be this parent. Record it as another breeder's below."
        };
        return view! { <p class="hint">{words}</p> }.into_any();
    }
    let rows = candidates
        .into_iter()
        .map(|animal| {
            let age = animal.born.and_then(|born| words::age(born.earliest(), today));
            view! {
                <label class="row choice-row">
                    <input class="radio" type="radio" name="who" value=animal.id.to_string() required=true/>
                    <span class="code">{animal.code.clone()}</span>
                    <span>{animal.name.clone()}</span>
                    <SexMark sex=animal.sex bare=true/>
                    <span class="mono">{animal.genotype_text.clone()}</span>
                    {age.map(|age| view! { <span class="hint">{age}</span> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="stack">
            <legend class="visually-hidden">"Which animal"</legend>
            {rows}
        </fieldset>
    }
    .into_any()
}

/// Basis, chance, note: what every claim says of itself.
#[component]
fn HowKnown(id: &'static str, form: FormState) -> impl IntoView {
    let bases = [ParentBasis::Declared, ParentBasis::BreedingRecord]
        .map(|basis| Choice::new(basis.as_str(), basis.label()))
        .to_vec();
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <Select
                id=format!("{id}-basis")
                name="basis"
                label="How is it known?"
                hint="Confirmation by another breeder and DNA come out of a verification, not out of a form."
                choices=bases
                value="declared"
            />
            <TextInput
                id=format!("{id}-chance")
                name="chance"
                label="Chance"
                hint="1 when certain. With several candidates, each its part: 1/2."
                value="1"
                mono=true
                error=form.field("chance")
            />
        </div>
        <Textarea id=format!("{id}-note") name="note" label="Note" hint="For the vivarium's own eyes." rows=2 maxlength=1000/>
        <label class="row">
            <input class="checkbox" type="checkbox" name="hybrid_ok" value="1"/>
            "The young is a deliberate hybrid of two species"
        </label>
    }
}

/// A parent that isn't on record.
#[component]
fn Elsewhere(id: AnimalId, side: ParentSide, action: ServerAction<AddParent>, form: FormState) -> impl IntoView {
    let word = side.label().to_lowercase();
    view! {
        <Card title="Another breeder's animal" hint="It becomes a record of its own, outside your collection.">
            <ActionForm action attr:class="stack">
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="side" value=side.as_str()/>
                <input type="hidden" name="who" value="external"/>
                <div class="grid gap-4 sm:grid-cols-2">
                    <TextInput id="ext-name" name="name" label="Name" maxlength=120 error=form.field("name")/>
                    <TextInput id="ext-code" name="code" label="Code there" mono=true maxlength=40 error=form.field("code")/>
                    <TextInput id="ext-breeder" name="breeder" label="Breeder" maxlength=120 error=form.field("breeder")/>
                    <TextInput id="ext-born" name="born" label="Born" hint="2021-05-04, 2021-05 or 2021" error=form.field("born")/>
                </div>
                <TextInput
                    id="ext-genotype"
                    name="genotype_text"
                    label="Genotype"
                    mono=true
                    maxlength=500
                    error=form.field("genotype_text")
                />
                <HowKnown id="ext" form/>
                <FormActions>
                    <Button busy=form.pending>{format!("Record as {word}")}</Button>
                </FormActions>
            </ActionForm>
        </Card>
        <Card title="Nothing is known but that there was one" hint="Keeps the place in the tree until somebody knows more.">
            <ActionForm action attr:class="row">
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="side" value=side.as_str()/>
                <input type="hidden" name="who" value="placeholder"/>
                <TextInput id="place-name" name="name" label="Called" hint="May stay empty." maxlength=120/>
                <Button busy=form.pending>"Keep the place"</Button>
            </ActionForm>
        </Card>
    }
}
