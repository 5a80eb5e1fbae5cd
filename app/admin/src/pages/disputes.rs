//! Disputes about parents that were confirmed: both animals, what both sides said, and the verdict with its reason.

use super::{
    note::Note,
    words::{exact, is_at_least},
};
use crate::api::disputes::{OverturnClaim, UpholdClaim, load_disputes};
use app_shared::{
    AppError, FormProblem, Onward, Stamped, follow,
    loaded::{Loaded, page_data},
    use_form, use_session_info,
};
use app_ui::{
    Badge, Button, Dialog, EmptyState, FormActions, Glyph, HiddenInput, Look, PageHeader, RelativeTime, Section, Size,
    Table, TextInput, Th, Tone, sex_word, words,
};
use jiff::Timestamp;
use leptos::{prelude::*, web_sys::FormData};
use leptos_meta::Title;
use repti_model::{
    StaffRole,
    animal::ParentSide,
    lineage::{DisputeCase, DisputeSide, VerificationEntry, VerificationParty},
};
use serde::de::DeserializeOwned;
use server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq};

/// The page.
#[component]
pub fn DisputesPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_disputes());
    view! {
        <Title text="Disputes"/>
        <PageHeader
            title="Disputes"
            hint="Parents that one breeder confirmed and one of the two contests. The eldest first."
        />
        <Note/>
        <Loaded data what="The disputes" view=|page| view! { <List page/> }/>
    }
    .into_any()
}

#[component]
fn List(page: Stamped<Vec<DisputeCase>>) -> impl IntoView {
    let (now, cases) = (page.now, page.value);
    if cases.is_empty() {
        return view! { <EmptyState title="No open disputes" hint="Either side of a confirmed parent may dispute it; it stands here until somebody settles it." icon=Glyph::CircleCheck/> }
            .into_any();
    }
    let may = is_at_least(use_session_info().actor.as_ref(), StaffRole::Moderator);
    let cases = cases.into_iter().map(|case| view! { <Case case may now/> }).collect_view();
    view! {
        {(!may).then(|| view! { <p class="hint mb-4">"Settling needs a moderator."</p> })}
        <div class="stack">{cases}</div>
    }
    .into_any()
}

#[component]
fn Case(case: DisputeCase, may: bool, now: Timestamp) -> impl IntoView {
    let DisputeCase { link_id, side, basis: _, chance, child, parent, since, steps } = case;
    let word = match side {
        ParentSide::Sire => "sire",
        ParentSide::Dam => "dam",
    };
    let title = format!("{} as {word} of {}", parent.label(), child.label());
    let chance = (!chance.is_certain()).then(|| format!("Recorded as {} % likely.", chance.percent()));
    let id = link_id.to_string();
    let (uphold, overturn) = (format!("uphold-{id}"), format!("overturn-{id}"));
    let buttons = may.then(|| {
        view! {
            <p class="row">
                <Button size=Size::Small icon=Glyph::Check opens=uphold.clone()>"Uphold…"</Button>
                <Button look=Look::DangerQuiet size=Size::Small icon=Glyph::Ban opens=overturn.clone()>"Overturn…"</Button>
            </p>
        }
    });
    let (upholding, overturning) = (ServerAction::<UpholdClaim>::new(), ServerAction::<OverturnClaim>::new());
    let dialogs = may.then(|| {
        view! {
            <Verdict
                action=upholding
                dialog=uphold
                title=format!("Uphold {title}?")
                verb="Uphold the claim"
                look=Look::Primary
                effects=&["The parent stands as confirmed, in every pedigree.", "It can't be disputed again."]
                id=id.clone()
            />
            <Verdict
                action=overturning
                dialog=overturn
                title=format!("Overturn {title}?")
                verb="Overturn the claim"
                look=Look::Danger
                effects=&[
                    "The parent leaves every pedigree and figure, also those of descendants.",
                    "The public page keeps it, struck through.",
                    "The same claim can't be recorded again.",
                ]
                id
            />
        }
    });
    view! {
        <Section title>
            <div class="stack">
                <p class="hint">
                    <Badge tone=Tone::Warning icon=Glyph::Alert>"Disputed"</Badge> " "
                    <span title=exact(since)><RelativeTime at=since now/></span> " " {chance}
                </p>
                <Animals child parent word/>
                <Said steps now/>
                {buttons}
            </div>
            {dialogs}
        </Section>
    }
    .into_any()
}

/// The two animals beside each other.
#[component]
fn Animals(child: DisputeSide, parent: DisputeSide, word: &'static str) -> impl IntoView {
    let row = |what: &'static str, animal: DisputeSide| {
        let born = animal.born.map_or_else(|| "Not recorded".to_owned(), words::born);
        let morph =
            if animal.genotype_text.is_empty() { "Not recorded".to_owned() } else { animal.genotype_text.clone() };
        view! {
            <tr>
                <td data-label="Role">{what}</td>
                <td class="cell-strong" data-label="Animal">{animal.label()}</td>
                <td data-label="Vivarium"><a class="row-link" href=format!("/vivariums/{}", animal.vivarium_id)>{animal.vivarium}</a></td>
                <td data-label="Species">{animal.taxon}</td>
                <td data-label="Sex">{sex_word(animal.sex)}</td>
                <td data-label="Born">{born}</td>
                <td data-label="Genotype">{morph}</td>
            </tr>
        }
    };
    let parent_word = if word == "sire" { "Sire" } else { "Dam" };
    view! {
        <Table
            caption="The two animals"
            stack=true
            head=|| {
                view! {
                    <Th label="Role"/>
                    <Th label="Animal"/>
                    <Th label="Vivarium"/>
                    <Th label="Species"/>
                    <Th label="Sex"/>
                    <Th label="Born"/>
                    <Th label="Genotype"/>
                }
            }
        >
            {row("Young", child)}
            {row(parent_word, parent)}
        </Table>
    }
    .into_any()
}

/// What both sides said, first to last.
#[component]
fn Said(steps: Vec<VerificationEntry>, now: Timestamp) -> impl IntoView {
    let lines = steps
        .into_iter()
        .map(|entry| {
            let by = match entry.party {
                VerificationParty::System => "Nobody answered in time".to_owned(),
                _ => entry.by.unwrap_or_else(|| "A former member".to_owned()),
            };
            let message = if entry.message.is_empty() { "No message.".to_owned() } else { entry.message };
            view! {
                <li class="history-line">
                    <Badge>{entry.step.label()}</Badge>
                    <span class="history-reason whitespace-pre-line">{message}</span>
                    <span class="hint" title=exact(entry.at)>{by} ", " <RelativeTime at=entry.at now/></span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="history" aria-label="What was said">{lines}</ol> }
}

/// The dialog of a verdict: what it does, then the reason that both sides will read.
#[component]
fn Verdict<S, P>(
    action: ServerAction<S>,
    dialog: String,
    title: String,
    verb: &'static str,
    look: Look,
    effects: &'static [&'static str],
    id: String,
) -> impl IntoView
where
    S: ServerFn<Protocol = Http<PostUrl, P>, Output = Onward, Error = AppError>
        + DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static,
    S::Client: Client<AppError>,
    <<S::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<FormData>,
    P: 'static,
{
    let form = use_form(action);
    follow(action);
    let effects = effects.iter().map(|effect| view! { <li>{*effect}</li> }).collect_view();
    let field = format!("{dialog}-reason");
    let whole = move || form.error.with(|error| error.as_ref().is_none_or(|error| error.fields().is_empty()));
    view! {
        <Dialog id=dialog.clone() title>
            <ActionForm action attr:class="stack">
                {move || whole().then(|| view! { <FormProblem state=form/> })}
                <HiddenInput name="id" value=id/>
                <ul class="bullets effects">{effects}</ul>
                <TextInput
                    id=field
                    name="reason"
                    label="Reason"
                    hint="Both breeders read it, and it stays on record."
                    required=true
                    maxlength=1000
                    autocomplete="off"
                    error=form.field("reason")
                />
                <FormActions>
                    <Button look busy=form.pending>{verb}</Button>
                    <button type="button" class="btn" popovertarget=dialog popovertargetaction="hide">"Cancel"</button>
                </FormActions>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}
