//! What stands around the pages of every portal with a sign-in.

use crate::use_session_info;
use app_ui::{Density, DensitySwitch, Logo, SkipLink, Theme, ThemeSwitch};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// The frame for whoever isn't signed in. `path` is where a change of theme comes back to.
#[component]
pub fn Outside(portal: &'static str, path: Memo<String>, children: Children) -> impl IntoView {
    let info = use_session_info();
    let (theme, density) = (Theme::parse(&info.theme), Density::parse(&info.density));
    view! {
        <SkipLink/>
        <div class="grid min-h-dvh grid-rows-[auto_1fr_auto]">
            <header class="wrap flex min-h-14 items-center">
                <Logo href=info.public_url portal/>
            </header>
            <main id="main" tabindex="-1" class="wrap py-8 outline-none">
                {children()}
            </main>
            <footer class="wrap row row-between py-4">
                {move || view! { <ThemeSwitch current=theme next=path.get()/> }}
                {move || view! { <DensitySwitch current=density next=path.get()/> }}
            </footer>
        </div>
    }
}

/// After the router has shown another page: menus close, and the keyboard stands at the page's beginning.
pub fn tidy_up_after_navigation(path: Memo<String>) {
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
