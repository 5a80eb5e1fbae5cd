//! What staff settle between breeders: disputes about claims that were confirmed, with both animals, what both sides said and the files beside
//! it; and certificates that wait to be seen.

mod certificates;

use super::{
    note::Note,
    reason::{Act, ReasonDialog},
    words::{exact, is_at_least},
};
use crate::api::disputes::{OverturnClaim, UpholdClaim, load_disputes};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
    use_onward, use_session_info,
};
use app_ui::{
    Badge, Button, EmptyState, Glyph, Look, PageHeader, RelativeTime, Section, Size, Table, Th, Tone, sex_word, words,
};
use certificates::Certificates;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    StaffRole,
    animal::ParentSide,
    evidence::{EvidenceFile, size_words},
    lineage::{ClaimSaid, DisputeCase, DisputeSide, VerificationEntry, VerificationParty},
};

/// The page.
#[component]
pub fn DisputesPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_disputes());
    view! {
        <Title text="Disputes"/>
        <PageHeader
            title="Disputes"
            hint="What one breeder confirmed and one of the two contests, and certificates to be seen. The eldest first."
        />
        <Note/>
        <Loaded data what="The disputes" view=|page| view! { <List page/> }/>
        <div class="mt-6"><Certificates/></div>
    }
    .into_any()
}

#[component]
fn List(page: Stamped<Vec<DisputeCase>>) -> impl IntoView {
    let (now, cases) = (page.now, page.value);
    if cases.is_empty() {
        return view! { <EmptyState title="No open disputes" hint="Either side of a confirmed claim may dispute it; it stands here until somebody settles it." icon=Glyph::CircleCheck/> }
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
    let DisputeCase { claim, said, child, parent, since, steps, files } = case;
    let (title, word, chance, gene) = match said {
        ClaimSaid::Parent { side, chance, .. } => {
            let word = match side {
                ParentSide::Sire => "sire",
                ParentSide::Dam => "dam",
            };
            let title = format!("{} as {word} of {}", parent.label(), child.label());
            (title, if side == ParentSide::Sire { "Sire" } else { "Dam" }, chance, false)
        }
        ClaimSaid::Gene { words, claimed, .. } => {
            (format!("{words} of {}", child.label()), "Parent", claimed.chance, true)
        }
    };
    let chance = (!chance.is_certain()).then(|| format!("Recorded as {} % likely.", chance.percent()));
    let id = claim.to_string();
    let (uphold, overturn) = (format!("uphold-{}", claim.uuid()), format!("overturn-{}", claim.uuid()));
    let buttons = may.then(|| {
        view! {
            <p class="row">
                <Button size=Size::Small icon=Glyph::Check opens=uphold.clone()>"Uphold…"</Button>
                <Button look=Look::DangerQuiet size=Size::Small icon=Glyph::Ban opens=overturn.clone()>"Overturn…"</Button>
            </p>
        }
    });
    let dialogs = may.then(|| {
        let (upholding, overturning) = (use_onward::<UpholdClaim>(), use_onward::<OverturnClaim>());
        let (stands, falls) = effects(gene);
        let uphold = Act::verdict(uphold, ("Uphold", "Uphold the claim"), Look::Primary, stands, READERS);
        let overturn = Act::verdict(overturn, ("Overturn", "Overturn the claim"), Look::Danger, falls, READERS);
        view! {
            <ReasonDialog form=upholding act=uphold id=id.clone() name=title.clone()/>
            <ReasonDialog form=overturning act=overturn id name=title.clone()/>
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
                <Evidence files now/>
                {buttons}
            </div>
            {dialogs}
        </Section>
    }
    .into_any()
}

const READERS: &str = "Both breeders read it, and it stays on record.";

/// What upholding and overturning do.
const fn effects(gene: bool) -> (&'static [&'static str], &'static [&'static str]) {
    if gene {
        (
            &["The claim stands as confirmed, wherever it shows.", "It can't be disputed again."],
            &[
                "The gene is claimed no more.",
                "The public page keeps it, struck through.",
                "The same claim can't be recorded again.",
            ],
        )
    } else {
        (
            &["The parent stands as confirmed, in every pedigree.", "It can't be disputed again."],
            &[
                "The parent leaves every pedigree and figure, also those of descendants.",
                "The public page keeps it, struck through.",
                "The same claim can't be recorded again.",
            ],
        )
    }
}

/// The files of both sides. Each reading is in the audit log.
#[component]
fn Evidence(files: Vec<EvidenceFile>, now: Timestamp) -> impl IntoView {
    if files.is_empty() {
        return ().into_any();
    }
    let rows = files
        .into_iter()
        .map(|file| {
            let by = file.by.unwrap_or_else(|| "A former member".to_owned());
            let facts = format!("{}, {}", file.kind.label(), size_words(file.size.into()));
            let gone =
                file.withdrawn_at.map(|at| view! { <span class="hint">"withdrawn " <RelativeTime at now/></span> });
            view! {
                <li class="row">
                    <a class="link" href=format!("/evidence/{}", file.id) rel="external">{file.name}</a>
                    <span class="hint">{facts}</span>
                    <span class="hint" title=exact(file.at)>{by} " " <RelativeTime at=file.at now/></span>
                    {gone}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack" style="--stack:0.375rem" aria-label="Files beside the claim">{rows}</ul> }.into_any()
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
            {row(word, parent)}
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
