//! What the pages of a person and of a vivarium have in common: found by the id in the address, suspended or not, and what was done before.

use super::{log::LogLines, reason::History};
use app_shared::{
    AppError,
    loaded::{Data, page_data},
};
use app_ui::{Alert, Button, Glyph, Look, Section, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use repti_model::{ErrorCode, Problem, audit::AuditRow, staff::SuspensionRow};
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;
use uuid::Uuid;

/// What `load` gives for the id in the address. What isn't an id is not found.
pub fn use_record<I, T, F>(load: impl Fn(I) -> F + Send + Sync + 'static) -> Data<T>
where
    I: FromStr,
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let params = use_params_map();
    page_data(
        move || params.with(|params| params.get("id").unwrap_or_default()),
        move |id: String| {
            let asked = id.parse::<I>().ok().map(&load);
            async move {
                match asked {
                    Some(answer) => answer.await,
                    None => Err(Problem::of(ErrorCode::NotFound).into()),
                }
            }
        },
    )
}

/// The button that opens the dialog of what is due: suspending, or taking it back.
#[component]
pub fn SuspensionButton(suspended: bool) -> impl IntoView {
    if suspended {
        view! { <Button look=Look::Primary icon=Glyph::Restore opens="reinstate">"Reinstate…"</Button> }.into_any()
    } else {
        view! { <Button look=Look::DangerQuiet icon=Glyph::Ban opens="suspend">"Suspend…"</Button> }.into_any()
    }
}

/// That it is suspended, and why.
#[component]
pub fn SuspendedNotice(
    /// Nothing while it isn't suspended.
    reason: Option<String>,
) -> impl IntoView {
    reason.map(|reason| {
        view! {
            <div class="mb-4">
                <Alert tone=Tone::Error title="Suspended">
                    <p>{reason}</p>
                </Alert>
            </div>
        }
    })
}

/// What staff did before, and the latest lines of the log.
#[component]
pub fn Past(id: Uuid, suspensions: Vec<SuspensionRow>, log: Vec<AuditRow>, now: Timestamp) -> impl IntoView {
    view! {
        <Section title="Suspensions"><History rows=suspensions now/></Section>
        <Section
            title="In the audit log"
            actions=move || view! { <a class="quiet-link hint" href=format!("/audit?object={id}")>"All lines"</a> }
        >
            <LogLines lines=log now/>
        </Section>
    }
}
