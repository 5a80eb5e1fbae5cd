//! The frame of the pages about import and export: for whoever may.

use app_shared::use_session_info;
use app_ui::ErrorState;
use leptos::prelude::*;
use repti_model::Action;

/// Shows its children to curators and above, and everybody else what they lack. The domain refuses all the same.
#[component]
pub(super) fn Exchange(children: Children) -> impl IntoView {
    let allowed = use_session_info().actor.is_some_and(|actor| actor.may(Action::ArchiveImportExport));
    if allowed {
        return children().into_any();
    }
    view! {
        <ErrorState
            what="Your role doesn't allow this"
            why="Curators and herpetologists import and export. Ask one of them, or ask to be made a curator."
        />
    }
    .into_any()
}
