//! A proposal: why, its edits before and after, what they would do, what was said, and what may be done with it.

mod comments;
mod effects;
mod steps;

use super::parts::{Changes, FieldTable, StateBadge};
use crate::{
    api::catalogue::{DropEdit, TakeOn, load_proposal},
    pages::{note::Note, record::use_record, words::exact},
};
use app_shared::{FormProblem, PostForm, Stamped, loaded::Loaded, use_onward};
use app_ui::{
    Alert, Button, ButtonLink, EmptyState, Glyph, HiddenInput, Look, PageHeader, RelativeTime, Section, Size, Term,
    Terms, Tone,
};
use comments::Comments;
use effects::Effects;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    CatalogueProposalId,
    catalogue::{EditConflict, EditShown, Proposal, ProposalPage as Page},
};
use steps::Steps;

/// The page.
#[component]
pub fn ProposalPage() -> impl IntoView {
    let data = use_record(load_proposal);
    view! { <Loaded data what="This proposal" view=|page| view! { <Shown page/> }/> }.into_any()
}

#[component]
fn Shown(page: Stamped<Page>) -> impl IntoView {
    let now = page.now;
    let Page { proposal, edits, conflicts, comments, newest, mine, steps } = page.value;
    let (id, version, state) = (proposal.id, proposal.version, proposal.state);
    let title = proposal.said.title.clone();
    let trail = vec![
        ("Catalogue".to_owned(), "/catalogue".to_owned()),
        ("Proposals".to_owned(), "/catalogue/proposals".to_owned()),
    ];
    let editable = mine && state.is_pending();
    let behind = state.is_pending() && proposal.base != newest;
    let faults = edits.iter().filter(|edit| !edit.faults.is_empty()).count();
    let any = !edits.is_empty();
    view! {
        <Title text=title.clone()/>
        <PageHeader
            title=title.clone()
            trail
            beside=move || view! { <StateBadge state/> }
            actions=move || {
                editable.then(|| {
                    view! {
                        <ButtonLink href=format!("/catalogue/proposals/{id}/edit?kind=add_gene") icon=Glyph::Plus>"Add an entry"</ButtonLink>
                        <ButtonLink href=format!("/catalogue/proposals/{id}/text") icon=Glyph::Pencil>"Change the text"</ButtonLink>
                    }
                })
            }
        />
        <Note/>
        <div class="stack" style="--stack:1.5rem">
            <Facts proposal=proposal.clone() now/>
            {behind.then(|| view! { <Behind id version base=proposal.base newest conflicts mine/> })}
            {(faults > 0 && state.is_pending()).then(|| {
                view! {
                    <Alert tone=Tone::Error title="Some edits can’t be made">
                        "They are named below. Nothing is published before each of them fits."
                    </Alert>
                }
            })}
            <Edits edits id version editable/>
            {any.then(|| view! { <Effects id/> })}
            <Comments id comments pending=state.is_pending() now/>
            <Steps id version title steps base=newest/>
        </div>
    }
    .into_any()
}

#[component]
fn Facts(proposal: Proposal, now: jiff::Timestamp) -> impl IntoView {
    let Proposal { said, base, author_name, author, created_at, decided_by, decision, published, .. } = proposal;
    let published = published.map(|number| {
        view! { <Term name="Became"><a class="link" href=format!("/catalogue/versions/{number}")>{format!("Version {number}")}</a></Term> }
    });
    let decided = decided_by.map(|by| view! { <Term name="Decided by">{by}</Term> });
    let decision = (!decision.is_empty())
        .then(|| view! { <Term name="Because"><span class="whitespace-pre-line">{decision}</span></Term> });
    view! {
        <Terms>
            <Term name="Proposed by">
                <a class="link" href=format!("/people/{author}")>{author_name}</a> ", "
                <span title=exact(created_at)><RelativeTime at=created_at now/></span>
            </Term>
            <Term name="Reason"><span class="whitespace-pre-line">{said.reason}</span></Term>
            <Term name="Sources"><span class="whitespace-pre-line break">{said.sources}</span></Term>
            <Term name="From">{format!("Version {base}")}</Term>
            {published}
            {decided}
            {decision}
        </Terms>
    }
    .into_any()
}

/// Another version was published since: harmless, or what met the edits.
#[component]
fn Behind(
    id: CatalogueProposalId,
    version: i32,
    base: i32,
    newest: i32,
    conflicts: Vec<EditConflict>,
    mine: bool,
) -> impl IntoView {
    let form = use_onward::<TakeOn>();
    let met = !conflicts.is_empty();
    let tables = conflicts
        .into_iter()
        .map(|conflict| {
            let caption = format!("{}, changed since version {base}", conflict.row);
            view! {
                <p class="cell-strong">{caption.clone()}</p>
                <FieldTable caption fields=conflict.fields heads=["When it was proposed", "Now"]/>
            }
        })
        .collect_view();
    let (tone, title) = if met {
        (Tone::Warning, "Somebody published a change of the same")
    } else {
        (Tone::Info, "A newer version was published since")
    };
    let words = if met {
        "It can’t be published before its author has compared and takes it on to the newest version."
    } else {
        "It changed nothing that these edits are about: they will be made on the newest version."
    };
    let button = (mine && met).then(|| {
        view! {
            <PostForm form>
                <FormProblem state=form/>
                <HiddenInput name="id" value=id.to_string()/>
                <HiddenInput name="version" value=version.to_string()/>
                <Button size=Size::Small busy=form.pending>{format!("Take it on to version {newest}")}</Button>
            </PostForm>
        }
    });
    view! {
        <Alert tone title>
            <p>{words}</p>
            {tables}
            {button}
        </Alert>
    }
    .into_any()
}

#[component]
fn Edits(edits: Vec<EditShown>, id: CatalogueProposalId, version: i32, editable: bool) -> impl IntoView {
    if edits.is_empty() {
        return view! {
            <Section title="Edits">
                <EmptyState title="No edits yet" hint="A gene’s page puts its change in here; “Add an entry” begins a new gene, combo or rule." icon=Glyph::Dna/>
            </Section>
        }
        .into_any();
    }
    let items = edits
        .into_iter()
        .enumerate()
        .map(|(at, edit)| view! { <li><Edit at edit id version editable/></li> })
        .collect_view();
    view! {
        <Section title="Edits" hint="In this order, on the version that stands now.">
            <ol class="stack" aria-label="Edits" style="--stack:1.25rem">{items}</ol>
        </Section>
    }
    .into_any()
}

#[component]
fn Edit(at: usize, edit: EditShown, id: CatalogueProposalId, version: i32, editable: bool) -> impl IntoView {
    let EditShown { edit, changes, faults } = edit;
    let form = use_onward::<DropEdit>();
    let faults = (!faults.is_empty()).then(|| {
        let lines = faults
            .into_iter()
            .map(|fault| view! { <li>{format!("{}: {}", fault.field, fault.message)}</li> })
            .collect_view();
        view! { <Alert tone=Tone::Error title="This can’t be made"><ul class="bullets">{lines}</ul></Alert> }
    });
    let change = format!("/catalogue/proposals/{id}/edit?at={at}");
    let title = edit.title();
    let tools = editable.then(|| {
        view! {
            <div class="row">
                <ButtonLink href=change size=Size::Small icon=Glyph::Pencil>"Change this edit"</ButtonLink>
                <PostForm form>
                    <FormProblem state=form/>
                    <HiddenInput name="id" value=id.to_string()/>
                    <HiddenInput name="version" value=version.to_string()/>
                    <HiddenInput name="at" value=at.to_string()/>
                    <Button look=Look::DangerQuiet size=Size::Small icon=Glyph::Trash busy=form.pending>"Take it out"</Button>
                </PostForm>
            </div>
        }
    });
    view! {
        <article class="stack" style="--stack:0.625rem">
            <h3>{title}</h3>
            {faults}
            <Changes changes/>
            {tools}
        </article>
    }
    .into_any()
}
