//! Rows of a preview or a result, by what is wrong with them.

use app_ui::{Badge, EmptyState, Glyph, Pager, TabItem, Table, Tabs, Th, Tone};
use leptos::prelude::*;
use repti_model::{
    exchange::{ImportJob, ImportRow, RowFilter, RowIssue, RowState, Severity},
    page::Page,
};

/// Tabs and table.
#[component]
pub(super) fn Rows(job: ImportJob, rows: Page<ImportRow>, filter: RowFilter) -> impl IntoView {
    let (id, counts) = (job.summary.id, job.summary.counts);
    let address = move |filter: RowFilter| format!("/import/{id}?rows={filter}");
    let count = |filter: RowFilter| match filter {
        RowFilter::All => counts.rows + counts.externals,
        RowFilter::Errors => counts.error,
        RowFilter::Conflicts => counts.conflicts,
        RowFilter::Warnings => counts.warnings,
        RowFilter::New => counts.create + counts.externals,
        RowFilter::Existing => counts.skip + counts.update,
    };
    let tabs =
        RowFilter::ALL.iter().map(|tab| TabItem::new(tab.label(), address(*tab)).count(count(*tab).into())).collect();
    let turn = |cursor: Option<String>| {
        cursor.map(|cursor| format!("{}&cursor={cursor}", address(filter))).unwrap_or_default()
    };
    let (prev, next) = (turn(rows.previous), turn(rows.next));
    let body = if rows.items.is_empty() {
        view! { <EmptyState title=none_of(filter) icon=Glyph::List/> }.into_any()
    } else {
        let lines = rows.items.into_iter().map(|row| view! { <Row row/> }).collect_view();
        view! {
            <Table
                caption=format!("Rows of the file: {}", filter.label())
                stack=true
                head=|| {
                    view! {
                        <Th label="Animal"/>
                        <Th label="Line" num=true/>
                        <Th label="What happens"/>
                        <Th label="What was read"/>
                        <Th label="Remarks"/>
                    }
                }
            >
                {lines}
            </Table>
        }
        .into_any()
    };
    view! {
        <section aria-label="Rows of the file">
            <Tabs label="Rows" tabs current=address(filter)/>
            {body}
            <Pager prev next/>
        </section>
    }
    .into_any()
}

const fn none_of(filter: RowFilter) -> &'static str {
    match filter {
        RowFilter::All => "No rows",
        RowFilter::Errors => "No row has an error",
        RowFilter::Conflicts => "No row contradicts another",
        RowFilter::Warnings => "Nothing to look at again",
        RowFilter::New => "No new animals",
        RowFilter::Existing => "None of the animals is here already",
    }
}

#[component]
fn Row(row: ImportRow) -> impl IntoView {
    let name = match row.animal_id {
        Some(id) => view! { <a class="row-link" href=format!("/animals/{id}")>{row.label.clone()}</a> }.into_any(),
        None => row.label.clone().into_any(),
    };
    let code =
        (row.code != row.label && !row.code.is_empty()).then(|| view! { " "<span class="code">{row.code}</span> });
    // Ancestors that the file only names stand in no line of it.
    let line = if row.line > 0 { row.line.to_string() } else { "–".to_owned() };
    let tone = match row.state {
        RowState::Error => Tone::Error,
        RowState::Created | RowState::Updated => Tone::Success,
        RowState::Create | RowState::Update => Tone::Info,
        _ => Tone::Neutral,
    };
    let state = if row.state == RowState::Error { "Left out" } else { row.state.label() };
    let issues = row.issues.into_iter().map(|issue| view! { <Issue issue/> }).collect::<Vec<_>>();
    view! {
        <tr>
            <td>{name}{code}</td>
            <td data-label="Line" class="num">{line}</td>
            <td><Badge tone>{state}</Badge></td>
            <td class="span-all"><span class="hint">{row.reading}</span></td>
            <td class="span-all">{(!issues.is_empty()).then(|| view! { <ul class="flex flex-col gap-1">{issues}</ul> })}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Issue(issue: RowIssue) -> impl IntoView {
    let (word, tone) = match issue.severity {
        Severity::Error => ("Error", Tone::Error),
        Severity::Conflict => ("Conflict", Tone::Warning),
        Severity::Warning => ("Look again", Tone::Neutral),
    };
    view! {
        <li class="flex flex-wrap items-baseline gap-x-2">
            <Badge tone>{word}</Badge>
            <span class="min-w-0 flex-1 basis-64">{issue.message}</span>
        </li>
    }
}
