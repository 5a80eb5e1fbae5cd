//! The form of a taxon: its names, its place among the others, and from which age its animals are parents.

use super::met::Met;
use crate::{
    api::taxa::{SaveTaxon, TaxonForm as Data},
    pages::words::figure,
};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Button, ButtonLink, Choice, Fieldset, FormActions, HiddenInput, Look, Select, Term, Terms, TextInput, Textarea,
};
use leptos::prelude::*;
use repti_model::registry::{Rank, Reproduction, SaveConflict, StaffTaxon, Taxon, TaxonFields};

#[component]
pub(super) fn TaxonForm(data: Data) -> impl IntoView {
    let Data { edited, taxa } = data;
    let form = use_onward::<SaveTaxon>();
    let before = edited.as_ref().map(|entry| entry.taxon.fields());
    let id = edited.as_ref().map(|entry| entry.taxon.id);
    let first = edited.as_ref().map(|entry| entry.version);
    // After a conflict the next save is meant: it goes against the version that was shown above the form.
    let met = move || form.met::<SaveConflict>().map(|conflict| conflict.version);
    let version = move || met().or(first).map(|version| version.to_string());
    // A taxon doesn't stand above itself.
    let above: Vec<Taxon> = taxa.iter().filter(|taxon| Some(taxon.id) != id).cloned().collect();
    view! {
        <div class="console-detail">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <Met form taxa/>
                {id.map(|id| view! { <HiddenInput name="id" value=id.to_string()/> })}
                {first.map(|first| view! { <input type="hidden" name="version" prop:value=version value=first/> })}
                <Names form before=before.clone()/>
                <Place form above before=before.clone()/>
                <Ages form before/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>{if id.is_some() { "Save the taxon" } else { "Add the taxon" }}</Button>
                    <ButtonLink href="/taxa" look=Look::Ghost>"Cancel"</ButtonLink>
                </FormActions>
            </PostForm>
            <Facts edited/>
        </div>
    }
    .into_any()
}

#[component]
fn Names(form: FormState, before: Option<TaxonFields>) -> impl IntoView {
    let of = move |text: fn(&TaxonFields) -> String| before.as_ref().map(text).unwrap_or_default();
    view! {
        <Fieldset legend="Names" hint="Each name belongs to one taxon: an import finds it by any of them.">
            <TextInput name="common_name" label="Name" hint="As breeders choose it: Ball python." value=form.value("common_name", of(|t| t.common_name.clone())) required=true maxlength=80 autocomplete="off" error=form.field("common_name")/>
            <TextInput name="plural_name" label="In the plural" value=form.value("plural_name", of(|t| t.plural_name.clone())) required=true maxlength=80 autocomplete="off" error=form.field("plural_name")/>
            <TextInput name="scientific_name" label="Scientific name" value=form.value("scientific_name", of(|t| t.scientific_name.clone())) required=true maxlength=80 autocomplete="off" error=form.field("scientific_name")/>
            <Textarea name="aliases" label="Other names" hint="One a line, in any case." value=form.value("aliases", of(|t| t.aliases.join("\n"))) rows=4 error=form.field("aliases")/>
            <TextInput name="code_prefix" label="Code" hint="Stands for {TAXON} in the codes of animals: one to four capital letters." value=form.value("code_prefix", of(|t| t.code_prefix.clone())) mono=true required=true maxlength=4 autocomplete="off" error=form.field("code_prefix")/>
        </Fieldset>
    }
    .into_any()
}

#[component]
fn Place(form: FormState, above: Vec<Taxon>, before: Option<TaxonFields>) -> impl IntoView {
    let ranks = Rank::ALL.iter().map(|rank| Choice::new(rank.as_str(), rank.label())).collect();
    let ways = Reproduction::ALL.iter().map(|way| Choice::new(way.as_str(), way.label())).collect();
    let above = above.into_iter().map(|taxon| Choice::new(taxon.id.to_string(), taxon.common_name)).collect();
    let rank = before.as_ref().map(|taxon| taxon.rank).unwrap_or_default();
    let way = before.as_ref().map(|taxon| taxon.reproduction).unwrap_or_default();
    let parent = before.and_then(|taxon| taxon.parent_id).map(|id| id.to_string()).unwrap_or_default();
    view! {
        <Fieldset legend="Place">
            <Select name="rank" label="Rank" choices=ranks value=form.value("rank", rank.as_str()) error=form.field("rank")/>
            <Select name="parent_id" label="Stands under" hint="Young of the two are of one kind." choices=above blank="None" value=form.value("parent_id", parent) error=form.field("parent_id")/>
            <Select name="reproduction" label="Reproduction" choices=ways value=form.value("reproduction", way.as_str()) error=form.field("reproduction")/>
        </Fieldset>
    }
    .into_any()
}

#[component]
fn Ages(form: FormState, before: Option<TaxonFields>) -> impl IntoView {
    let of =
        move |days: fn(&TaxonFields) -> i32| before.as_ref().map(|taxon| days(taxon).to_string()).unwrap_or_default();
    view! {
        <Fieldset legend="Least age of a parent" hint="The earliest that keepers report, not the recommended one: a younger parent is refused. Claims on record stay as they are.">
            <TextInput name="min_breeding_days_male" label="Sire" kind="number" min="1" max="20000" unit="days" inputmode="numeric" value=form.value("min_breeding_days_male", of(|t| t.min_breeding_days_male)) required=true error=form.field("min_breeding_days_male")/>
            <TextInput name="min_breeding_days_female" label="Dam" kind="number" min="1" max="20000" unit="days" inputmode="numeric" value=form.value("min_breeding_days_female", of(|t| t.min_breeding_days_female)) required=true error=form.field("min_breeding_days_female")/>
        </Fieldset>
    }
    .into_any()
}

/// What can't be changed here, and how much hangs on it.
#[component]
fn Facts(edited: Option<StaffTaxon>) -> impl IntoView {
    edited.map(|entry| {
        let lines = format!("/audit?object={}", entry.taxon.id);
        view! {
            <aside class="facts" aria-label="Properties">
                <Terms>
                    <Term name="Animals"><span class="num">{figure(entry.animals)}</span></Term>
                    <Term name="Address"><span class="code break">{entry.taxon.slug}</span></Term>
                    <Term name="Id"><span class="code break">{entry.taxon.id.to_string()}</span></Term>
                </Terms>
                <p class="hint facts-note">"The address stays under another name too: links and kept imports use it."</p>
                <p class="facts-note"><a class="link" href=lines>"Its lines in the audit log"</a></p>
            </aside>
        }
    })
}
