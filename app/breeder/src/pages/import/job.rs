//! One import: what can be done next, by where it stands.

use super::{State, mapping::MappingForm, preview::Preview, progress::Progress, result::Outcome, rows::Rows};
use crate::{
    api::import::{ImportPage, load_import},
    pages::{
        exchange::Exchange,
        loaded::{Loaded, page_data},
        note::Note,
    },
};
use app_ui::{Alert, PageHeader, Steps, Tone, words};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use repti_model::{
    ImportJobId,
    exchange::{ImportState, RowFilter},
};

/// The page's data with the rows that are shown and whether the columns are asked for again. Loaded anew when the work is done.
pub(super) type Data = app_shared::loaded::Data<(ImportPage, RowFilter, bool)>;

/// The page.
#[component]
pub fn ImportJobPage() -> impl IntoView {
    view! {
        <Title text="Import"/>
        <Note/>
        <Exchange>
            <Found/>
        </Exchange>
    }
    .into_any()
}

#[component]
fn Found() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let id = params.with(|params| params.get("id")).and_then(|id| id.parse::<ImportJobId>().ok());
        // An address without an id of an import leads to "there is no such page".
        let id = id.unwrap_or(ImportJobId(uuid::Uuid::nil()));
        query.with(|query| {
            let filter = query.get_str("rows").and_then(|rows| rows.parse::<RowFilter>().ok()).unwrap_or_default();
            (id, filter, query.get("cursor"), query.get_str("step") == Some("columns"))
        })
    };
    let data: Data = page_data(asked, |(id, filter, cursor, columns)| async move {
        load_import(id, filter, cursor).await.map(|page| (page, filter, columns))
    });
    view! {
        <Loaded data what="The import" view=move |(page, filter, columns)| view! { <Job page filter columns data/> }/>
    }
    .into_any()
}

#[component]
fn Job(page: ImportPage, filter: RowFilter, columns: bool, data: Data) -> impl IntoView {
    let ImportPage { job, taxa, rows } = page;
    let (id, state, reverting) = (job.summary.id, job.summary.state, job.summary.reverting);
    let mapping = state.is_open() && (columns || state != ImportState::Previewed);
    let done = matches!(state, ImportState::Committed | ImportState::Reverted) && !reverting;
    let step = match state {
        _ if mapping => 1,
        ImportState::Previewed => 2,
        _ if done => 4,
        _ => 3,
    };
    let back = (step == 2).then(|| format!("/import/{id}?step=columns"));
    let steps = [("File", None), ("Columns", back), ("Preview", None), ("Import", None)]
        .map(|(name, href)| (name.to_owned(), href));
    let hint = format!("{}, {}", job.summary.format.label(), words::plural(job.summary.counts.rows.into(), "row"));
    let title = job.summary.file_name.clone();
    let (notes, same_as) = (job.notes.clone(), job.same_as.filter(|_| state.is_open()));
    let body = if mapping {
        view! { <MappingForm job taxa/> }.into_any()
    } else if state == ImportState::Committing || reverting {
        view! { <Progress job data/> }.into_any()
    } else if state == ImportState::Previewed {
        view! { <Preview job=job.clone()/> <Rows job rows filter/> }.into_any()
    } else {
        view! { <Outcome job=job.clone()/> <Rows job rows filter/> }.into_any()
    };
    view! {
        <PageHeader
            title
            hint
            beside=move || view! { <State state reverting/> }
            trail=vec![("Import".to_owned(), "/import".to_owned())]
        />
        <div class="stack">
            <Steps label="Steps of the import" steps=steps.to_vec() current=step/>
            {same_as
                .map(|earlier| {
                    view! {
                        <Alert tone=Tone::Warning title="This very file was imported before">
                            <p>
                                "Animals that are here already are found again and not doubled. "
                                <a class="link" href=format!("/import/{earlier}")>"See that import"</a>
                            </p>
                        </Alert>
                    }
                })}
            {notes.into_iter().map(|note| view! { <Alert tone=Tone::Info><p>{note}</p></Alert> }).collect_view()}
            {body}
        </div>
    }
    .into_any()
}
