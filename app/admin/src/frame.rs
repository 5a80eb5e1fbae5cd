//! What stands around every page: places at the side, search and account above; the keyboard reaches all of it.

mod account_menu;
mod keys;
mod places;
mod shortcuts;

use account_menu::AccountMenu;
use app_shared::{
    frame::{Outside, tidy_up_after_navigation},
    loaded::data,
    use_session_info,
};
use app_ui::{AppShell, SearchBox};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shortcuts::Shortcuts;

/// The frame around the routes. Who is signed in doesn't change without a new document, so this is decided once.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let info = use_session_info();
    let path = use_location().pathname;
    match info.actor {
        Some(actor) => {
            tidy_up_after_navigation(path);
            keys::listen();
            // Once a document, and it may come after the page: every decision is followed by a new document.
            let asked = data(|| (), |()| crate::api::likenesses::count_likenesses(), false);
            let likenesses = Signal::derive(move || asked.get().and_then(Result::ok));
            let development = info.development;
            view! {
                <AppShell
                    portal="Admin"
                    groups=places::side(likenesses)
                    bottom=places::bottom()
                    path
                    tools=move || {
                        view! {
                            <SearchBox label="Find a person" placeholder="Name, e-mail or id" action="/people"/>
                            <Shortcuts/>
                            <AccountMenu actor=actor.clone() development path/>
                        }
                    }
                >
                    {children()}
                </AppShell>
            }
            .into_any()
        }
        None => view! { <Outside portal="Admin" path>{children()}</Outside> }.into_any(),
    }
}
