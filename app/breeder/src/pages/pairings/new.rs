//! A new pairing: two animals are chosen, or come with the address; then the season and what is hoped for.

use super::{
    PATH,
    fields::{Fields, standing},
};
use crate::{
    api::pairings::{Pairable, PairingStart, PlanPairing, start_pairing},
    pages::loaded::{Loaded, page_data},
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{
    Alert, Button, ButtonLink, Card, Checkbox, Choice, EmptyState, FormActions, Glyph, HiddenInput, Look, PageHeader,
    Select, SexMark, Tone,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use repti_model::{AnimalId, animal::Sex, pairing::PairingFields};

/// The page.
#[component]
pub fn NewPairingPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| (id(query, "sire"), id(query, "dam"))));
    let data = page_data(move || asked.get(), |(sire, dam)| start_pairing(sire, dam));
    view! {
        <Title text="Plan a pairing"/>
        <PageHeader title="Plan a pairing" trail=vec![("Pairings".to_owned(), PATH.to_owned())]/>
        <Loaded
            data
            what="The form"
            view=move |start| {
                let wish = query.with_untracked(|query| query.get("wish")).unwrap_or_default();
                whole(start, asked.get_untracked(), wish.chars().take(PairingFields::MOST_WISH).collect())
            }
        />
    }
    .into_any()
}

fn id(params: &ParamsMap, name: &str) -> Option<AnimalId> {
    params.get_str(name)?.trim().parse().ok()
}

fn whole(start: PairingStart, (sire, dam): (Option<AnimalId>, Option<AnimalId>), wish: String) -> AnyView {
    match start.two {
        Some((sire, dam)) => view! { <Plan sire dam this_year=start.this_year wish/> }.into_any(),
        None => choose(start, sire, dam, wish),
    }
}

/// Two selects out of the collection; the next page has the form.
fn choose(start: PairingStart, sire: Option<AnimalId>, dam: Option<AnimalId>, wish: String) -> AnyView {
    let PairingStart { mut choices, more, .. } = start;
    if choices.is_empty() {
        let hint = "A pairing wants two living animals of the collection.";
        return view! {
            <EmptyState title="No living animals yet" hint icon=Glyph::Calendar>
                <ButtonLink href="/animals/new">"Add animal"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    choices.sort_by(|one, other| one.taxon.common_name.cmp(&other.taxon.common_name));
    let but = |sex: Sex| {
        let fits = choices.iter().filter(move |one| one.sex != sex);
        fits.map(|one| Choice::new(one.id.to_string(), one.label.clone()).group(one.taxon.common_name.clone()))
            .collect::<Vec<_>>()
    };
    let (sires, dams) = (but(Sex::Female), but(Sex::Male));
    let [sire, dam] = [sire, dam].map(|id| id.map(|id| id.to_string()));
    let more = more.then(|| {
        view! { <p class="hint">"The first 600 by code are listed. For the others, go by the page of an animal: its mates."</p> }
    });
    view! {
        <Card title="Which two animals?" hint="Living animals of the collection; unsexed ones stand on both sides." class="max-w-3xl">
            <form method="get" class="stack">
                {(!wish.is_empty()).then(|| view! { <HiddenInput name="wish" value=wish.clone()/> })}
                <div class="grid gap-4 sm:grid-cols-2">
                    <Select name="sire" label="Sire" choices=sires value=sire blank="Choose …" required=true/>
                    <Select name="dam" label="Dam" choices=dams value=dam blank="Choose …" required=true/>
                </div>
                {more}
                <FormActions>
                    <Button look=Look::Primary>"Go on"</Button>
                    <ButtonLink href=PATH look=Look::Ghost>"Back"</ButtonLink>
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}

#[component]
fn Plan(sire: Pairable, dam: Pairable, this_year: i32, wish: String) -> impl IntoView {
    let form = use_onward::<PlanPairing>();
    let fields = PairingFields { season: this_year, planned: None, wish, note: String::new() };
    let (sire_id, dam_id) = (sire.id.to_string(), dam.id.to_string());
    let hybrid = (sire.taxon.id != dam.taxon.id).then(|| {
        let said = format!(
            "{} is a {}, {} a {}.",
            sire.label,
            sire.taxon.common_name.to_lowercase(),
            dam.label,
            dam.taxon.common_name.to_lowercase()
        );
        view! {
            <Alert tone=Tone::Warning title="Two species">{said}</Alert>
            <Checkbox
                name="hybrid_ok"
                label="The young shall be a deliberate hybrid of two species"
                checked=form.ticked("hybrid_ok", false)
                error=form.field("hybrid_ok")
            />
        }
    });
    view! {
        <Card class="max-w-3xl">
            <PostForm form class="stack">
                <FormProblem state=form/>
                {standing(form)}
                <HiddenInput name="sire" value=sire_id/>
                <HiddenInput name="dam" value=dam_id/>
                {side("f-sire", "Sire", sire)}
                {side("f-dam", "Dam", dam)}
                {hybrid}
                <Fields form fields/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Plan this pairing"</Button>
                    <ButtonLink href=PATH look=Look::Ghost>"Back"</ButtonLink>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

/// Who stands there; what is refused about it leads here.
fn side(id: &'static str, word: &'static str, animal: Pairable) -> AnyView {
    view! {
        <p class="row" id=id tabindex="-1">
            <span class="claim-side">{word}</span>
            <a class="link" href=format!("/animals/{}", animal.id)>{animal.label}</a>
            <SexMark sex=animal.sex bare=true/>
            <span class="hint">{animal.taxon.common_name}</span>
        </p>
    }
    .into_any()
}
