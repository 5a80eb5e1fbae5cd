//! The own account, in three tabs: profile, security, sessions.

mod codes;
mod factors;
mod passkeys;
mod profile;
mod security;
mod sessions;
mod totp;

pub use profile::ProfilePage;
pub use security::SecurityPage;
pub use sessions::SessionsPage;

use super::note::Note;
use app_ui::{PageHeader, TabItem, Tabs};
use leptos::prelude::*;
use leptos_meta::Title;

/// The head and tabs of each account page.
#[component]
fn AccountFrame(title: &'static str, current: &'static str, children: Children) -> impl IntoView {
    let tabs = vec![
        TabItem::new("Profile", "/account"),
        TabItem::new("Security", "/account/security"),
        TabItem::new("Sessions", "/account/sessions"),
    ];
    view! {
        <Title text=title/>
        <PageHeader title="Your account"/>
        <Tabs label="Your account" tabs current=current.to_owned()/>
        <div class="stack mt-4 max-w-2xl">
            <Note/>
            {children()}
        </div>
    }
    .into_any()
}
