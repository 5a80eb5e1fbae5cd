//! The form of an animal: for a new one and for editing. What is typed is kept as a draft until it is saved.

mod draft;
mod met;

use super::id_in_path;
use crate::{
    api::animals::{FormStart, SaveAnimal, animal_form},
    pages::{
        loaded::{Loaded, page_data},
        note::Note,
    },
};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Button, ButtonLink, Card, Choice, Fieldset, FormActions, Look, PageHeader, Select, Switch, TextInput, Textarea,
};
use draft::{DraftNotice, Keeper, KeptNote, Values, holds_words, version_of};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use met::Met;
use repti_model::{
    AnimalId, TaxonId,
    animal::{AnimalRole, Custody, LifeStatus, Origin, Sex, SexConfidence, SexMethod, Visibility},
    registry::{AnimalFields, AnimalKind, CareState, SaveConflict, Taxon},
};

/// A new animal.
#[component]
pub fn NewAnimalPage() -> impl IntoView {
    let query = use_query_map();
    let taxon = query.with_untracked(|query| query.get("taxon")).unwrap_or_default();
    let data = page_data(|| (), |()| animal_form(None));
    view! {
        <Title text="Add animal"/>
        <PageHeader title="Add animal" trail=vec![("Animals".to_owned(), "/animals".to_owned())]/>
        <Note/>
        <Loaded data what="The form" view=move |start| view! { <AnimalForm start taxon=taxon.clone()/> }/>
    }
    .into_any()
}

/// An animal that is there.
#[component]
pub fn EditAnimalPage() -> impl IntoView {
    let id = id_in_path();
    let data = page_data(move || id.get(), |id| animal_form(Some(id)));
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
                    <AnimalForm start taxon=String::new()/>
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
fn AnimalForm(start: FormStart, taxon: String) -> impl IntoView {
    let form = use_onward::<SaveAnimal>();
    let FormStart { taxa, animal, draft, fresh, codes, now } = start;
    let id = animal.as_ref().map(|animal| animal.id);
    let read = animal.as_ref().and_then(|animal| serde_json::to_string(&animal.fields).ok());
    let words = draft.as_ref().filter(|draft| holds_words(draft));
    // A draft goes on from the record that it was begun from, so that a save by somebody else since then is met.
    let first = animal.as_ref().map(|animal| words.and_then(version_of).unwrap_or(animal.version));
    // After a conflict the next save is meant: it goes against the version that was shown beside the form.
    let met = move || form.met::<SaveConflict>().map(|conflict| conflict.version);
    let version = move || met().or(first).map(|version| version.to_string());
    let fields = animal.map(|animal| animal.fields);
    let base = Values::of_record(fields.as_ref());
    let mut values = base.clone();
    if id.is_none() && !taxon.is_empty() {
        values = values.with("taxon_id", taxon);
    }
    if let Some(draft) = words {
        values = values.with_draft(&draft.body);
    }
    let notice = words.map(|draft| view! { <DraftNotice id at=draft.updated_at now/> });
    let node = NodeRef::<html::Div>::new();
    let keeper = Keeper::new(node, id, first, form, base, draft.as_ref().map(|draft| draft.updated_at));
    let back = id.map_or_else(|| "/animals".to_owned(), |id: AnimalId| format!("/animals/{id}"));
    view! {
        <div node_ref=node class="max-w-4xl">
            {notice}
            <PostForm form class="stack" attr:data-animal="">
                <FormProblem state=form/>
                <Met form taxa=taxa.clone()/>
                {match id {
                    Some(id) => view! { <input type="hidden" name="id" value=id.to_string()/> },
                    None => view! { <input type="hidden" name="fresh" value=fresh.to_string()/> },
                }}
                {first.map(|first| view! { <input type="hidden" name="version" prop:value=version value=first/> })}
                {read.map(|read| view! { <input type="hidden" name="read" value=read/> })}
                <Identity values=values.clone() taxa codes form edits=id.is_some()/>
                <Birth values=values.clone() form/>
                <State values=values.clone() form edits=id.is_some()/>
                <Texts values form/>
                <FormActions sticky=true>
                    <Button look=Look::Primary busy=form.pending>
                        {if id.is_some() { "Save changes" } else { "Add animal" }}
                    </Button>
                    {id.is_none()
                        .then(|| view! { <Button name="again" value="1" busy=form.pending>"Add, then another"</Button> })}
                    <ButtonLink href=back look=Look::Ghost>"Cancel"</ButtonLink>
                    <KeptNote keeper/>
                </FormActions>
            </PostForm>
        </div>
    }
    .into_any()
}

#[component]
fn Identity(
    values: Values,
    taxa: Vec<Taxon>,
    codes: Vec<(TaxonId, String)>,
    form: FormState,
    edits: bool,
) -> impl IntoView {
    let chosen = RwSignal::new(values.of("taxon_id"));
    let next = move || {
        let chosen = chosen.get();
        let code = codes.iter().find(|(taxon, _)| taxon.to_string() == chosen).map(|(_, code)| code.clone());
        code.map(|code| format!("Left empty, it becomes {code}."))
    };
    let taxa = taxa.into_iter().map(|taxon| Choice::new(taxon.id.to_string(), taxon.common_name)).collect::<Vec<_>>();
    let code_hint = if edits { "Unique in the vivarium." } else { "Empty: the next one of your template." };
    view! {
        <Card>
            <Fieldset legend="What it is">
                <div class="grid gap-4 sm:grid-cols-2">
                    <div on:change=move |event| chosen.set(event_target_value(&event))>
                        <Select
                            name="taxon_id"
                            label="Species"
                            choices=taxa
                            value=values.of("taxon_id")
                            blank="Choose …"
                            required=true
                            error=form.field("taxon_id")
                        />
                    </div>
                    <div>
                        <TextInput name="code" label="Code" hint=code_hint value=values.of("code") mono=true error=form.field("code")/>
                        <p class="hint" role="status" data-next-code="">{next}</p>
                    </div>
                    <TextInput name="name" label="Name" value=values.of("name") error=form.field("name")/>
                    <TextInput
                        name="genotype_text"
                        label="Genotype"
                        hint="As you write it: pastel clown 66% het pied. It is kept word for word."
                        value=values.of("genotype_text")
                        mono=true
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
fn Birth(values: Values, form: FormState) -> impl IntoView {
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
fn State(values: Values, form: FormState, edits: bool) -> impl IntoView {
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
                    <Switch
                        name="open_to_pairings"
                        label="Open to pairings"
                        hint="Other breeders may find it as a mate, with what its public page shows. It takes effect only while the animal is public, alive and here."
                        checked=values.of("open_to_pairings") == "true"
                    />
                    {edits
                        .then(|| {
                            view! {
                                <Select
                                    name="kind"
                                    label="Record"
                                    hint="An ancestor that you have acquired joins the collection here."
                                    choices=choices!(AnimalKind)
                                    value=values.of("kind")
                                    error=form.field("kind")
                                />
                            }
                        })}
                </div>
            </Fieldset>
        </Card>
    }
    .into_any()
}

#[component]
fn Texts(values: Values, form: FormState) -> impl IntoView {
    view! {
        <Card>
            <Fieldset legend="Notes">
                <Textarea
                    name="public_notes"
                    label="Public notes"
                    hint="Shown on the public page."
                    value=values.of("public_notes")
                    error=form.field("public_notes")
                />
                <Textarea
                    name="private_notes"
                    label="Private notes"
                    hint="Never leave the vivarium."
                    value=values.of("private_notes")
                    error=form.field("private_notes")
                />
            </Fieldset>
        </Card>
    }
    .into_any()
}

/// An otherwise empty record, for the values of a new form.
fn blank() -> AnimalFields {
    AnimalFields::of(TaxonId(uuid::Uuid::nil()))
}
