//! The first page after signing in.

use super::note::Note;
use app_shared::use_session_info;
use app_ui::{ButtonLink, EmptyState, Glyph, Look, PageHeader};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::Action;

/// Where a keeper begins.
#[component]
pub fn HomePage() -> impl IntoView {
    let actor = use_session_info().actor;
    let name = actor.as_ref().and_then(|actor| actor.vivarium.as_ref()).map(|vivarium| vivarium.name.clone());
    let edits = actor.as_ref().is_some_and(|actor| actor.may(Action::EditAnimals));
    let imports = actor.as_ref().is_some_and(|actor| actor.may(Action::ArchiveImportExport));
    view! {
        <Title text="Home"/>
        <PageHeader title=name.unwrap_or_else(|| "ReptiDex".to_owned())/>
        <Note/>
        <EmptyState title="Begin with an animal, or bring your list along" hint="An import shows what it will do before it does anything, and can be taken back.">
            {edits.then(|| view! { <ButtonLink href="/animals/new" look=Look::Primary icon=Glyph::Plus>"Add the first animal"</ButtonLink> })}
            {imports.then(|| view! { <ButtonLink href="/import" icon=Glyph::Upload>"Import a file"</ButtonLink> })}
        </EmptyState>
    }
    .into_any()
}
