//! What stands around every page: the portal's navigation for somebody signed in, a narrow page for everybody else.

mod account_menu;
mod places;
mod switcher;

use account_menu::AccountMenu;
use app_shared::{
    address,
    frame::{Outside, tidy_up_after_navigation},
    loaded::data,
    use_session_info,
};
use app_ui::AppShell;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use switcher::Switcher;

/// The frame around the routes. Who is signed in doesn't change without a new document, so this is decided once.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let info = use_session_info();
    let location = use_location();
    let path = location.pathname;
    // With its query: who changes the theme on the page of a mail's link must not lose the link.
    let here = Memo::new(move |_| address(&path.get(), &location.search.get()));
    match info.actor {
        Some(actor) => {
            // It may come after the page.
            let mine = data(|| (), |()| crate::api::vivariums::my_vivariums(), false);
            // Once a document, and again after a form of it went through: its note is in the address.
            let noted = Memo::new(move |_| Some(here.get()).filter(|here| here.contains("note=")));
            let asked = data(move || noted.get(), |_| crate::api::evidence::count_waiting(), false);
            let waiting = Signal::derive(move || asked.get().and_then(Result::ok));
            let (person, development) = (actor.clone(), info.development);
            tidy_up_after_navigation(path);
            view! {
                <AppShell
                    portal="Breeder"
                    groups=places::side(&actor, waiting)
                    bottom=places::bottom(&actor)
                    path
                    switcher=move || view! { <Switcher actor=actor.clone() mine/> }
                    tools=move || view! { <AccountMenu actor=person.clone() development here/> }
                >
                    {children()}
                </AppShell>
            }
            .into_any()
        }
        None => view! { <Outside portal="Breeder" path=here>{children()}</Outside> }.into_any(),
    }
}
