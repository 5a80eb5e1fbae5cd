//! The form of an animal: for a new one and for editing. What is typed is kept as a draft until it is saved.

mod draft;
mod met;

use super::id_in_path;
use crate::{
    api::animals::{FormStart, SaveAnimal, animal_form},
    pages::loaded::Loaded,
};
use app_shared::{FormProblem, FormState, follow, use_form};
use app_ui::{
    Button, ButtonLink, Card, Choice, Fieldset, FormActions, Look, PageHeader, Select, Switch, TextInput, Textarea,
};
use draft::{DraftNotice, keep_while_typing, with_draft};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use met::{Met, met_version};
use repti_model::{
    AnimalId,
    animal::{AnimalRole, Custody, LifeStatus, Origin, Sex, SexConfidence, SexMethod, Visibility},
    registry::{AnimalFields, CareState, Taxon},
};

/// A new animal.
#[component]
pub fn NewAnimalPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| animal_form(None));
    view! {
        <Title text="Add animal"/>
        <PageHeader title="Add animal" trail=vec![("Animals".to_owned(), "/animals".to_owned())]/>
        <Loaded data what="The form" view=|start| view! { <AnimalForm start/> }/>
    }
    .into_any()
}

/// An animal that is there.
#[component]
pub fn EditAnimalPage() -> impl IntoView {
    let id = id_in_path();
    let data = Resource::new_blocking(move || id.get(), |id| animal_form(Some(id)));
    view! {
        <Title text="Edit animal"/>
        <Loaded
            data
            what="The animal"
            view=|start| {
                let animal = start.animal.as_ref();
                let label = animal.map(|animal| animal.label().to_owned()).unwrap_or_default();
                let href = animal.map(|animal| format!("/animals/{}", animal.id)).unwrap_or_default();
                view! {
                    <PageHeader
                        title=format!("Edit {label}")
                        trail=vec![("Animals".to_owned(), "/animals".to_owned()), (label.clone(), href)]
                    />
                    <AnimalForm start/>
                }
            }
        />
    }
    .into_any()
}

/// Choices out of a closed list of words.
macro_rules! choices {
    ($words:ty) => {
        <$words>::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect::<Vec<_>>()
    };
}

#[component]
fn AnimalForm(start: FormStart) -> impl IntoView {
    let action = ServerAction::<SaveAnimal>::new();
    let form = use_form(action);
    follow(action);
    let FormStart { taxa, animal, draft } = start;
    let id = animal.as_ref().map(|animal| animal.id);
    let read = animal.as_ref().and_then(|animal| serde_json::to_string(&animal.fields).ok());
    let first = animal.as_ref().map(|animal| animal.version);
    // After a conflict the next save is meant: it goes against the version that was shown beside the form.
    let version = move || met_version(form).or(first).map(|version| version.to_string());
    let fields = animal.map(|animal| animal.fields);
    let has_draft = draft.is_some();
    let values = with_draft(fields.as_ref(), draft.as_ref());
    let node = NodeRef::<html::Div>::new();
    keep_while_typing(node, id, form);
    let back = id.map_or_else(|| "/animals".to_owned(), |id: AnimalId| format!("/animals/{id}"));
    view! {
        <div node_ref=node class="max-w-4xl">
            {has_draft.then(|| view! { <DraftNotice id/> })}
            <ActionForm action attr:class="stack">
                <FormProblem state=form/>
                <Met form/>
                {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string()/> })}
                {first.map(|first| view! { <input type="hidden" name="version" prop:value=version value=first/> })}
                {read.map(|read| view! { <input type="hidden" name="read" value=read/> })}
                <Identity values=values.clone() taxa form edits=id.is_some()/>
                <Birth values=values.clone() form/>
                <State values=values.clone() form/>
                <Texts values form/>
                <FormActions sticky=true>
                    <Button look=Look::Primary busy=form.pending>
                        {if id.is_some() { "Save changes" } else { "Add animal" }}
                    </Button>
                    <ButtonLink href=back look=Look::Ghost>"Cancel"</ButtonLink>
                </FormActions>
            </ActionForm>
        </div>
    }
    .into_any()
}

#[component]
fn Identity(values: draft::Values, taxa: Vec<Taxon>, form: FormState, edits: bool) -> impl IntoView {
    let taxa = taxa.into_iter().map(|taxon| Choice::new(taxon.id.to_string(), taxon.common_name)).collect::<Vec<_>>();
    let code_hint = if edits { "Unique in the vivarium." } else { "Leave it empty for the next one of your template." };
    view! {
        <Card>
            <Fieldset legend="What it is">
                <div class="grid gap-4 sm:grid-cols-2">
                    <Select
                        name="taxon_id"
                        label="Species"
                        choices=taxa
                        value=values.of("taxon_id")
                        blank="Choose …"
                        required=true
                        error=form.field("taxon_id")
                    />
                    <TextInput name="code" label="Code" hint=code_hint value=values.of("code") mono=true maxlength=40 error=form.field("code")/>
                    <TextInput name="name" label="Name" value=values.of("name") maxlength=120 error=form.field("name")/>
                    <TextInput
                        name="genotype_text"
                        label="Genotype"
                        hint="As you write it: pastel clown 66% het pied. It is kept word for word."
                        value=values.of("genotype_text")
                        mono=true
                        maxlength=500
                        error=form.field("genotype_text")
                    />
                    <Select name="sex" label="Sex" choices=choices!(Sex) value=values.of("sex") error=form.field("sex")/>
                    <Select
                        name="sex_confidence"
                        label="How sure?"
                        choices=choices!(SexConfidence)
                        value=values.of("sex_confidence")
                        error=form.field("sex_confidence")
                    />
                    <Select
                        name="sex_method"
                        label="Sexed by"
                        choices=choices!(SexMethod)
                        value=values.of("sex_method")
                        blank="Not recorded"
                        error=form.field("sex_method")
                    />
                    <Switch
                        name="hybrid"
                        label="Deliberate hybrid"
                        hint="Its parents are of two species."
                        checked=values.of("hybrid") == "true"
                    />
                </div>
            </Fieldset>
        </Card>
    }
    .into_any()
}

#[component]
fn Birth(values: draft::Values, form: FormState) -> impl IntoView {
    view! {
        <Card>
            <Fieldset legend="Where it comes from">
                <div class="grid gap-4 sm:grid-cols-2">
                    <TextInput
                        name="born"
                        label="Born"
                        hint="2021-05-04, 2021-05 or 2021, as exactly as you know it."
                        value=values.of("born")
                        error=form.field("born")
                    />
                    <Select name="origin" label="Origin" choices=choices!(Origin) value=values.of("origin") error=form.field("origin")/>
                    <TextInput
                        name="breeder_of_record"
                        label="Breeder of record"
                        value=values.of("breeder_of_record")
                        maxlength=120
                        error=form.field("breeder_of_record")
                    />
                    <TextInput name="acquired_on" label="Acquired" kind="date" value=values.of("acquired_on") error=form.field("acquired_on")/>
                    <TextInput
                        name="weight_g"
                        label="Weight"
                        unit="g"
                        inputmode="decimal"
                        value=values.of("weight_g")
                        error=form.field("weight_g")
                    />
                    <TextInput
                        name="length_mm"
                        label="Length"
                        unit="mm"
                        inputmode="numeric"
                        value=values.of("length_mm")
                        error=form.field("length_mm")
                    />
                </div>
            </Fieldset>
        </Card>
    }
    .into_any()
}

#[component]
fn State(values: draft::Values, form: FormState) -> impl IntoView {
    view! {
        <Card>
            <Fieldset legend="State">
                <div class="grid gap-4 sm:grid-cols-2">
                    <Select
                        name="life_status"
                        label="Life"
                        choices=choices!(LifeStatus)
                        value=values.of("life_status")
                        error=form.field("life_status")
                    />
                    <TextInput name="died_on" label="Died" kind="date" value=values.of("died_on") error=form.field("died_on")/>
                    <Select name="custody" label="Custody" choices=choices!(Custody) value=values.of("custody") error=form.field("custody")/>
                    <Select name="role" label="Role" choices=choices!(AnimalRole) value=values.of("role") error=form.field("role")/>
                    <Select
                        name="care_state"
                        label="Care"
                        choices=choices!(CareState)
                        value=values.of("care_state")
                        error=form.field("care_state")
                    />
                    <Select
                        name="visibility"
                        label="Who sees it"
                        hint="Private: only the vivarium. Lineage only: name, sex and morph in descendants' trees. Public: a page of its own."
                        choices=choices!(Visibility)
                        value=values.of("visibility")
                        error=form.field("visibility")
                    />
                </div>
            </Fieldset>
        </Card>
    }
    .into_any()
}

#[component]
fn Texts(values: draft::Values, form: FormState) -> impl IntoView {
    view! {
        <Card>
            <Fieldset legend="Notes">
                <Textarea
                    name="public_notes"
                    label="Public notes"
                    hint="Shown on the public page."
                    value=values.of("public_notes")
                    maxlength=5000
                    error=form.field("public_notes")
                />
                <Textarea
                    name="private_notes"
                    label="Private notes"
                    hint="Never leave the vivarium."
                    value=values.of("private_notes")
                    maxlength=20000
                    error=form.field("private_notes")
                />
            </Fieldset>
        </Card>
    }
    .into_any()
}

/// An otherwise empty record, for the values of a new form.
fn blank() -> AnimalFields {
    AnimalFields::of(repti_model::TaxonId(uuid::Uuid::nil()))
}
