//! Verifications: requests to this vivarium, its own requests, disputes, and what was answered.

mod act;
mod case;
mod files;

pub use act::Act;
pub use case::{History, state_badge};
pub use files::Files;

use super::{
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::verification::{VerificationsData, load_verifications};
use app_shared::use_session_info;
use app_ui::{Card, EmptyState, Glyph, PageHeader, words};
use case::Case;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{Action, lineage::VerificationCase};

/// The page.
#[component]
pub fn VerificationsPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_verifications());
    view! {
        <Title text="Verifications"/>
        <PageHeader
            title="Verifications"
            hint="What another breeder can answer for, a parent or a gene, is confirmed by them. Every step stays on record."
        />
        <Note/>
        <Loaded data what="The verifications" view=|data| view! { <Whole data/> }/>
    }
    .into_any()
}

#[component]
fn Whole(data: VerificationsData) -> impl IntoView {
    let VerificationsData { all, now } = data;
    let lineage = use_session_info().actor.is_some_and(|actor| actor.may(Action::EditLineage));
    view! {
        <div class="stack">
            {(!lineage)
                .then(|| view! { <p class="hint">"Asking, answering and disputing need the role curator or more."</p> })}
            <Part
                title="Asked of you"
                cases=all.asked
                lineage
                now
                empty=("Nobody waits for you", "When another breeder names an animal of yours as a parent, they can ask you here to confirm it, or a gene of its young.")
            />
            <Part
                title="Your requests"
                cases=all.sent
                lineage
                now
                empty=("No open requests", "Ask from the page of an animal whose sire or dam another breeder keeps, about that parent or about a gene.")
            />
            <Part
                title="Disputes"
                cases=all.disputes
                lineage
                now
                empty=("Nothing is disputed", "Either side may dispute what was confirmed, with a reason. ReptiDex settles it.")
            />
            <Part
                title="Answered and settled"
                cases=all.done
                lineage
                now
                empty=("Nothing was answered yet", "Confirmed and declined claims stand here afterwards.")
            />
        </div>
    }
    .into_any()
}

#[component]
fn Part(
    title: &'static str,
    cases: Vec<VerificationCase>,
    lineage: bool,
    now: Timestamp,
    empty: (&'static str, &'static str),
) -> impl IntoView {
    if cases.is_empty() {
        let (what, hint) = empty;
        return view! {
            <Card title>
                <EmptyState title=what hint icon=Glyph::Badge/>
            </Card>
        }
        .into_any();
    }
    let count = words::plural(u64::try_from(cases.len()).unwrap_or_default(), "claim");
    let rows = cases.into_iter().map(|case| view! { <Case case lineage now/> }).collect_view();
    view! {
        <Card title hint=count>
            <ul aria-label=title>{rows}</ul>
        </Card>
    }
    .into_any()
}
