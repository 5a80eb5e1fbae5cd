//! What is written of a pairing, in the form of a new one and in that of a change.

use app_shared::FormState;
use app_ui::{TextInput, Textarea};
use leptos::prelude::*;
use repti_model::{ErrorCode, PairingId, pairing::PairingFields};

/// Season, date, wish and note.
#[component]
pub fn Fields(form: FormState, fields: PairingFields) -> impl IntoView {
    let PairingFields { season, planned, wish, note } = fields;
    let planned = planned.map(|planned| planned.to_string()).unwrap_or_default();
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <TextInput
                name="season"
                label="Season"
                hint="The year in which young are hoped for."
                kind="number"
                min="1990"
                max="2100"
                inputmode="numeric"
                required=true
                value=form.value("season", season.to_string())
                error=form.field("season")
            />
            <TextInput
                name="planned"
                label="Put together"
                hint="A month or a day, if it is known: 2027-03 or 2027-03-14."
                value=form.value("planned", planned)
                error=form.field("planned")
            />
        </div>
        <TextInput
            name="wish"
            label="Wish"
            hint="What the young shall be, such as Clown Pied."
            maxlength=500
            value=form.value("wish", wish)
            error=form.field("wish")
        />
        <Textarea
            name="note"
            label="Note"
            hint="For the vivarium’s own eyes."
            rows=3
            maxlength=2000
            value=form.value("note", note)
            error=form.field("note")
        />
    }
    .into_any()
}

/// The way to the pairing that stands where this one was to be planned.
pub fn standing(form: FormState) -> AnyView {
    let link = move || {
        let id = form.error.with(|error| {
            let problem = &error.as_ref()?.0;
            let id = problem.current.as_ref()?.get("id")?.as_str()?.parse::<PairingId>().ok()?;
            (problem.code == ErrorCode::AlreadyExists).then_some(id)
        });
        id.map(|id| view! { <p><a class="link" href=format!("/pairings/{id}")>"Open the pairing that is planned already"</a></p> })
    };
    link.into_any()
}
