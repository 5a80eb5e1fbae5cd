//! Suspending and reinstating, each in a dialog that says what will happen.

use crate::{
    api::vivariums::{ReinstateVivarium, SuspendVivarium},
    pages::reason::{Act, ReasonDialog},
};
use app_shared::use_onward;
use leptos::prelude::*;
use repti_model::VivariumId;

const SUSPEND: Act = Act::suspend(
    &[
        "Nobody works in it until somebody reinstates it: members lose access at once.",
        "Its page, its animals and its widgets are public no more.",
        "Nothing is deleted, and members can still use their other vivariums.",
    ],
    "For colleagues. Five characters at least.",
);
const REINSTATE: Act = Act::reinstate(
    &["Its members work in it again, with the roles that they had.", "What was public before is public again."],
    "For colleagues. Five characters at least.",
);

/// The dialog behind "Suspend…" or "Reinstate…", whichever is due.
#[component]
pub(super) fn Suspension(id: VivariumId, name: String, suspended: bool) -> impl IntoView {
    let id = id.to_string();
    if suspended {
        let form = use_onward::<ReinstateVivarium>();
        view! { <ReasonDialog form act=REINSTATE id name/> }.into_any()
    } else {
        let form = use_onward::<SuspendVivarium>();
        view! { <ReasonDialog form act=SUSPEND id name/> }.into_any()
    }
}
