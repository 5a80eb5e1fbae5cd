//! Beginning a proposal, and changing what it says of itself.

use super::parts::may_propose;
use crate::{
    api::catalogue::{ChangeProposal, ProposeChange, load_proposal_form},
    pages::{record::use_record, words::address},
};
use app_shared::{FormProblem, FormState, PostForm, loaded::Loaded, use_onward};
use app_ui::{Alert, Button, ButtonLink, FormActions, HiddenInput, Look, PageHeader, TextInput, Textarea, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::catalogue::{EditKind, NewProposal, Proposal};

fn trail() -> Vec<(String, String)> {
    vec![("Catalogue".to_owned(), "/catalogue".to_owned()), ("Proposals".to_owned(), "/catalogue/proposals".to_owned())]
}

/// `/catalogue/proposals/new`, with the edit that it is begun for in the address.
#[component]
pub fn ProposePage() -> impl IntoView {
    let query = use_query_map();
    let part = move |name: &'static str| query.with_untracked(|query| query.get(name).unwrap_or_default());
    let kind = part("kind").parse::<EditKind>().ok();
    let (species, name) = (part("species"), part("name"));
    let then = kind.map(|kind| {
        let grade = part("grade");
        let query = address("", &[("kind", kind.as_str()), ("species", &species), ("name", &name), ("grade", &grade)]);
        query.trim_start_matches('?').to_owned()
    });
    let title = kind.filter(|_| !name.is_empty()).map(|kind| format!("{}: {name} ({species})", kind.label()));
    let said = NewProposal { title: title.unwrap_or_default(), ..NewProposal::default() };
    view! {
        <Title text="Propose a change"/>
        <PageHeader title="Propose a change" hint="First why, and who says so. Then the edits; others discuss them before anything is published." trail=trail()/>
        {if may_propose() {
            view! { <NewForm said then/> }.into_any()
        } else {
            view! { <Alert tone=Tone::Info>"Proposing needs a moderator. You can read every proposal."</Alert> }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn NewForm(said: NewProposal, then: Option<String>) -> impl IntoView {
    let form = use_onward::<ProposeChange>();
    view! {
        <PostForm form class="stack max-w-3xl">
            <FormProblem state=form/>
            {then.map(|then| view! { <HiddenInput name="then" value=then/> })}
            <Fields form said/>
            <FormActions>
                <Button look=Look::Primary busy=form.pending>"Begin the proposal"</Button>
                <ButtonLink href="/catalogue/proposals" look=Look::Ghost>"Cancel"</ButtonLink>
            </FormActions>
        </PostForm>
    }
    .into_any()
}

#[component]
fn Fields(form: FormState, said: NewProposal) -> impl IntoView {
    view! {
        <TextInput name="title" label="Title" hint="It becomes the version’s summary." value=form.value("title", said.title) required=true maxlength=120 autocomplete="off" error=form.field("title")/>
        <Textarea name="reason" label="Reason" hint="What is wrong or missing, and how you know." value=form.value("reason", said.reason) rows=4 required=true maxlength=4000 error=form.field("reason")/>
        <Textarea name="sources" label="Sources" hint="Papers, breeders, pages; one a line." value=form.value("sources", said.sources) rows=3 required=true maxlength=2000 error=form.field("sources")/>
    }
}

/// `/catalogue/proposals/:id/text`.
#[component]
pub fn ProposalTextPage() -> impl IntoView {
    let data = use_record(load_proposal_form);
    view! { <Loaded data what="This proposal" view=|proposal| view! { <ChangeForm proposal/> }/> }.into_any()
}

#[component]
fn ChangeForm(proposal: Proposal) -> impl IntoView {
    let form = use_onward::<ChangeProposal>();
    let back = format!("/catalogue/proposals/{}", proposal.id);
    let mut trail = trail();
    trail.push((proposal.said.title.clone(), back.clone()));
    view! {
        <Title text="Change the proposal"/>
        <PageHeader title="Change the proposal" trail/>
        <PostForm form class="stack max-w-3xl">
            <FormProblem state=form/>
            <HiddenInput name="id" value=proposal.id.to_string()/>
            <HiddenInput name="version" value=proposal.version.to_string()/>
            <Fields form said=proposal.said/>
            <FormActions>
                <Button look=Look::Primary busy=form.pending>"Save the proposal"</Button>
                <ButtonLink href=back look=Look::Ghost>"Cancel"</ButtonLink>
            </FormActions>
        </PostForm>
    }
    .into_any()
}
