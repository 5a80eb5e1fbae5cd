//! An animal's page: what it is, where it comes from, how that is known, and what is still open.

use super::{
    claims::Parents,
    family::{Descendants, Siblings, chart},
    genotype::GenotypeCard,
    history::Changes,
    id_in_path,
    keys::{Does, Keys, use_keys},
    pairings::Planned,
    photos::Photos,
    questions::{Answered, Open},
    verification::ClaimsVerified,
};
use crate::{
    api::{
        animals::SetArchived,
        lineage::{AnimalPageData, animal_page},
    },
    pages::{
        loaded::{Loaded, page_data},
        note::Note,
    },
};
use app_shared::{FormProblem, PostForm, use_onward, use_session_info, within};
use app_ui::{
    Alert, AncestryFigures, Button, ButtonLink, Card, DateText, GeneChips, Glyph, Look, PageHeader, PaperLinks,
    PedigreeChart, SexMark, Size, Term, Terms, Tone, read_genes, words,
};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    Action, AnimalId,
    animal::{Sex, SexConfidence, Visibility},
    registry::{AnimalDetail, AnimalKind},
};

const KEYS: &[(&str, Does)] = &[
    ("e", Does::Press("a[data-key=e]")),
    ("p", Does::Press("a[data-key=p]")),
    ("m", Does::Press("a[data-key=m]")),
    ("h", Does::Press("a[data-key=h]")),
    ("s", Does::Press("a[data-key=s]")),
    ("d", Does::Press("a[data-key=d]")),
];
const READING: &[(&str, &str)] = &[("p", "pedigree"), ("m", "mates"), ("h", "history")];
const EDITING: &[(&str, &str)] =
    &[("e", "edit"), ("s", "add sire"), ("d", "add dam"), ("p", "pedigree"), ("m", "mates"), ("h", "history")];

/// The page.
#[component]
pub fn AnimalPage() -> impl IntoView {
    let id = id_in_path();
    let data = page_data(move || id.get(), animal_page);
    use_keys(KEYS);
    view! { <Loaded data what="The animal" view=|page| view! { <Whole page/> }/> }.into_any()
}

#[component]
fn Whole(page: AnimalPageData) -> impl IntoView {
    let AnimalPageData {
        animal,
        photos,
        covers,
        genotype,
        pedigree,
        ancestry,
        ancestry_since,
        verifications,
        pairings,
        siblings,
        descendants,
        changes,
        taxa,
        today,
        now,
    } = page;
    let actor = use_session_info().actor;
    let may = move |action| actor.as_ref().is_some_and(|actor| actor.may(action));
    let (edits, lineage, archives) =
        (may(Action::EditAnimals), may(Action::EditLineage), may(Action::ArchiveImportExport));
    let id = animal.id;
    let archived = animal.archived_at.is_some();
    let (of_parents, of_siblings) = (covers.clone(), covers.clone());
    let (answered, open): (Vec<_>, Vec<_>) =
        animal.warnings.iter().cloned().partition(|warning| warning.answer.is_some());
    let record = match animal.fields.kind {
        AnimalKind::Held => animal.taxon.common_name.clone(),
        kind => format!("{} · {}", animal.taxon.common_name, kind.label().to_lowercase()),
    };
    view! {
        <Title text=animal.label().to_owned()/>
        <PageHeader
            title=animal.label().to_owned()
            hint=record
            trail=vec![("Animals".to_owned(), "/animals".to_owned())]
            beside={
                let (code, sex) = (animal.fields.code.clone(), animal.fields.sex);
                let uncertain = sex != Sex::Unknown && animal.fields.sex_confidence != SexConfidence::Certain;
                move || view! { <span class="code">{code}</span> <SexMark sex uncertain/> }
            }
            actions=move || {
                view! {
                    <ButtonLink attr:data-key="p" href=format!("/animals/{id}/pedigree") icon=Glyph::Tree>
                        "Pedigree"
                    </ButtonLink>
                    <ButtonLink attr:data-key="m" href=format!("/animals/{id}/mates") icon=Glyph::Dna>
                        "Mates"
                    </ButtonLink>
                    {edits
                        .then(|| {
                            view! {
                                <ButtonLink attr:data-key="e" href=format!("/animals/{id}/edit") look=Look::Primary icon=Glyph::Pencil>
                                    "Edit"
                                </ButtonLink>
                            }
                        })}
                }
            }
        />
        <Note/>
        <div class="stack">
            {archived.then(|| view! { <Archived id archives/> })}
            <Open warnings=open lineage/>
            <Photos id photos edits/>
            <Facts animal=animal.clone() today/>
            <GenotypeCard id genotype lineage now/>
            <Card
                title="Where it comes from"
                hint="Each line says how it is known."
                actions=move || {
                    lineage
                        .then(|| {
                            view! {
                                <ButtonLink attr:data-key="s" href=format!("/animals/{id}/parents/new?side=sire") size=Size::Small icon=Glyph::Plus>
                                    "Sire"
                                </ButtonLink>
                                <ButtonLink attr:data-key="d" href=format!("/animals/{id}/parents/new?side=dam") size=Size::Small icon=Glyph::Plus>
                                    "Dam"
                                </ButtonLink>
                            }
                        })
                }
            >
                <Parents child=id parents=animal.parents.clone() covers=of_parents lineage now/>
                {(!animal.parents.is_empty()).then(|| view! { <PedigreeChart root=chart(&pedigree) generations=4/> })}
                {(!animal.parents.is_empty())
                    .then(|| match ancestry {
                        Ok(ancestry) => {
                            view! {
                                <AncestryFigures ancestry/>
                                <Since at=ancestry_since now/>
                            }
                            .into_any()
                        }
                        Err(why) => view! { <p class="hint">"Inbreeding isn’t reckoned just now. " {why}</p> }.into_any(),
                    })}
                <Answered warnings=answered now/>
                <PaperLinks name="Pedigree to print" href=within(&format!("/animals/{id}/pedigree"))/>
                <p class="hint"><a class="link" href=format!("/animals/{id}/certificates")>"Certificates of origin"</a></p>
            </Card>
            <ClaimsVerified child=id cases=verifications lineage now/>
            <Planned id pairings/>
            <Siblings siblings covers=of_siblings/>
            <Descendants id page=descendants covers/>
            <Notes public=animal.fields.public_notes.clone() private=animal.fields.private_notes.clone()/>
            <Card
                title="History"
                actions=move || {
                    view! {
                        <ButtonLink attr:data-key="h" href=format!("/animals/{id}/history") size=Size::Small look=Look::Ghost>
                            "All of it"
                        </ButtonLink>
                    }
                }
            >
                <Changes changes taxa now/>
            </Card>
            {(archives && !archived).then(|| view! { <Archive id/> })}
            <Keys keys=if lineage { EDITING } else { READING }/>
        </div>
    }
    .into_any()
}

/// Whether the figures are the stored ones, and when those changed, or those of this moment.
#[component]
fn Since(at: Option<Timestamp>, now: Timestamp) -> impl IntoView {
    let said = match at {
        Some(at) => format!("These figures last changed {}.", words::relative(at, now)),
        None => "Reckoned just now; for the list the inbreeding is still being reckoned.".to_owned(),
    };
    view! { <p class="hint">{said}</p> }
}

#[component]
fn Facts(animal: AnimalDetail, today: Date) -> impl IntoView {
    let open = match animal.fields.closed_because(animal.archived_at.is_some()) {
        Some(why) => format!("Chosen, but without effect: {why}"),
        None if animal.fields.open_to_pairings => "Yes: other breeders may find it as a mate".to_owned(),
        None => "No".to_owned(),
    };
    let fields = animal.fields;
    let born = fields.born.map(|born| {
        let age = words::age_of(born, today).map(|age| format!(" · {age}")).unwrap_or_default();
        format!("{}{age}", words::born(born))
    });
    let known = |text: String| if text.is_empty() { "Not recorded".to_owned() } else { text };
    let sex = match fields.sex {
        Sex::Unknown => "Unsexed".to_owned(),
        sex => format!("{} ({}", sex.label(), fields.sex_confidence.label().to_lowercase()),
    };
    let method = fields.sex_method.map(|method| format!(", {}", method.label().to_lowercase())).unwrap_or_default();
    let sex = if fields.sex == Sex::Unknown { sex } else { format!("{sex}{method})") };
    view! {
        <Card>
            <Terms wide=true>
                <Term name="Genotype">
                    <Genotype text=fields.genotype_text/>
                </Term>
                <Term name="Sex">{sex}</Term>
                <Term name="Born">{known(born.unwrap_or_default())}</Term>
                <Term name="Origin">{fields.origin.label()}</Term>
                <Term name="Breeder of record">{known(fields.breeder_of_record)}</Term>
                <Term name="Acquired">
                    {match fields.acquired_on {
                        Some(date) => view! { <DateText date/> }.into_any(),
                        None => "Not recorded".into_any(),
                    }}
                </Term>
                <Term name="Weight">{known(fields.weight_g.map(words::grams).unwrap_or_default())}</Term>
                <Term name="Length">{known(fields.length_mm.map(words::length).unwrap_or_default())}</Term>
                <Term name="Life">
                    {fields.life_status.label()} {fields.died_on.map(|date| view! { " · " <DateText date/> })}
                </Term>
                <Term name="Custody">{fields.custody.label()}</Term>
                <Term name="Role">{fields.role.label()}</Term>
                <Term name="Care">{fields.care_state.label()}</Term>
                <Term name="Who sees it">
                    <Shown visibility=fields.visibility id=animal.id/>
                </Term>
                <Term name="Open to pairings">{open}</Term>
                {animal.import_source.map(|source| view! { <Term name="Imported from">{source}</Term> })}
            </Terms>
        </Card>
    }
    .into_any()
}

/// What is written, as chips; and word for word, where the chips leave something out.
#[component]
fn Genotype(text: String) -> impl IntoView {
    let genes = read_genes(&text);
    if genes.is_empty() {
        return "Not recorded".into_any();
    }
    let whole = genes.iter().map(app_ui::Gene::words).collect::<Vec<_>>().join(" ") == text;
    view! {
        <GeneChips genes/>
        {(!whole).then(|| view! { <p class="hint">"As written: " <span class="mono">{text}</span></p> })}
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
fn Archive(id: AnimalId) -> impl IntoView {
    let form = use_onward::<SetArchived>();
    view! {
        <PostForm form class="row">
            <FormProblem state=form/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="archived" value="true"/>
            <Button look=Look::DangerQuiet busy=form.pending>"Archive"</Button>
            <p class="hint">"It leaves the list and the public page, stays in pedigrees, and can be taken out again."</p>
        </PostForm>
    }
}

#[component]
fn Archived(id: AnimalId, archives: bool) -> impl IntoView {
    let form = use_onward::<SetArchived>();
    view! {
        <Alert tone=Tone::Info title="This animal is in the archive">
            <FormProblem state=form/>
            {archives
                .then(|| {
                    view! {
                        <PostForm form>
                            <input type="hidden" name="id" value=id.to_string()/>
                            <input type="hidden" name="archived" value="false"/>
                            <Button busy=form.pending>"Take it out"</Button>
                        </PostForm>
                    }
                })}
        </Alert>
    }
}
