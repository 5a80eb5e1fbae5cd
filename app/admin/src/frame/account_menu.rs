//! The menu at the right of the bar: the own account and role, how the pages look, the way out.

use crate::pages::words::role_title;
use app_shared::use_session_info;
use app_ui::{Density, DensitySwitch, Glyph, Menu, MenuItem, MenuSubmit, Theme, ThemeSwitch};
use leptos::prelude::*;
use repti_model::Actor;

/// The account menu.
#[component]
pub(super) fn AccountMenu(actor: Actor, development: bool, path: Memo<String>) -> impl IntoView {
    let info = use_session_info();
    let (theme, density) = (Theme::parse(&info.theme), Density::parse(&info.density));
    let role = actor.staff.map(role_title).unwrap_or_default();
    view! {
        <Menu label=actor.display_name icon=Glyph::User end=true>
            <p class="menu-item hint">{format!("Staff role: {role}")}</p>
            <hr/>
            <MenuItem href="/account" label="Where you are signed in" icon=Glyph::Lock/>
            {development
                .then(|| {
                    view! {
                        // Not pages of the router.
                        <a class="menu-item" href="/dev/mailbox" rel="external">"Mailbox (development)"</a>
                    }
                })}
            <hr/>
            <div class="stack p-2">
                {move || view! { <ThemeSwitch current=theme next=path.get()/> }}
                {move || view! { <DensitySwitch current=density next=path.get()/> }}
            </div>
            <hr/>
            <MenuSubmit action="/sfn/admin/sign_out" label="Sign out" icon=Glyph::LogOut/>
        </Menu>
    }
}
