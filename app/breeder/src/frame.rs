//! What stands around every page: the portal's navigation for somebody signed in, a narrow page for everybody else.

mod account_menu;
mod places;
mod switcher;

use account_menu::AccountMenu;
use app_shared::use_session_info;
use app_ui::{AppShell, Density, DensitySwitch, Logo, SkipLink, Theme, ThemeSwitch};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};
use leptos_router::hooks::use_location;
use switcher::Switcher;

/// The frame around the routes. Who is signed in doesn't change without a new document, so this is decided once.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let info = use_session_info();
    let location = use_location();
    let path = location.pathname;
    // With its query: who changes the theme on the page of a mail's link must not lose the link.
    let here = Memo::new(move |_| {
        let (path, search) = (path.get(), location.search.get());
        if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) }
    });
    match info.actor {
        Some(actor) => {
            let mine = Resource::new(|| (), |()| crate::api::vivariums::my_vivariums());
            let (person, development) = (actor.clone(), info.development);
            tidy_up_after_navigation(path);
            view! {
                <AppShell
                    portal="Breeder"
                    groups=places::side(&actor)
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
        None => view! { <Outside here>{children()}</Outside> }.into_any(),
    }
}

/// The frame for whoever isn't signed in.
#[component]
fn Outside(here: Memo<String>, children: Children) -> impl IntoView {
    let info = use_session_info();
    let (theme, density) = (Theme::parse(&info.theme), Density::parse(&info.density));
    view! {
        <SkipLink/>
        <div class="grid min-h-dvh grid-rows-[auto_1fr_auto]">
            <header class="wrap flex min-h-14 items-center">
                <Logo href=info.public_url portal="Breeder"/>
            </header>
            <main id="main" tabindex="-1" class="wrap py-8 outline-none">
                {children()}
            </main>
            <footer class="wrap row row-between py-4">
                {move || view! { <ThemeSwitch current=theme next=here.get()/> }}
                {move || view! { <DensitySwitch current=density next=here.get()/> }}
            </footer>
        </div>
    }
}

/// After the router has shown another page: menus close, and the keyboard stands at the page's beginning.
fn tidy_up_after_navigation(path: Memo<String>) {
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            close_menus(None);
            let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
            if let Some(main) = main {
                let _ = main.focus();
            }
        }
        now
    });
    Effect::new(move || {
        // A press outside a menu, or Escape, closes it: what people expect of menus and `<details>` doesn't do.
        let press = window_event_listener(ev::pointerdown, |event| {
            close_menus(event.target().and_then(|target| target.dyn_into::<Element>().ok()));
        });
        let escape = window_event_listener(ev::keydown, |event| {
            if event.key() == "Escape" {
                close_menus(None);
            }
        });
        on_cleanup(move || {
            press.remove();
            escape.remove();
        });
    });
}

/// Closes every open menu that doesn't hold `inside`.
fn close_menus(inside: Option<Element>) {
    let Ok(open) = document().query_selector_all("details.menu-box[open], details.app-menu[open]") else { return };
    for index in 0..open.length() {
        let Some(menu) = open.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        if !inside.as_ref().is_some_and(|inside| menu.contains(Some(inside))) {
            let _ = menu.remove_attribute("open");
        }
    }
}
