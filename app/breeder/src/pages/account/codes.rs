//! Recovery codes, shown once.

use app_ui::{Alert, ButtonLink, CodeBlock, Look, Tone};
use leptos::prelude::*;
use repti_model::account::RecoveryCodes;

/// The codes, with what to do with them.
#[component]
pub(super) fn ShownOnce(codes: RecoveryCodes) -> impl IntoView {
    let text = codes.0.join("\n");
    view! {
        <div class="stack">
            <Alert tone=Tone::Warning title="Keep these codes now">
                <p>"Each signs you in once when the app or the passkey is gone. They are not shown again: print them or put them into a password manager."</p>
            </Alert>
            <CodeBlock label="Recovery codes" code=text/>
            <div class="row">
                // A new document: to the router this would be the page that it shows already.
                <ButtonLink href="/account/security?note=codes-kept" look=Look::Primary external=true>"I have kept them"</ButtonLink>
            </div>
        </div>
    }
    .into_any()
}
