//! What happened to an animal's record, and who did it.

use super::{id_in_path, said};
use crate::{
    api::lineage::{HistoryPage as HistoryData, animal_history},
    pages::loaded::{Loaded, page_data},
};
use app_ui::{EmptyState, PageHeader, Pager, RelativeTime};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::registry::{AnimalChange, Taxon};

/// The whole history, page by page.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let id = id_in_path();
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let data = page_data(move || (id.get(), cursor.get()), |(id, cursor)| animal_history(id, cursor));
    view! {
        <Title text="History"/>
        <Loaded
            data
            what="The history"
            view=move |page: HistoryData| {
                let HistoryData { label, changes, taxa, now } = page;
                let here = format!("/animals/{}", id.get_untracked());
                let turn = |cursor: Option<String>| cursor.map(|cursor| format!("{here}/history?cursor={cursor}"));
                let (prev, next) = (turn(changes.previous), turn(changes.next));
                view! {
                    <PageHeader
                        title="History"
                        hint=format!("of {label}, newest first")
                        trail=vec![("Animals".to_owned(), "/animals".to_owned()), (label, here)]
                    />
                    {if changes.items.is_empty() {
                        view! { <EmptyState title="Nothing has been changed yet"/> }.into_any()
                    } else {
                        view! { <Changes changes=changes.items taxa now/> }.into_any()
                    }}
                    <Pager prev next/>
                }
            }
        />
    }
    .into_any()
}

/// Changes in one line each.
#[component]
pub fn Changes(changes: Vec<AnimalChange>, taxa: Vec<Taxon>, now: Timestamp) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p class="hint">"Nothing has been changed since it was brought in."</p> }.into_any();
    }
    let lines = changes
        .into_iter()
        .map(|change| {
            let by = change.by.clone().unwrap_or_else(|| "An import or a former member".to_owned());
            let value = |value| said::value(&change.field, value, &taxa);
            let what = match change.field.as_str() {
                "created" => "recorded the animal".to_owned(),
                "archived" if change.new == serde_json::Value::Bool(true) => "archived it".to_owned(),
                "archived" => "took it out of the archive".to_owned(),
                side @ ("sire" | "dam") if change.old.is_null() => format!("recorded {} as {side}", value(&change.new)),
                side @ ("sire" | "dam") if change.new.is_null() => {
                    format!("took back {} as {side}", value(&change.old))
                }
                "pairing" if change.old.is_null() => format!("planned the pairing {}", value(&change.new)),
                "pairing" if change.new["state"] == "cancelled" => {
                    format!("cancelled the pairing {}", value(&change.new))
                }
                "pairing" if change.old["state"] == "cancelled" => {
                    format!("planned the pairing {} again", value(&change.new))
                }
                field => {
                    format!(
                        "set {} from {} to {}",
                        said::field(field).to_lowercase(),
                        value(&change.old),
                        value(&change.new)
                    )
                }
            };
            view! {
                <li class="history-line">
                    <span class="history-when hint">
                        <RelativeTime at=change.at now/>
                    </span>
                    <span>
                        <strong>{by}</strong>
                        " "
                        {what}
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="history">{lines}</ol> }.into_any()
}
