//! What the pages of the catalogue have in common: places, words, and changes as before and after.

use crate::pages::words::{address, is_at_least};
use app_shared::use_session_info;
use app_ui::{Badge, Glyph, TabItem, Table, Tabs, Th, Tone, words};
use jiff::tz::TimeZone;
use leptos::prelude::*;
use repti_model::{
    StaffRole,
    catalogue::{CatalogueEdition, ChangeKind, EditKind, FieldChange, ProposalState, RowChange},
};

/// Certainty letters, for a choice.
pub const CERTAINTIES: [(&str, &str); 4] = [
    ("A", "A: peer-reviewed"),
    ("B", "B: a named source"),
    ("C", "C: general knowledge"),
    ("D", "D: sources conflict"),
];

/// Whether the reader may propose.
#[must_use]
pub fn may_propose() -> bool {
    is_at_least(use_session_info().actor.as_ref(), StaffRole::Moderator)
}

/// The page of a gene.
#[must_use]
pub fn gene_href(species: &str, name: &str) -> String {
    address("/catalogue/gene", &[("species", species), ("name", name)])
}

/// A new proposal that goes on to an edit.
#[must_use]
pub fn propose_href(kind: EditKind, species: &str, name: &str, grade: &str) -> String {
    address(
        "/catalogue/proposals/new",
        &[("kind", kind.as_str()), ("species", species), ("name", name), ("grade", grade)],
    )
}

/// "Version 3 of 26 November 2026".
#[must_use]
pub fn version_words(edition: &CatalogueEdition) -> String {
    match edition.published_at {
        Some(at) => format!("Version {} of {}", edition.number, words::date(at.to_zoned(TimeZone::UTC).date())),
        None => format!("Version {}", edition.number),
    }
}

/// The three lists.
#[component]
pub fn CatalogueTabs(current: &'static str) -> impl IntoView {
    let tabs = vec![
        TabItem::new("Entries", "/catalogue"),
        TabItem::new("Proposals", "/catalogue/proposals"),
        TabItem::new("Versions", "/catalogue/versions"),
    ];
    view! { <div class="mb-4"><Tabs label="Catalogue" tabs current=Signal::stored(current.to_owned())/></div> }
}

/// How a proposal stands.
#[component]
pub fn StateBadge(state: ProposalState) -> impl IntoView {
    let (tone, icon) = match state {
        ProposalState::Draft => (Tone::Neutral, Glyph::Pencil),
        ProposalState::Open => (Tone::Info, Glyph::Scale),
        ProposalState::Published => (Tone::Success, Glyph::CircleCheck),
        ProposalState::Declined => (Tone::Error, Glyph::Ban),
        ProposalState::Withdrawn => (Tone::Neutral, Glyph::X),
    };
    view! { <Badge tone icon>{state.label()}</Badge> }
}

/// Rows with their fields before and after.
#[component]
pub fn Changes(changes: Vec<RowChange>) -> impl IntoView {
    let tables = changes
        .into_iter()
        .map(|change| {
            let RowChange { species, row, name, how, fields } = change;
            let title = format!("{} {}: {name} ({species})", how.label(), row.label().to_lowercase());
            view! {
                <div class="stack" style="--stack:0.375rem">
                    <p class="cell-strong break">{title.clone()}</p>
                    <FieldTable caption=title fields how/>
                </div>
            }
        })
        .collect_view();
    view! { <div class="stack">{tables}</div> }.into_any()
}

/// The fields of one row.
#[component]
pub fn FieldTable(
    #[prop(into)] caption: String,
    fields: Vec<FieldChange>,
    #[prop(optional)] how: ChangeKind,
    /// What the columns are called.
    #[prop(default = ["Before", "After"])]
    heads: [&'static str; 2],
) -> impl IntoView {
    let [first, second] = heads;
    let value = move |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let rows = fields
        .into_iter()
        .map(|field| {
            view! {
                <tr>
                    <td>{field.field}</td>
                    {(how != ChangeKind::Added).then(|| view! { <td class="span-all break" data-label=first>{value(field.before)}</td> })}
                    {(how != ChangeKind::Removed).then(|| view! { <td class="span-all break" data-label=second>{value(field.after)}</td> })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption
            stack=true
            head=move || {
                view! {
                    <Th label="Field"/>
                    {(how != ChangeKind::Added).then(|| view! { <Th label=first/> })}
                    {(how != ChangeKind::Removed).then(|| view! { <Th label=second/> })}
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}
