//! What narrows the log: one GET form, so that a search is an address.

use app_shared::AppError;
use app_ui::{Button, Glyph, TextInput};
use leptos::prelude::*;
use repti_model::audit::AuditForm;

/// Actions that staff look for, offered while they type.
const ACTIONS: [&str; 17] = [
    "person.",
    "person.suspended",
    "person.reinstated",
    "person.staff_role_changed",
    "person.signed_up",
    "vivarium.",
    "vivarium.suspended",
    "vivarium.reinstated",
    "vivarium.plan_changed",
    "vivarium.logo_taken_down",
    "photo.taken_down",
    "staff.",
    "staff.signed_in",
    "factor.",
    "session.",
    "job.",
    "audit.verified",
];

/// The fields; a refused one says so.
#[component]
pub(super) fn Filters(form: AuditForm, error: Option<AppError>) -> impl IntoView {
    let of = |name: &str| error.as_ref().and_then(|error| error.fields().of(name).first().cloned());
    let (since, until) = (of("since"), of("until"));
    let narrows = form.narrows();
    let options = ACTIONS.map(|action| view! { <option value=action></option> }).collect_view();
    view! {
        <form class="audit-filters" role="search" aria-label="Search the audit log" method="get" action="/audit">
            <TextInput name="actor" label="By" value=form.actor placeholder="Name, e-mail or id" autocomplete="off" maxlength=120/>
            <TextInput name="object" label="About" value=form.object placeholder="Name or id" autocomplete="off" maxlength=120/>
            <TextInput name="action" label="Action" value=form.action placeholder="person.suspended" list="audit-actions" mono=true autocomplete="off" maxlength=80/>
            <TextInput name="since" label="From" value=form.since placeholder="2026-11-25 14:30" mono=true autocomplete="off" maxlength=40 error=since/>
            <TextInput name="until" label="Until" value=form.until placeholder="2026-11-25" mono=true autocomplete="off" maxlength=40 error=until/>
            <div class="audit-go">
                <Button icon=Glyph::Search>"Search"</Button>
                {narrows.then(|| view! { <a class="link hint" href="/audit">"Clear"</a> })}
            </div>
            <datalist id="audit-actions">{options}</datalist>
        </form>
    }
    .into_any()
}
