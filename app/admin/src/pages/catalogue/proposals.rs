//! Proposals by state.

use super::parts::{CatalogueTabs, StateBadge, may_propose};
use crate::{
    api::catalogue::load_proposals,
    pages::{
        note::Note,
        words::{address, exact},
    },
};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
};
use app_ui::{ButtonLink, Chip, ChipRow, EmptyState, Glyph, Look, PageHeader, RelativeTime, Table, Th};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::catalogue::{ProposalState, ProposalSummary};

/// The page.
#[component]
pub fn ProposalsPage() -> impl IntoView {
    let query = use_query_map();
    let show = Memo::new(move |_| query.with(|query| query.get("show").unwrap_or_default()));
    let data = page_data(move || show.get().parse::<ProposalState>().ok(), load_proposals);
    view! {
        <Title text="Proposals"/>
        <PageHeader
            title="Proposals"
            hint="Changes of the catalogue of genes: drafts, what is discussed, and what became of the others."
            actions=|| {
                may_propose().then(|| {
                    view! { <ButtonLink href="/catalogue/proposals/new" look=Look::Primary icon=Glyph::Plus>"Propose a change"</ButtonLink> }
                })
            }
        />
        <CatalogueTabs current="/catalogue/proposals"/>
        <Note/>
        {move || {
            let show = show.get();
            let all = (view! { <Chip label="All" href="/catalogue/proposals" current=show.is_empty()/> }).into_any();
            let chips = ProposalState::ALL
                .iter()
                .map(|state| {
                    let href = address("/catalogue/proposals", &[("show", state.as_str())]);
                    view! { <Chip label=state.label() href current=show == state.as_str()/> }
                })
                .collect_view();
            view! { <div class="mb-4"><ChipRow label="Show">{all} {chips}</ChipRow></div> }
        }}
        <Loaded data what="The proposals" view=|page| view! { <List page/> }/>
    }
    .into_any()
}

#[component]
fn List(page: Stamped<Vec<ProposalSummary>>) -> impl IntoView {
    let (now, proposals) = (page.now, page.value);
    if proposals.is_empty() {
        return view! { <EmptyState title="No proposals here" hint="One begins on the page of a gene, or with the button above." icon=Glyph::Dna/> }
            .into_any();
    }
    let rows = proposals.into_iter().map(|proposal| view! { <Row proposal now/> }).collect_view();
    view! {
        <Table
            caption="Proposals"
            stack=true
            head=|| {
                view! {
                    <Th label="Title"/>
                    <Th label="State"/>
                    <Th label="By"/>
                    <Th label="Edits" num=true/>
                    <Th label="Comments" num=true/>
                    <Th label="Changed"/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Row(proposal: ProposalSummary, now: Timestamp) -> impl IntoView {
    let version = proposal.published.map(|number| format!(" as version {number}"));
    view! {
        <tr>
            <td><a class="row-link" href=format!("/catalogue/proposals/{}", proposal.id)>{proposal.title}</a></td>
            <td data-label="State"><StateBadge state=proposal.state/>{version}</td>
            <td data-label="By">{proposal.author_name}</td>
            <td class="num" data-label="Edits">{proposal.edits}</td>
            <td class="num" data-label="Comments">{proposal.comments}</td>
            <td data-label="Changed"><span title=exact(proposal.updated_at)><RelativeTime at=proposal.updated_at now/></span></td>
        </tr>
    }
    .into_any()
}
