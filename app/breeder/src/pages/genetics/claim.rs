//! Claiming genes: a text that is read as it is typed, or one gene picked from the species.

use crate::{
    api::genotype::{ClaimGenes, GenotypeForm, load_genotype_form},
    pages::loaded::{Loaded, page_data},
};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Alert, Button, Card, Choice, ClaimChip, ClaimedGenes, Field, FormActions, Look, PageHeader, Select, TextInput,
    Tone, hint_line, use_page_catalogue,
};
use leptos::{ev::MouseEvent, html, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use repti_genetics::{
    calculator::{Calculator, Hint},
    claims::{self, TextClaims, picks},
    cross,
};
use repti_model::{
    AnimalId,
    animal::Sex,
    genotype::{ClaimBasis, GenotypeRecord, NewGenotypeClaims},
};

/// The page.
#[component]
pub fn ClaimGenesPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let id = params.with(|params| params.get_str("id").and_then(|id| id.parse().ok()));
        id.unwrap_or(AnimalId(uuid::Uuid::nil()))
    });
    let data = page_data(move || id.get(), load_genotype_form);
    view! {
        <Title text="Claim genes"/>
        <Loaded data what="The animal" view=whole/>
    }
    .into_any()
}

fn whole(data: GenotypeForm) -> AnyView {
    let GenotypeForm { id, label, taxon, sex, genotype_text, record } = data;
    let trail = vec![("Animals".to_owned(), "/animals".to_owned()), (label.clone(), format!("/animals/{id}"))];
    use_page_catalogue();
    let forms = match Calculator::current(&taxon).filter(|_| record.species.is_some()) {
        Some(calculator) => view! {
            <Typed id calculator sex written=genotype_text/>
            <Picked id calculator/>
        }
        .into_any(),
        None => view! {
            <Alert tone=Tone::Info title="This species isn’t in the catalogue of genes yet">
                "Its genes can’t be claimed; the text of the record stays as it is."
            </Alert>
        }
        .into_any(),
    };
    view! {
        <PageHeader title="Claim genes" hint=format!("of {label}") trail/>
        <div class="stack max-w-3xl">
            <Standing record/>
            {forms}
        </div>
    }
    .into_any()
}

/// What stands already: a gene is claimed once.
#[component]
fn Standing(record: GenotypeRecord) -> impl IntoView {
    if record.claims.is_empty() {
        return ().into_any();
    }
    view! {
        <Card title="Claimed already" hint="Change or take these back on the animal’s page.">
            <ClaimedGenes claims=record.claims/>
        </Card>
    }
    .into_any()
}

const fn sex_of(sex: Sex) -> Option<cross::Sex> {
    match sex {
        Sex::Male => Some(cross::Sex::Male),
        Sex::Female => Some(cross::Sex::Female),
        Sex::Unknown => None,
    }
}

/// A text, with the chips that it becomes below it.
#[component]
fn Typed(id: AnimalId, calculator: &'static Calculator<'static>, sex: Sex, written: String) -> impl IntoView {
    let form = use_onward::<ClaimGenes>();
    let input = NodeRef::<html::Input>::new();
    let first = form.value("text", "");
    let text = RwSignal::new(first.clone());
    // What was typed before the code came counts, too.
    Effect::new(move || {
        if let Some(input) = input.get() {
            text.set(input.value());
        }
    });
    let read = Memo::new(move |_| text.with(|text| claims::read(calculator, text, sex_of(sex))));
    let set = move |whole: String| {
        if let Some(input) = input.get_untracked() {
            input.set_value(&whole);
            let _ = input.focus();
        }
        text.set(whole);
    };
    let written = (!written.trim().is_empty()).then(|| {
        let whole = written.clone();
        view! {
            <p class="hint">
                "The record says: " <span class="mono">{written}</span> " "
                <button type="button" class="btn btn-ghost btn-sm" on:click=move |_| set(whole.clone())>"Put it in"</button>
            </p>
        }
    });
    let error = form.field("text");
    view! {
        <Card title="As you would write it" hint="Each gene of the text becomes a claim of its own.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <input type="hidden" name="id" value=id.to_string()/>
                <div on:input=move |event| text.set(event_target_value(&event))>
                    <Field id="f-text" label="Genes" hint="Pastel 66% het Clown; het Albino" error required=true>
                        <input
                            class="input code"
                            id="f-text"
                            name="text"
                            value=first
                            required
                            autocomplete="off"
                            autocapitalize="none"
                            spellcheck="false"
                            maxlength=NewGenotypeClaims::MOST_TEXT.to_string()
                            aria-invalid=move || error.get().is_some_and(|error| !error.is_empty()).then_some("true")
                            aria-describedby="f-text-error f-text-hint f-text-read"
                            node_ref=input
                        />
                    </Field>
                </div>
                <div class="calc-read" id="f-text-read" aria-live="polite">
                    {move || read.with(|read| text.with(|text| shown(text, read, set)))}
                </div>
                {written}
                <HowKnown ids="f" form basis=ClaimBasis::SellerStated/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Claim these genes"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

/// The chips, or what is wrong with which word.
fn shown(text: &str, read: &TextClaims, set: impl Fn(String) + Copy + Send + Sync + 'static) -> AnyView {
    let chips = read
        .genes
        .iter()
        .map(|gene| view! { <li><ClaimChip words=gene.words.clone() look=gene.look/></li> })
        .collect_view();
    let hints = read.hints.iter().map(|hint| line(text, hint, set)).collect_view();
    view! {
        {(!read.genes.is_empty()).then(|| view! { <ul class="genes" aria-label="Genes of the text">{chips}</ul> })}
        <ul class="calc-hints">{hints}</ul>
    }
    .into_any()
}

fn line(text: &str, hint: &Hint, set: impl Fn(String) + Copy + Send + Sync + 'static) -> AnyView {
    let choices = hint
        .choices
        .iter()
        .map(|(label, whole)| {
            let whole = whole.clone();
            let take = move |_: MouseEvent| set(whole.clone());
            view! { <button type="button" class="chip" on:click=take>{label.clone()}</button>" " }
        })
        .collect_view();
    hint_line(text, hint, choices.into_any())
}

/// One gene of the species.
#[component]
fn Picked(id: AnimalId, calculator: &'static Calculator<'static>) -> impl IntoView {
    let form = use_onward::<ClaimGenes>();
    let genes = picks(calculator.taxon());
    let of = |shows: Option<bool>, heading: &'static str| {
        let own = genes.iter().filter(move |gene| gene.2 == shows);
        own.map(move |gene| Choice::new(gene.0.clone(), gene.1.clone()).group(heading)).collect::<Vec<_>>()
    };
    let choices =
        [of(Some(true), "Shows in one copy"), of(Some(false), "Recessive"), of(None, "Names without a single gene")]
            .concat();
    let copies = vec![
        Choice::new("1", "One copy"),
        Choice::new("2", "Two copies"),
        Choice::new("0", "None: known not to carry it"),
    ];
    view! {
        <Card title="Pick a gene" hint="Also for what a text can’t say: that it doesn’t carry a gene.">
            <PostForm form class="stack">
                <FormProblem state=form ids="pick"/>
                <input type="hidden" name="id" value=id.to_string()/>
                <div class="grid gap-4 sm:grid-cols-3">
                    <Select id="pick-gene" name="gene" label="Gene" choices blank="Choose a gene" required=true error=form.field("gene")/>
                    <Select id="pick-copies" name="copies" label="Copies" choices=copies value="1"/>
                    <TextInput
                        id="pick-chance"
                        name="chance"
                        label="Chance"
                        hint="1 when certain, else a part: 2/3, 66% or 50%."
                        value="1"
                        mono=true
                        error=form.field("chance")
                    />
                </div>
                <HowKnown ids="pick" form basis=ClaimBasis::Visual/>
                <FormActions>
                    <Button busy=form.pending>"Claim this gene"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

/// Basis, evidence and date: what every claim says of itself.
#[component]
fn HowKnown(ids: &'static str, form: FormState, basis: ClaimBasis) -> impl IntoView {
    // A DNA test comes out of a certificate, which wants a claim to stand beside.
    let bases = ClaimBasis::ALL.iter().filter(|basis| **basis != ClaimBasis::Dna);
    let bases = bases.map(|basis| Choice::new(basis.as_str(), basis.label())).collect::<Vec<_>>();
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <Select
                id=format!("{ids}-basis")
                name="basis"
                label="How is it known?"
                choices=bases
                value=basis.as_str()
                error=form.field("basis")
            />
            <TextInput
                id=format!("{ids}-evidence-on")
                name="evidence_on"
                label="Seen, tested or said on"
                kind="date"
                error=form.field("evidence_on")
            />
        </div>
        <TextInput
            id=format!("{ids}-evidence")
            name="evidence"
            label="Evidence"
            hint="Who said it, which clutch, which laboratory. For the vivarium’s own eyes. A DNA test: attach the certificate on the animal’s page afterwards."
            error=form.field("evidence")
        />
    }
}
