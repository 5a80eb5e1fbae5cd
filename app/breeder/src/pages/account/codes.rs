//! Recovery codes, shown once.

use app_shared::second_factor::CodesOnce;
use leptos::prelude::*;
use repti_model::account::RecoveryCodes;

/// The codes, with the way back to the security page.
#[component]
pub(super) fn ShownOnce(codes: RecoveryCodes) -> impl IntoView {
    view! { <CodesOnce codes href="/account/security?note=codes-kept"/> }
}
