//! Recording a parent: an animal of the registry, another breeder's animal, or a place that is only known to be taken.

use super::id_in_path;
use crate::{
    api::lineage::{AddParent, ParentChoices, list_parent_choices},
    pages::loaded::{Loaded, page_data},
};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Alert, Button, Card, Choice, FormActions, Look, PageHeader, SearchBox, Select, SexMark, TabItem, Tabs, TextInput,
    Textarea, Tone, words,
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
    let any = Memo::new(move |_| of("species") == "any");
    let data = page_data(
        move || (id.get(), side.get(), search.get(), any.get()),
        |(id, side, q, any)| list_parent_choices(id, side.as_str().to_owned(), q, any),
    );
    view! {
        <Title text="Add parent"/>
        <Loaded
            data
            what="The animal"
            view=move |choices| {
                let (side, q, any) = (side.get_untracked(), search.get_untracked(), any.get_untracked());
                view! { <Choose choices side q any/> }
            }
        />
    }
    .into_any()
}

#[component]
fn Choose(choices: ParentChoices, side: ParentSide, q: String, any: bool) -> impl IntoView {
    let ParentChoices { child, candidates, more, today } = choices;
    let id = child.id;
    let word = side.label().to_lowercase();
    let here = move |side: &str| format!("/animals/{id}/parents/new?side={side}");
    // Who is named already: a second candidate needs a chance for each.
    let named = child
        .parents
        .iter()
        .filter(|claim| claim.side == side)
        .map(|claim| format!("{} ({})", claim.parent.label(), claim.chance));
    let named = named.collect::<Vec<_>>().join(", ");
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
            {(!named.is_empty())
                .then(|| {
                    view! {
                        <Alert tone=Tone::Info title=format!("Recorded as {word} already: {named}")>
                            <p>
                                "Several candidates may stand side by side; their chances are at most 1 together. "
                                <a class="link" href=format!("/animals/{id}")>
                                    "Change the one that is recorded"
                                </a>
                            </p>
                        </Alert>
                    }
                })}
            <OnRecord id side candidates more today q any/>
            <Elsewhere id side/>
            <OtherPage id side/>
            <Place id side/>
        </div>
    }
    .into_any()
}

/// What every form of the page sends besides its own fields.
#[component]
fn About(id: AnimalId, side: ParentSide, #[prop(optional)] who: &'static str) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        <input type="hidden" name="side" value=side.as_str()/>
        {(!who.is_empty()).then(|| view! { <input type="hidden" name="who" value=who/> })}
    }
}

#[component]
fn OnRecord(
    id: AnimalId,
    side: ParentSide,
    candidates: Vec<AnimalSummary>,
    more: bool,
    today: Date,
    q: String,
    any: bool,
) -> impl IntoView {
    let form = use_onward::<AddParent>();
    let word = side.label().to_lowercase();
    let none = candidates.is_empty();
    let mut keep = vec![("side".to_owned(), side.as_str().to_owned())];
    if any {
        keep.push(("species".to_owned(), "any".to_owned()));
    }
    let other = format!("/animals/{id}/parents/new?side={}{}", side.as_str(), if any { "" } else { "&species=any" });
    let hint = if any {
        "Of every species; a hybrid is a deliberate choice."
    } else {
        "Same species, and nothing known against the sex."
    };
    view! {
        <Card title="In the registry" hint>
            <div class="row mb-4">
                <SearchBox
                    label="Search the registry"
                    placeholder="Code, name or genotype"
                    value=q.clone()
                    action=format!("/animals/{id}/parents/new")
                    keep
                />
                <a class="link hint" href=other>
                    {if any { "Only its own species" } else { "Other species too" }}
                </a>
            </div>
            <PostForm form class="stack">
                <FormProblem state=form/>
                <About id side/>
                <Candidates candidates today searched=!q.is_empty()/>
                {more.then(|| view! { <p class="hint">"Only some are shown. Search by code or name to find every animal."</p> })}
                {(!none).then(|| view! {
                    <HowKnown ids="f" form hybrid=any/>
                    <FormActions>
                        <Button look=Look::Primary busy=form.pending>{format!("Record as {word}")}</Button>
                    </FormActions>
                })}
            </PostForm>
        </Card>
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
        <fieldset id="f-parent" tabindex="-1">
            <legend class="field-label">"Which animal"</legend>
            <div class="choices">{rows}</div>
        </fieldset>
    }
    .into_any()
}

/// Basis, chance, note: what every claim says of itself.
#[component]
fn HowKnown(ids: &'static str, form: FormState, #[prop(optional)] hybrid: bool) -> impl IntoView {
    let bases = [ParentBasis::Declared, ParentBasis::BreedingRecord]
        .map(|basis| Choice::new(basis.as_str(), basis.label()))
        .to_vec();
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <Select
                id=format!("{ids}-basis")
                name="basis"
                label="How is it known?"
                hint="Confirmation by another breeder and DNA come out of a verification, not out of a form."
                choices=bases
                value="declared"
                error=form.field("basis")
            />
            <TextInput
                id=format!("{ids}-chance")
                name="chance"
                label="Chance"
                hint="1 when certain. With several candidates, each its part: 1/2 or 50%."
                value="1"
                mono=true
                error=form.field("chance")
            />
        </div>
        <Textarea id=format!("{ids}-note") name="note" label="Note" hint="For the vivarium's own eyes." rows=2 error=form.field("note")/>
        {hybrid
            .then(|| {
                view! {
                    <label class="row">
                        <input class="checkbox" type="checkbox" name="hybrid_ok" value="1"/>
                        "The young is a deliberate hybrid of two species"
                    </label>
                }
            })}
    }
}

/// One of the ways that few need, folded until somebody asks for it: its own form with its own answer.
#[component]
fn Folded(
    id: AnimalId,
    side: ParentSide,
    who: &'static str,
    ids: &'static str,
    title: &'static str,
    hint: &'static str,
    summary: String,
    send: String,
    fields: fn(FormState) -> AnyView,
) -> impl IntoView {
    let form = use_onward::<AddParent>();
    let fields = fields(form);
    view! {
        <Card title hint>
            <details class="disclosure">
                <summary>{summary}</summary>
                <PostForm form class="stack mt-2">
                    <FormProblem state=form ids/>
                    <About id side who/>
                    {fields}
                    <HowKnown ids form/>
                    <FormActions>
                        <Button busy=form.pending>{send}</Button>
                    </FormActions>
                </PostForm>
            </details>
        </Card>
    }
    .into_any()
}

/// A parent that isn't on record.
#[component]
fn Elsewhere(id: AnimalId, side: ParentSide) -> impl IntoView {
    let word = side.label().to_lowercase();
    view! {
        <Folded
            id
            side
            who="external"
            ids="ext"
            title="Another breeder's animal"
            hint="It becomes a record of its own, outside your collection."
            summary=format!("Describe the {word}")
            send=format!("Record this {word}")
            fields=|form| {
                view! {
                    <div class="grid gap-4 sm:grid-cols-2">
                        <TextInput id="ext-name" name="name" label="Name" error=form.field("name")/>
                        <TextInput id="ext-code" name="code" label="Code there" mono=true error=form.field("code")/>
                        <TextInput id="ext-breeder" name="breeder" label="Breeder" error=form.field("breeder")/>
                        <TextInput id="ext-born" name="born" label="Born" hint="2021-05-04, 2021-05 or 2021" error=form.field("born")/>
                    </div>
                    <TextInput
                        id="ext-genotype_text"
                        name="genotype_text"
                        label="Genotype"
                        mono=true
                        error=form.field("genotype_text")
                    />
                }
                .into_any()
            }
        />
    }
    .into_any()
}

/// A parent that another vivarium shows on a public page.
#[component]
fn OtherPage(id: AnimalId, side: ParentSide) -> impl IntoView {
    view! {
        <Folded
            id
            side
            who="address"
            ids="page"
            title="An animal on another breeder's public page"
            hint="The claim points at their record, and shows what they show."
            summary="Name it by its address".to_owned()
            send=format!("Record their {}", side.label().to_lowercase())
            fields=|form| {
                view! {
                    <TextInput
                        id="page-address"
                        name="address"
                        label="Address of its page"
                        hint="Copy it from the browser: it ends in a long id."
                        required=true
                        error=form.field("address")
                    />
                }
                .into_any()
            }
        />
    }
    .into_any()
}

/// A place in the tree for somebody unknown.
#[component]
fn Place(id: AnimalId, side: ParentSide) -> impl IntoView {
    let form = use_onward::<AddParent>();
    view! {
        <Card title="Nothing is known but that there was one" hint="Keeps the place in the tree until somebody knows more.">
            <PostForm form class="stack">
                <FormProblem state=form ids="place"/>
                <About id side who="placeholder"/>
                <div class="row items-end">
                    <TextInput id="place-name" name="name" label="Called" placeholder="May stay empty" error=form.field("name")/>
                    <Button busy=form.pending>"Keep the place"</Button>
                </div>
            </PostForm>
        </Card>
    }
    .into_any()
}
