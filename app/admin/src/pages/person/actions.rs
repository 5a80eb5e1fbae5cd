//! Suspending, reinstating, and the staff role: each in a dialog that says what will happen.

use crate::{
    api::people::{ReinstatePerson, SetStaffRole, SuspendPerson},
    pages::{
        reason::{Act, ReasonDialog},
        words::{role_hint, role_title},
    },
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, Choice, Dialog, FormActions, HiddenInput, Look, RadioGroup};
use leptos::prelude::*;
use repti_model::{PersonId, StaffRole};

const SUSPEND: Act = Act::suspend(
    &[
        "They are signed out everywhere at once; their programs and unused links end too.",
        "They can't sign in until somebody reinstates them, and read the reason when they try.",
        "Their vivariums and animals stay as they are; other members go on working.",
    ],
    "They read it. Five characters at least.",
);
const REINSTATE: Act = Act::reinstate(
    &[
        "They can sign in again at once, with the same password and second factor.",
        "Sessions and programs that ended stay ended.",
    ],
    "For colleagues. Five characters at least.",
);

/// The dialog behind "Suspend…" or "Reinstate…", whichever is due.
#[component]
pub(super) fn Suspension(id: PersonId, name: String, suspended: bool) -> impl IntoView {
    let id = id.to_string();
    if suspended {
        let form = use_onward::<ReinstatePerson>();
        view! { <ReasonDialog form act=REINSTATE id name/> }.into_any()
    } else {
        let form = use_onward::<SuspendPerson>();
        view! { <ReasonDialog form act=SUSPEND id name/> }.into_any()
    }
}

/// The dialog behind "Staff role…".
#[component]
pub(super) fn RoleDialog(id: PersonId, name: String, now: Option<StaffRole>) -> impl IntoView {
    let form = use_onward::<SetStaffRole>();
    let mut choices = vec![Choice::new("none", "No staff role").hint("Can't sign in to this portal.")];
    choices.extend(
        StaffRole::ALL.into_iter().map(|role| Choice::new(role.as_str(), role_title(role)).hint(role_hint(role))),
    );
    view! {
        <Dialog id="staff-role" title=format!("Staff role of {name}")>
            <PostForm form class="stack">
                <FormProblem state=form/>
                <HiddenInput name="id" value=id.to_string()/>
                <RadioGroup name="role" legend="Role" choices value=now.map_or("none", StaffRole::as_str)/>
                <p class="hint">"All their sessions end. Without a second factor they set one up at the next sign-in here."</p>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Change the role"</Button>
                    <button type="button" class="btn" popovertarget="staff-role" popovertargetaction="hide">"Cancel"</button>
                </FormActions>
            </PostForm>
        </Dialog>
    }
}
