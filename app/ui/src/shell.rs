use leptos::prelude::*;

use crate::{BottomBar, Glyph, Icon, Logo, NavGroup, NavItem, SideNav};

/// The first thing the keyboard reaches: past the navigation to `<main id="main">`.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="skip" href="#main" rel="external">"Skip to the content"</a> }
}

/// The frame of the breeder and admin portals: places at the left, a bar above, a bottom bar on phones.
///
/// `switcher` stands at the top of the side (the vivarium), `tools` at the right of the bar (search, account), `notice` above the page.
/// Everything of the side is in the menu of the top bar on phones.
#[component]
pub fn AppShell(
    /// The word behind the logo: "Breeder", "Admin".
    portal: &'static str,
    groups: Vec<NavGroup>,
    /// The bottom bar's places.
    bottom: Vec<NavItem>,
    #[prop(into)] path: Signal<String>,
    #[prop(optional, into)] switcher: ViewFn,
    #[prop(optional, into)] tools: ViewFn,
    #[prop(optional, into)] notice: ViewFn,
    children: Children,
) -> impl IntoView {
    let again = groups.clone();
    view! {
        <SkipLink/>
        <div class="app">
            <aside class="app-side">
                <Logo portal/>
                {switcher.run()}
                <SideNav label="Main" groups path/>
            </aside>
            <header class="app-top">
                <details class="app-menu">
                    <summary class="btn btn-ghost btn-square" aria-label="Menu" title="Menu"><Icon glyph=Glyph::Menu/></summary>
                    <div class="app-drawer">
                        {switcher.run()}
                        <SideNav label="Main, small screen" groups=again path/>
                    </div>
                </details>
                <div class="app-top-logo"><Logo portal/></div>
                <div class="app-tools">{tools.run()}</div>
            </header>
            <main class="app-main" id="main" tabindex="-1">
                {notice.run()}
                {children()}
            </main>
            <BottomBar label="Quick" items=bottom path/>
        </div>
    }
}
