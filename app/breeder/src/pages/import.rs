//! Import: choosing a file, and the imports so far.

mod job;
mod mapping;
mod preview;
mod progress;
mod result;
mod rows;

pub use job::ImportJobPage;

use super::{
    exchange::Exchange,
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::import::{History, load_imports};
use app_shared::{error_in_url, within};
use app_ui::{
    Alert, Badge, Button, Card, EmptyState, FileInput, FormActions, Glyph, Look, PageHeader, Pager, RelativeTime,
    Section, Table, Th, Tone, words,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::exchange::{ImportState, ImportSummary, MAX_IMPORT_BYTES};

/// Bytes of a file, as the browser counts them.
const MOST_BYTES: u64 = MAX_IMPORT_BYTES as u64;

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    view! {
        <Title text="Import"/>
        <PageHeader
            title="Import"
            hint="Nothing is written before you have seen what would happen, and an import can be taken back."
        />
        <Note/>
        <Exchange>
            <Imports/>
        </Exchange>
    }
    .into_any()
}

#[component]
fn Imports() -> impl IntoView {
    let query = use_query_map();
    let history = page_data(move || query.with(|query| query.get("cursor")), load_imports);
    view! {
        <div class="stack max-w-4xl">
            <Upload/>
            <Section title="Imports so far">
                <Loaded data=history what="The imports" view=|history| view! { <Jobs history/> }/>
            </Section>
        </div>
    }
    .into_any()
}

/// A plain form: large files go past the server functions, and it works before the page wakes.
#[component]
fn Upload() -> impl IntoView {
    let refused = error_in_url("/import/upload").map(|error| error.0.detail);
    let sent = RwSignal::new(false);
    view! {
        <Card title="A new import">
            <form
                method="post"
                action=within("/import/upload")
                enctype="multipart/form-data"
                class="stack"
                on:submit=move |_| sent.set(true)
            >
                {refused
                    .map(|detail| {
                        view! { <div data-form-problem="" tabindex="-1"><Alert tone=Tone::Error title="This file was not taken in">{detail}</Alert></div> }
                    })}
                <FileInput
                    name="file"
                    label="File"
                    accept=".csv,.tsv,.tab,.txt,.xlsx"
                    hint="CSV, TSV or XLSX with a header row, up to 25 MB and 200,000 animals."
                    required=true
                    max_bytes=MOST_BYTES
                />
                <details class="hint">
                    <summary>"Which files are understood?"</summary>
                    <ul class="bullets mt-2">
                        <li>"MorphMarket: the animal export, and the older bulk template"</li>
                        <li>"The Clutchly template"</li>
                        <li>"ReptiDex: our own export, read back without loss"</li>
                        <li>"Pedigree lists: id, sire, dam"</li>
                        <li>"Any other sheet: you say which column means what"</li>
                    </ul>
                </details>
                <FormActions>
                    <Button look=Look::Primary icon=Glyph::Upload busy=sent>"Read the file"</Button>
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}

#[component]
fn Jobs(history: History) -> impl IntoView {
    let History { page, now } = history;
    if page.items.is_empty() {
        return view! {
            <EmptyState title="No import yet" hint="Each one stands here with what became of its rows." icon=Glyph::Upload/>
        }
        .into_any();
    }
    let turn = |cursor: Option<String>| cursor.map(|cursor| format!("/import?cursor={cursor}")).unwrap_or_default();
    let (prev, next) = (turn(page.previous), turn(page.next));
    let rows = page.items.into_iter().map(|job| view! { <Job job now/> }).collect_view();
    view! {
        <Table
            caption="Imports"
            stack=true
            head=|| {
                view! {
                    <Th label="File"/>
                    <Th label="State"/>
                    <Th label="New" num=true/>
                    <Th label="Errors" num=true/>
                    <Th label="By"/>
                    <Th label="When"/>
                }
            }
        >
            {rows}
        </Table>
        <Pager prev next/>
    }
    .into_any()
}

#[component]
fn Job(job: ImportSummary, now: Timestamp) -> impl IntoView {
    // Before the dry run nobody knows.
    let known = !matches!(job.state, ImportState::Uploaded | ImportState::Mapped);
    let figure = move |count: u32| if known { words::thousands(count.into()) } else { "–".to_owned() };
    view! {
        <tr>
            <td>
                <a class="row-link" href=format!("/import/{}", job.id)>{job.file_name}</a>
                <br/>
                <span class="hint">{format!("{}, {}", job.format.label(), words::plural(job.counts.rows.into(), "row"))}</span>
            </td>
            <td><State state=job.state reverting=job.reverting/></td>
            <td data-label="New" class="num">{figure(job.counts.create)}</td>
            <td data-label="Errors" class="num">{figure(job.counts.error)}</td>
            <td data-label="By">{job.by.unwrap_or_default()}</td>
            <td data-label="When"><RelativeTime at=job.created_at now/></td>
        </tr>
    }
    .into_any()
}

/// The state as a badge.
#[component]
fn State(state: ImportState, reverting: bool) -> impl IntoView {
    let tone = match state {
        _ if reverting => Tone::Info,
        ImportState::Committed => Tone::Success,
        ImportState::Failed => Tone::Error,
        ImportState::Committing | ImportState::Previewed => Tone::Info,
        _ => Tone::Neutral,
    };
    let label = if reverting { "Being taken back" } else { state.label() };
    view! { <Badge tone>{label}</Badge> }
}
