//! The menu at the right of the bar: the own account, how the pages look, the way out.

use app_shared::use_session_info;
use app_ui::{Density, DensitySwitch, Glyph, Menu, MenuItem, MenuSubmit, Theme, ThemeSwitch};
use leptos::prelude::*;
use repti_model::Actor;

/// The account menu.
#[component]
pub(super) fn AccountMenu(actor: Actor, development: bool, here: Memo<String>) -> impl IntoView {
    let info = use_session_info();
    let (theme, density) = (Theme::parse(&info.theme), Density::parse(&info.density));
    view! {
        <Menu label=actor.display_name icon=Glyph::User end=true>
            <MenuItem href="/account" label="Your account" icon=Glyph::Settings/>
            <MenuItem href="/account/sessions" label="Where you are signed in" icon=Glyph::Lock/>
            {development
                .then(|| {
                    view! {
                        // Not pages of the router.
                        <a class="menu-item" href="/dev/mailbox" rel="external">"Mailbox (development)"</a>
                    }
                })}
            <hr/>
            <div class="stack p-2">
                {move || view! { <ThemeSwitch current=theme next=here.get()/> }}
                {move || view! { <DensitySwitch current=density next=here.get()/> }}
            </div>
            <hr/>
            <MenuSubmit action="/sfn/breeder/sign_out" label="Sign out" icon=Glyph::LogOut/>
        </Menu>
    }
}
