//! Which plan the vivarium has, and how much of its room is taken.

use super::{Loaded, page_data};
use crate::api::vivariums::load_room;
use app_ui::{Alert, Card, Term, Terms, Tone};
use leptos::prelude::*;
use repti_model::media::{PhotoRoom, room_words};

/// The plan below the profile. There is no button for another: nobody can pay yet.
#[component]
pub(super) fn PlanCard() -> impl IntoView {
    let data = page_data(|| (), |()| load_room());
    view! {
        <Card title="Plan" hint="For another plan write to support." class="max-w-2xl mt-4" id="plan">
            <Loaded data what="The plan" view=|room| view! { <Shown room/> }/>
        </Card>
    }
    .into_any()
}

#[component]
fn Shown(room: PhotoRoom) -> impl IntoView {
    let warning = room.warning().map(|(full, words)| {
        let title = if full { "No room for more photos" } else { "Nearly full" };
        view! {
            <Alert tone=Tone::Warning title>
                <p>{words}</p>
            </Alert>
        }
    });
    let PhotoRoom { used, quota, plan_name, .. } = room;
    let words = format!("{} of {} used", room_words(used), room_words(quota));
    view! {
        <div class="stack">
            <Terms>
                <Term name="Plan">{plan_name}</Term>
                <Term name="Photos">{words}</Term>
            </Terms>
            <progress class="progress" aria-label="Room for photos" max=quota.to_string() value=used.min(quota).to_string()></progress>
            {warning}
        </div>
    }
    .into_any()
}
