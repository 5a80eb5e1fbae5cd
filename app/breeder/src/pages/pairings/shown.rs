//! A pairing's page: the two animals, what their young would be by pedigree and by genes, and giving the plan up.

use super::{PATH, fields::standing, id_in_path, save::may_plan, state_badge};
use crate::{
    api::pairings::{CancelPairing, PairingShown, RestorePairing, load_pairing},
    pages::{
        genetics::{calculator_of, source_of},
        loaded::{Loaded, page_data},
        note::Note,
        relatedness::pairing_of,
    },
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{
    Alert, AncestryFigures, Button, ButtonLink, Card, FormActions, GeneChips, Glyph, HiddenInput, Look, PageHeader,
    RelativeTime, Section, SexMark, Size, Term, Terms, Textarea, Tone, calculator_odds, read_genes, taxon_slug,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_genetics::calculator::Question;
use repti_model::{
    PairingId,
    genotype::ReckonedGenotype,
    kinship::{Closeness, WhatIf},
    lineage::Relative,
    pairing::{Pairing, PairingState, PairingWarning, RecordedPairing},
};

/// The page.
#[component]
pub fn PlannedPairingPage() -> impl IntoView {
    let id = id_in_path();
    let data = page_data(move || id.get(), load_pairing);
    view! { <Loaded data what="The pairing" view=whole/> }.into_any()
}

fn whole(shown: PairingShown) -> AnyView {
    let PairingShown { recorded: RecordedPairing { pairing, warnings }, what_if, species, genotypes, now } = shown;
    let (title, state, id) = (pairing.title(), pairing.state, pairing.id);
    let planned = state == PairingState::Planned;
    let edits = may_plan();
    let hint = format!("Season {}", pairing.fields.season);
    let edit = (edits && planned).then(|| {
        view! {
            <ButtonLink href=format!("{PATH}/{id}/edit") look=Look::Primary icon=Glyph::Pencil>
                "Edit"
            </ButtonLink>
        }
    });
    view! {
        <Title text=title.clone()/>
        <PageHeader
            title
            hint
            trail=vec![("Pairings".to_owned(), PATH.to_owned())]
            beside=move || state_badge(state)
            actions=move || edit
        />
        <Note/>
        <div class="stack">
            {(!planned).then(|| view! { <Cancelled pairing=pairing.clone() edits now/> })}
            {against(warnings)}
            <div class="home-columns">
                {plan(&pairing, &genotypes, now)}
                {young(&pairing, what_if)}
            </div>
            {odds(&pairing, &genotypes, species.as_deref())}
            {(edits && planned).then(|| view! { <Cancel id/> })}
        </div>
    }
    .into_any()
}

/// What speaks against the pairing as its animals are recorded now.
fn against(warnings: Vec<PairingWarning>) -> Option<AnyView> {
    (!warnings.is_empty()).then(|| {
        let said = warnings.into_iter().map(|warning| view! { <p>{warning.message}</p> }).collect_view();
        view! { <Alert tone=Tone::Warning title="Look again before you pair them">{said}</Alert> }.into_any()
    })
}

fn plan(pairing: &Pairing, genotypes: &[ReckonedGenotype; 2], now: Timestamp) -> AnyView {
    let fields = pairing.fields.clone();
    let planned = fields.planned.map_or_else(|| "Not said".to_owned(), |planned| planned.words());
    let wish = if fields.wish.is_empty() { "Nothing in particular".to_owned() } else { fields.wish };
    let by = pairing.created_by.clone().map(|by| format!("{by}, "));
    let note = (!fields.note.is_empty())
        .then(|| view! { <Term name="Note"><span class="whitespace-pre-line">{fields.note}</span></Term> });
    let (sire, dam, at) =
        (animal(&pairing.sire, &genotypes[0]), animal(&pairing.dam, &genotypes[1]), pairing.created_at);
    let hybrid = pairing.hybrid.then(|| view! { <Term name="Species">"A deliberate hybrid of two"</Term> });
    view! {
        <Card title="The plan">
            <Terms>
                <Term name="Sire">{sire}</Term>
                <Term name="Dam">{dam}</Term>
                {hybrid}
                <Term name="Put together">{planned}</Term>
                <Term name="Wish">{wish}</Term>
                {note}
                <Term name="Planned by">{by}<RelativeTime at now/></Term>
            </Terms>
        </Card>
    }
    .into_any()
}

fn animal(animal: &Relative, genotype: &ReckonedGenotype) -> AnyView {
    let label = animal.label().to_owned();
    let code = (animal.code != label && !animal.code.is_empty()).then(|| animal.code.clone());
    let genes = read_genes(&genotype.words);
    let source = source_of(animal.id, genotype);
    view! {
        <span class="row">
            {animal.id.map(|id| view! { <a class="link" href=format!("/animals/{id}")>{label}</a> })}
            {code.map(|code| view! { <span class="code hint">{code}</span> })}
            <SexMark sex=animal.sex bare=true/>
        </span>
        {(!genes.is_empty()).then(|| view! { <GeneChips genes/> {source} })}
    }
    .into_any()
}

/// Expected inbreeding of the young, with what it rests on.
fn young(pairing: &Pairing, found: WhatIf) -> AnyView {
    let f = found.young.inbreeding.unwrap_or_default();
    let more = pairing.sire.id.zip(pairing.dam.id).map(|(sire, dam)| {
        view! {
            <ButtonLink href=pairing_of(sire, dam) size=Size::Small look=Look::Ghost icon=Glyph::Network>
                "Through whom"
            </ButtonLink>
        }
    });
    view! {
        <Card title="How inbred the young would be" actions=move || more>
            <AncestryFigures ancestry=found.young/>
            <Terms>
                <Term name="The parents are">{Closeness::sentence(f)}</Term>
            </Terms>
        </Card>
    }
    .into_any()
}

/// The calculator's own answer for the two.
fn odds(pairing: &Pairing, genotypes: &[ReckonedGenotype; 2], species: Option<&str>) -> AnyView {
    let Some(species) = species else {
        return view! {
            <Alert tone=Tone::Info title="No odds of the young">
                "The two are of different species, or no genes of theirs are in the catalogue yet."
            </Alert>
        }
        .into_any();
    };
    let (sire, dam) = (&pairing.sire, &pairing.dam);
    let question = Question {
        taxon: taxon_slug(species),
        sire: genotypes[0].words.clone(),
        dam: genotypes[1].words.clone(),
        eggs: 6,
    };
    let unknown = [sire, dam].into_iter().zip(genotypes).filter(|(_, genotype)| genotype.words.trim().is_empty());
    let plain: Vec<&str> = unknown.map(|(animal, _)| animal.label()).collect();
    let hint = (!plain.is_empty())
        .then(|| format!("No genes are on record of {}: reckoned as a normal animal.", plain.join(" and of ")));
    let link = sire.id.zip(dam.id).map(|(sire, dam)| {
        view! {
            <ButtonLink href=calculator_of(&question, sire, dam) size=Size::Small icon=Glyph::Dna>
                "Open in the calculator"
            </ButtonLink>
        }
    });
    view! {
        <Section title="Odds of the young" hint actions=move || link>
            {calculator_odds(&question)}
        </Section>
    }
    .into_any()
}

#[component]
fn Cancel(id: PairingId) -> impl IntoView {
    let form = use_onward::<CancelPairing>();
    // A refusal that came back without scripts is seen at once.
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <details class="disclosure" open=open>
            <summary>"Cancel this pairing"</summary>
            <PostForm form class="stack mt-2 max-w-3xl">
                <FormProblem state=form/>
                <HiddenInput name="id" value=id.to_string()/>
                <Textarea
                    name="reason"
                    label="Why?"
                    hint="It stays on record with the reason, and can be planned again."
                    rows=2
                    maxlength=500
                    required=true
                    value=form.value("reason", "")
                    error=form.field("reason")
                />
                <FormActions>
                    <Button look=Look::DangerQuiet busy=form.pending>"Cancel pairing"</Button>
                </FormActions>
            </PostForm>
        </details>
    }
    .into_any()
}

/// Why and since when it is given up, and the way back.
#[component]
fn Cancelled(pairing: Pairing, edits: bool, now: Timestamp) -> impl IntoView {
    let form = use_onward::<RestorePairing>();
    let by = pairing.updated_by.unwrap_or_else(|| "Somebody".to_owned());
    let back = edits.then(|| {
        view! {
            <PostForm form>
                <HiddenInput name="id" value=pairing.id.to_string()/>
                <Button icon=Glyph::Restore busy=form.pending>"Plan it again"</Button>
            </PostForm>
        }
    });
    view! {
        <FormProblem state=form/>
        {standing(form)}
        <Alert tone=Tone::Info title="This pairing is cancelled">
            <p>
                {format!("{by}: “{}” ", pairing.cancel_reason)}
                {pairing.cancelled_at.map(|at| view! { <RelativeTime at now/> })}
            </p>
            {back}
        </Alert>
    }
    .into_any()
}
