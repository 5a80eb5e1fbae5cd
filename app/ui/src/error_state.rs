use leptos::prelude::*;

use crate::{ButtonLink, Glyph, Icon, Look, Text};

/// Something broke: what, why, and what to do. `request` is the id that finds it in our logs.
#[component]
pub fn ErrorState(
    /// What did not work: "The animals could not be loaded".
    #[prop(into)]
    what: String,
    #[prop(optional, into)] why: Text,
    /// The address to try again; usually this page.
    #[prop(optional, into)]
    retry: Text,
    #[prop(optional, into)] request: Text,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state" role="alert">
            <span class="state-icon tone-error"><Icon glyph=Glyph::Alert/></span>
            <p class="state-title">{what}</p>
            {why.get().map(|why| view! { <p class="hint">{why}</p> })}
            <div class="row state-actions">
                {retry.get().map(|href| view! { <ButtonLink href look=Look::Primary icon=Glyph::Refresh>"Try again"</ButtonLink> })}
                {children.map(|children| children())}
            </div>
            {request.get().map(|id| view! { <p class="hint">"If you write to us, name this request: " <span class="code">{id}</span></p> })}
        </div>
    }
}

/// The page or the record is not here, or not for this person: both look the same.
#[component]
pub fn NotFoundState(
    /// What was asked for: "animal", "page".
    #[prop(into)]
    thing: String,
    #[prop(into)] back: String,
    #[prop(into)] back_label: String,
) -> impl IntoView {
    view! {
        <div class="state">
            <span class="state-icon"><Icon glyph=Glyph::Search/></span>
            <h1 class="state-title">{format!("There is no such {thing} here")}</h1>
            <p class="hint">"The address may be mistyped, or it is private."</p>
            <div class="row state-actions"><ButtonLink href=back icon=Glyph::ArrowLeft>{back_label}</ButtonLink></div>
        </div>
    }
}

/// No connection; `waiting` entries are kept on the device.
#[component]
pub fn OfflineState(#[prop(optional)] waiting: u32) -> impl IntoView {
    let kept = match waiting {
        0 => "Nothing is waiting to be sent.".to_owned(),
        1 => "1 entry is kept on this device and goes out when the connection is back.".to_owned(),
        n => format!("{n} entries are kept on this device and go out when the connection is back."),
    };
    view! {
        <div class="state" role="status">
            <span class="state-icon tone-warning"><Icon glyph=Glyph::Offline/></span>
            <p class="state-title">"You are offline"</p>
            <p class="hint">{kept}</p>
        </div>
    }
}
