//! What a form has just done, told on the page that it went on to. Only known words are told: the address is anybody's.

use app_ui::{Alert, Tone};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

fn words_of(note: &str) -> Option<&'static str> {
    Some(match note {
        "saved" => "Saved.",
        "certificate-issued" => "Issued. It stands below, to print.",
        "certificate-revoked" => "Revoked. Its check page says so from now on.",
        "archived" => "Archived. It stays in every pedigree, and can be taken out again.",
        "restored" => "Taken out of the archive.",
        "parent-added" => "The parent is recorded.",
        "parent-changed" => "The claim is changed.",
        "parent-retracted" => "The claim is taken back. It stays in the history.",
        "genes-claimed" => "Recorded. Each gene says how it is known.",
        "gene-changed" => "The claim is changed. What it said before stays in the history.",
        "gene-retracted" => "The claim is taken back. It stays in the history, and can be put back below the claims.",
        "gene-restored" => "The claim stands again.",
        "pairing-planned" => "The pairing is planned. It stands in the history of both animals.",
        "pairing-changed" => "The pairing is changed.",
        "pairing-cancelled" => "The pairing is cancelled. It stays on record, and can be planned again.",
        "pairing-restored" => "The pairing is planned again.",
        "requested" => "Asked. The other breeder has 30 days to answer, and you are told when they do.",
        "withdrawn" => "The request is withdrawn.",
        "confirmed" => "Confirmed. Everybody who sees the pedigree sees that you did.",
        "declined-claim" => "Declined. The claim never shows as confirmed.",
        "disputed" => "Disputed. ReptiDex looks at what both sides wrote, and settles it.",
        "logo-changed" => "The logo stands on papers from now on.",
        "logo-removed" => "The logo is gone. Papers do without from now on.",
        "photo-sent" => "It has arrived and is being prepared. Load the page again in a moment.",
        "evidence-added" => "The file stands beside the claim.",
        "evidence-removed" => "The file is gone.",
        "evidence-withdrawn" => "The file is withdrawn. It stays readable, since somebody may have gone by it.",
        "warning-answered" => "Answered. The question stays with the claim, but is no longer open.",
        "added" => "Added. The form is ready for the next one.",
        "view-saved" => "The view is saved.",
        "view-renamed" => "The view has its new name.",
        "view-deleted" => "The view is deleted. The animals in it are as they were.",
        "check-mail" => "We have sent a mail to the new address. It becomes yours when you follow the link in it.",
        "email-changed" => "Your e-mail address is changed. Use the new one to sign in.",
        "password-changed" => "Your password is changed, and every other session is signed out.",
        "session-ended" => "That session is signed out.",
        "sessions-ended" => "Every other session is signed out.",
        "signed-out-everywhere" => "You are signed out everywhere.",
        "factor-removed" => "Removed. It can't be used to sign in any more.",
        "factor-added" => "Set up. It is asked for at your next sign-in.",
        "codes-kept" => "Done. The second factor is asked for at your next sign-in; a recovery code stands in for it.",
        "declined" => "The invitation is declined.",
        "invited" => "The invitation is on its way.",
        "invitation-revoked" => "The invitation is taken back.",
        "member-removed" => "That person is no longer a member.",
        "left" => "You have left the vivarium.",
        "handed-over" => "The vivarium is handed over. You are a curator now.",
        "import-discarded" => "The upload is thrown away.",
        "widget-created" => "The widget is ready. Copy its code into your page.",
        "webhook-deleted" => "The endpoint is deleted. Nothing is sent there any more.",
        "webhook-tested" => "A test is on its way.",
        "webhook-redelivered" => "It is on its way again.",
        "widget-enabled" => "The widget is on again. Its code is the same.",
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
