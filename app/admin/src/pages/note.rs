//! What a form has just done, told on the page that it went on to. Only known words are told: the address is anybody's.

use app_ui::{Alert, Tone};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

fn words_of(note: &str) -> Option<&'static str> {
    Some(match note {
        "signed-out" => "You are signed out.",
        "signed-out-everywhere" => "You are signed out everywhere.",
        "session-ended" => "That session is signed out.",
        "sessions-ended" => "Every other session is signed out.",
        "suspended" => "Suspended. It holds from this moment, and stands in the audit log.",
        "reinstated" => "Reinstated. It holds from this moment, and stands in the audit log.",
        "role-changed" => "The staff role is changed. Their sessions have ended; the next sign-in has the new role.",
        "plan-changed" => "The plan is changed. It holds from this moment, and stands in the audit log.",
        "retried" => "The job has all its tries again and runs as soon as a worker is free.",
        "task-retried" => "All of them have their tries again and run as soon as a worker is free.",
        "taxon-added" => "The taxon is added. Breeders can choose it and imports know it from now on.",
        "taxon-changed" => "The taxon is changed. It holds from this moment, and stands in the audit log.",
        "upheld" => "Upheld. Both breeders are told, and it stands in the audit log.",
        "overturned" => {
            "Overturned. The claim counts nowhere any more, both breeders are told, and it stands in the audit log."
        }
        "certificate-accepted" => {
            "Accepted. The claim is known by a DNA test, its breeder is told, and it stands in the audit log."
        }
        "certificate-refused" => "Refused. The breeder is told and reads your reason, and it stands in the audit log.",
        "likeness-dismissed" => "No copy: both photos stay as they are, and it stands in the audit log.",
        "photo-taken-down" => {
            "Taken down. Nobody is shown the photo any more, its breeder reads your reason, and it stands in the audit log."
        }
        "logo-taken-down" => {
            "Taken down. Nobody is shown the logo any more, its keeper reads your reason, and it stands in the audit log."
        }
        "photo-put-back" => {
            "Put back. The photo is shown again as soon as it is prepared, and it stands in the audit log."
        }
        "proposed" => "The proposal is begun: a draft, until you put it up.",
        "proposal-changed" => "The proposal is changed.",
        "proposal-discuss" => "It is up for discussion.",
        "proposal-decline" => "Declined. What was said of it stays.",
        "proposal-withdraw" => "Withdrawn. What was said of it stays.",
        "edit-saved" => "The edit is in the proposal. Nothing of the catalogue has changed yet.",
        "edit-dropped" => "The edit is out of the proposal.",
        "taken-on" => "The proposal goes by the newest version now.",
        "commented" => "Said.",
        "catalogue-published" => {
            "Published. This server goes by it from this moment, others within seconds; it stands in the audit log."
        }
        "dropped" => "The job is dropped. What it was to do won't happen.",
        _ => return None,
    })
}

/// The note in the address, if there is one.
#[component]
pub fn Note() -> impl IntoView {
    let query = use_query_map();
    move || {
        let words = query.with(|query| query.get_str("note").and_then(words_of));
        words.map(|words| view! { <div class="mb-4"><Alert tone=Tone::Success>{words}</Alert></div> })
    }
}
