//! Suspending and reinstating, each in a dialog that says what will happen.

use crate::{
    api::vivariums::{ReinstateVivarium, SuspendVivarium},
    pages::reason::ReasonFields,
};
use app_shared::{follow, use_form};
use app_ui::Dialog;
use leptos::prelude::*;
use repti_model::VivariumId;

/// The dialog behind "Suspend…".
#[component]
pub(super) fn Suspend(id: VivariumId, name: String) -> impl IntoView {
    let action = ServerAction::<SuspendVivarium>::new();
    let form = use_form(action);
    follow(action);
    view! {
        <Dialog id="suspend" title=format!("Suspend {name}?")>
            <ActionForm action attr:class="stack">
                <ReasonFields
                    form
                    id=id.to_string()
                    effects=&[
                        "Nobody works in it until somebody reinstates it: members lose access at once.",
                        "Its page, its animals and its widgets are public no more.",
                        "Nothing is deleted, and members can still use their other vivariums.",
                    ]
                    hint="For colleagues. Five characters at least."
                    confirm="Suspend"
                    danger=true
                    dialog="suspend"
                />
            </ActionForm>
        </Dialog>
    }
}

/// The dialog behind "Reinstate…".
#[component]
pub(super) fn Reinstate(id: VivariumId, name: String) -> impl IntoView {
    let action = ServerAction::<ReinstateVivarium>::new();
    let form = use_form(action);
    follow(action);
    view! {
        <Dialog id="reinstate" title=format!("Reinstate {name}?")>
            <ActionForm action attr:class="stack">
                <ReasonFields
                    form
                    id=id.to_string()
                    effects=&[
                        "Its members work in it again, with the roles that they had.",
                        "What was public before is public again.",
                    ]
                    hint="For colleagues. Five characters at least."
                    confirm="Reinstate"
                    dialog="reinstate"
                />
            </ActionForm>
        </Dialog>
    }
}
