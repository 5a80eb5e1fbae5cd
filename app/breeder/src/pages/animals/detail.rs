//! An animal's page: what it is, where it comes from, how that is known, and what is still open.

use super::{
    family::{Descendants, Siblings, chart},
    id_in_path,
};
use crate::{
    api::{
        animals::SetArchived,
        lineage::{AnimalPageData, AnswerWarning, RetractParent, animal_page},
    },
    pages::{loaded::Loaded, note::Note},
};
use app_shared::{FormProblem, follow, use_form, use_session_info};
use app_ui::{
    Alert, Badge, Button, ButtonLink, Card, DateText, EmptyState, Look, PageHeader, PedigreeChart, RelativeTime,
    SexMark, Size, Term, Terms, TextInput, Tone, words,
};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    Action, AnimalId,
    animal::{ParentSide, Sex, SexConfidence, Visibility},
    lineage::{LineageWarning, ParentClaim},
    registry::{AnimalChange, AnimalDetail},
};

/// The page.
#[component]
pub fn AnimalPage() -> impl IntoView {
    let id = id_in_path();
    let data = Resource::new_blocking(move || id.get(), animal_page);
    view! { <Loaded data what="The animal" view=|page| view! { <Whole page/> }/> }.into_any()
}

#[component]
fn Whole(page: AnimalPageData) -> impl IntoView {
    let AnimalPageData { animal, pedigree, siblings, descendants, changes, today, now } = page;
    let actor = use_session_info().actor;
    let may = move |action| actor.as_ref().is_some_and(|actor| actor.may(action));
    let (edits, lineage, archives) =
        (may(Action::EditAnimals), may(Action::EditLineage), may(Action::ArchiveImportExport));
    let id = animal.id;
    let archived = animal.archived_at.is_some();
    let open = animal.warnings.iter().filter(|warning| warning.answer.is_none()).cloned().collect::<Vec<_>>();
    view! {
        <Title text=animal.label().to_owned()/>
        <PageHeader
            title=animal.label().to_owned()
            hint=animal.taxon.common_name.clone()
            trail=vec![("Animals".to_owned(), "/animals".to_owned())]
            beside={
                let (code, sex) = (animal.fields.code.clone(), animal.fields.sex);
                let uncertain = sex != Sex::Unknown && animal.fields.sex_confidence != SexConfidence::Certain;
                move || view! { <span class="code">{code}</span> <SexMark sex uncertain/> }
            }
            actions=move || {
                view! {
                    <ButtonLink href=format!("/animals/{id}/pedigree")>"Pedigree"</ButtonLink>
                    {edits
                        .then(|| view! { <ButtonLink href=format!("/animals/{id}/edit") look=Look::Primary>"Edit"</ButtonLink> })}
                }
            }
        />
        <Note/>
        <div class="stack">
            {archived.then(|| view! { <Archived id archives/> })}
            <Open warnings=open lineage/>
            <Facts animal=animal.clone() today/>
            <Card
                title="Where it comes from"
                hint="Each line says how it is known."
                actions=move || {
                    lineage.then(|| view! { <ButtonLink href=format!("/animals/{id}/parents/new") size=Size::Small>"Add parent"</ButtonLink> })
                }
            >
                <Parents child=id parents=animal.parents.clone() lineage/>
                {(!animal.parents.is_empty()).then(|| view! { <PedigreeChart root=chart(&pedigree) generations=4/> })}
            </Card>
            <Siblings siblings/>
            <Descendants page=descendants/>
            <Notes public=animal.fields.public_notes.clone() private=animal.fields.private_notes.clone()/>
            <History changes now/>
            {(archives && !archived).then(|| view! { <Archive id/> })}
        </div>
    }
    .into_any()
}

#[component]
fn Facts(animal: AnimalDetail, today: Date) -> impl IntoView {
    let fields = animal.fields;
    let born = fields.born.map(|born| {
        let age = words::age(born.earliest(), today).map(|age| format!(" · {age}")).unwrap_or_default();
        format!("{born}{age}")
    });
    let known = |text: String| if text.is_empty() { "Not recorded".to_owned() } else { text };
    let method = fields.sex_method.map(|method| format!(", {}", method.label().to_lowercase())).unwrap_or_default();
    view! {
        <Card>
            <Terms wide=true>
                <Term name="Genotype">
                    <span class="mono">{known(fields.genotype_text)}</span>
                </Term>
                <Term name="Sex">{format!("{} ({}{method})", fields.sex.label(), fields.sex_confidence.label().to_lowercase())}</Term>
                <Term name="Born">{known(born.unwrap_or_default())}</Term>
                <Term name="Origin">{fields.origin.label()}</Term>
                <Term name="Breeder of record">{known(fields.breeder_of_record)}</Term>
                <Term name="Acquired">{fields.acquired_on.map(|date| view! { <DateText date/> })}</Term>
                <Term name="Weight">{known(fields.weight_g.map(|weight| words::weight(super::grams(weight))).unwrap_or_default())}</Term>
                <Term name="Length">{known(fields.length_mm.map(|mm| format!("{mm} mm")).unwrap_or_default())}</Term>
                <Term name="Life">
                    {fields.life_status.label()} {fields.died_on.map(|date| view! { " · " <DateText date/> })}
                </Term>
                <Term name="Custody">{fields.custody.label()}</Term>
                <Term name="Role">{fields.role.label()}</Term>
                <Term name="Care">{fields.care_state.label()}</Term>
                <Term name="Visibility">
                    <Shown visibility=fields.visibility id=animal.id/>
                </Term>
                {animal.import_source.map(|source| view! { <Term name="Imported from">{source}</Term> })}
            </Terms>
        </Card>
    }
    .into_any()
}

#[component]
fn Shown(visibility: Visibility, id: AnimalId) -> impl IntoView {
    let address = format!("{}/animals/{id}", use_session_info().public_url);
    view! {
        {visibility.label()}
        {(visibility == Visibility::Public)
            .then(|| {
                view! {
                    " · "
                    <a class="link" href=address rel="external">
                        "Public page"
                    </a>
                }
            })}
    }
}

#[component]
fn Parents(child: AnimalId, parents: Vec<ParentClaim>, lineage: bool) -> impl IntoView {
    if parents.is_empty() {
        return view! {
            <EmptyState title="No parents recorded" hint="Unknown is an answer. Add what is known, with how it is known.">
                {lineage.then(|| view! { <ButtonLink href=format!("/animals/{child}/parents/new")>"Add parent"</ButtonLink> })}
            </EmptyState>
        }
        .into_any();
    }
    let retract = ServerAction::<RetractParent>::new();
    let form = use_form(retract);
    follow(retract);
    let rows = parents
        .into_iter()
        .map(|claim| {
            let side = if claim.side == ParentSide::Sire { "Sire" } else { "Dam" };
            let name = claim.parent.label().to_owned();
            let genotype = claim.parent.genotype_text.clone();
            let who = match claim.parent.id {
                Some(id) => view! { <a class="link" href=format!("/animals/{id}")>{name.clone()}</a> }.into_any(),
                None => view! { <span>{name.clone()}</span> }.into_any(),
            };
            let chance = (!claim.chance.is_certain()).then(|| format!("{} ({} %)", claim.chance, claim.chance.percent()));
            let breeder = claim.parent.breeder.as_ref().map(|breeder| format!("of {}", breeder.name));
            view! {
                <li class="row row-between">
                    <span class="row">
                        <span class="hint">{side}</span>
                        {who}
                        <span class="mono">{genotype}</span>
                        {breeder.map(|breeder| view! { <span class="hint">{breeder}</span> })}
                        <Badge tone=Tone::Info>{claim.basis.label()}</Badge>
                        {chance.map(|chance| view! { <Badge tone=Tone::Warning>{chance}</Badge> })}
                    </span>
                    {lineage
                        .then(|| {
                            view! {
                                <ActionForm action=retract>
                                    <input type="hidden" name="link" value=claim.id.to_string()/>
                                    <input type="hidden" name="child" value=child.to_string()/>
                                    <Button look=Look::Ghost size=Size::Small label=format!("Take back {name} as {side}")>
                                        "Take back"
                                    </Button>
                                </ActionForm>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <FormProblem state=form/>
        <ul class="stack mb-4" aria-label="Parents">
            {rows}
        </ul>
    }
    .into_any()
}

/// What is possible but doubtful, until somebody answers it.
#[component]
fn Open(warnings: Vec<LineageWarning>, lineage: bool) -> impl IntoView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let action = ServerAction::<AnswerWarning>::new();
    let form = use_form(action);
    follow(action);
    let items = warnings
        .into_iter()
        .map(|warning| {
            view! {
                <Alert tone=Tone::Warning title="Open question">
                    <p>{warning.message}</p>
                    {lineage
                        .then(|| {
                            view! {
                                <ActionForm action attr:class="row mt-2">
                                    <input type="hidden" name="id" value=warning.id.to_string()/>
                                    <input type="hidden" name="child" value=warning.child_id.to_string()/>
                                    <TextInput
                                        id=format!("answer-{}", warning.id)
                                        name="note"
                                        label="Your answer"
                                        hint="What you know of it. It stays beside the claim."
                                        required=true
                                        maxlength=1000
                                    />
                                    <Button busy=form.pending>"Answer"</Button>
                                </ActionForm>
                            }
                        })}
                </Alert>
            }
        })
        .collect_view();
    view! {
        <FormProblem state=form/>
        {items}
    }
    .into_any()
}

#[component]
fn Notes(public: String, private: String) -> impl IntoView {
    let one = |title: &'static str, hint: &'static str, text: String| {
        (!text.is_empty()).then(|| {
            view! {
                <Card title hint>
                    <p class="prose whitespace-pre-line">{text}</p>
                </Card>
            }
        })
    };
    view! {
        {one("Public notes", "Shown on the public page.", public)}
        {one("Private notes", "Never leave the vivarium.", private)}
    }
    .into_any()
}

#[component]
fn History(changes: Vec<AnimalChange>, now: Timestamp) -> impl IntoView {
    if changes.is_empty() {
        return ().into_any();
    }
    let said = |value: &serde_json::Value| match value {
        serde_json::Value::Null => "nothing".to_owned(),
        serde_json::Value::String(text) if text.is_empty() => "nothing".to_owned(),
        serde_json::Value::String(text) => text.chars().take(80).collect(),
        other => other.to_string().chars().take(80).collect(),
    };
    let lines = changes
        .into_iter()
        .map(|change| {
            let by = change.by.clone().unwrap_or_else(|| "An import or a former member".to_owned());
            let what = match change.field.as_str() {
                "created" => "recorded the animal".to_owned(),
                field => format!("{}: {} → {}", field.replace('_', " "), said(&change.old), said(&change.new)),
            };
            view! {
                <li>
                    <RelativeTime at=change.at now/>
                    " · "
                    {by}
                    " · "
                    {what}
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="disclosure">
            <summary>"History"</summary>
            <ul class="stack mt-2 hint">{lines}</ul>
        </details>
    }
    .into_any()
}

#[component]
fn Archive(id: AnimalId) -> impl IntoView {
    let action = ServerAction::<SetArchived>::new();
    let form = use_form(action);
    follow(action);
    view! {
        <ActionForm action attr:class="row">
            <FormProblem state=form/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="archived" value="true"/>
            <Button look=Look::DangerQuiet busy=form.pending>"Archive"</Button>
            <p class="hint">"It leaves the list and the public page, stays in pedigrees, and can be taken out again."</p>
        </ActionForm>
    }
}

#[component]
fn Archived(id: AnimalId, archives: bool) -> impl IntoView {
    let action = ServerAction::<SetArchived>::new();
    let form = use_form(action);
    follow(action);
    view! {
        <Alert tone=Tone::Info title="This animal is in the archive">
            <FormProblem state=form/>
            {archives
                .then(|| {
                    view! {
                        <ActionForm action>
                            <input type="hidden" name="id" value=id.to_string()/>
                            <input type="hidden" name="archived" value="false"/>
                            <Button busy=form.pending>"Take it out"</Button>
                        </ActionForm>
                    }
                })}
        </Alert>
    }
}
