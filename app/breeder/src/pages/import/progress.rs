//! How far an import is, while the worker is at it.

use super::job::Data;
use crate::api::import::import_progress;
use app_ui::{ButtonLink, Card, Glyph, ProgressBar};
use leptos::prelude::*;
use repti_model::exchange::{ImportJob, ImportState};
use std::time::Duration;

/// How often the progress bar asks.
const POLL: Duration = Duration::from_millis(700);

/// The bar. Without WASM the link asks again.
#[component]
pub(super) fn Progress(job: ImportJob, data: Data) -> impl IntoView {
    let id = job.summary.id;
    let (done, total) = (RwSignal::new(u64::from(job.done)), RwSignal::new(u64::from(job.total)));
    let lost = RwSignal::new(false);
    Effect::new(move || {
        let ask = move || {
            leptos::task::spawn_local(async move {
                let Ok(job) = import_progress(id).await else {
                    // Asked again by the next turn. The page may be gone by then.
                    let _ = lost.try_set(true);
                    return;
                };
                let _ = lost.try_set(false);
                let _ = done.try_set(job.done.into());
                let _ = total.try_set(job.total.into());
                if job.summary.state != ImportState::Committing && !job.summary.reverting {
                    data.refetch();
                }
            });
        };
        if let Ok(handle) = set_interval_with_handle(ask, POLL) {
            on_cleanup(move || handle.clear());
        }
    });
    let title = if job.summary.reverting { "Taking the import back" } else { "Importing" };
    view! {
        <Card title>
            <div class="stack">
                <ProgressBar label="Steps done" done total/>
                <p class="hint" role="status">
                    {move || {
                        if lost.get() {
                            "No connection. The work goes on all the same; this page asks again."
                        } else {
                            "You can leave this page: the work goes on, and the import stands in the list."
                        }
                    }}
                </p>
                <p><ButtonLink href=format!("/import/{id}") icon=Glyph::Refresh>"Ask again"</ButtonLink></p>
            </div>
        </Card>
    }
    .into_any()
}
