//! The photographs of an animal: sending them, what is said of them, and their order.

mod add;
mod arrange;
mod coming;
mod drag;
mod edit;
mod grid;
mod plain;
mod removed;
mod state;
mod tile;

use super::{
    animals::id_in_path,
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::{
    api::photos::{PhotosPageData, load_photos},
    sending,
};
use add::Add;
use app_shared::use_session_info;
use app_ui::{Alert, PageHeader, Tone};
use coming::Coming;
use edit::EditDialog;
use grid::Grid;
use leptos::prelude::*;
use leptos_meta::Title;
use plain::PlainForm;
use removed::{Removed, Undo};
use repti_model::{Action, animal::Visibility, media::room_words};
use state::Photos;

/// The page.
#[component]
pub fn PhotosPage() -> impl IntoView {
    let id = id_in_path();
    let data = page_data(move || id.get(), load_photos);
    view! {
        <Title text="Photos"/>
        <Loaded data what="The photos" view=whole/>
    }
    .into_any()
}

fn whole(data: PhotosPageData) -> AnyView {
    let PhotosPageData { animal, label, born, visibility, shown, now } = data;
    let actor = use_session_info().actor;
    let edits = actor.as_ref().is_some_and(|actor| actor.may(Action::EditAnimals));
    let owner = actor.and_then(|actor| Some(format!("{}:{}", actor.person_id, actor.vivarium?.id))).unwrap_or_default();
    let page = Photos::new(animal, shown, edits);
    if edits {
        page.keep_up();
        drag::give_up_on_escape(page);
    }
    let count = move || match page.ready().len() {
        0 => "Photos".to_owned(),
        count => format!("Photos ({count})"),
    };
    let seen = match visibility {
        Visibility::Public => "Everybody sees them on the public page.",
        _ => "Only your vivarium sees them, until the animal is public.",
    };
    let room = move || {
        page.room.with(|room| {
            let (used, quota) = (room_words(room.used), room_words(room.quota));
            format!("{used} of {quota} used by all photos of your vivarium. Plan: {}.", room.plan_name)
        })
    };
    let warning = move || {
        let said = page.room.with(repti_model::media::PhotoRoom::warning);
        said.map(|(full, words)| {
            let title = if full { "No room for more photos" } else { "Nearly full" };
            view! {
                <Alert tone=Tone::Warning title>
                    <p>{words}</p>
                </Alert>
            }
        })
    };
    let said = sending::sender().said;
    view! {
        <PageHeader
            title=format!("Photos of {label}")
            hint=seen
            trail=vec![("Animals".to_owned(), "/animals".to_owned()), (label.clone(), format!("/animals/{animal}"))]
        />
        <div class="stack">
            <Note/>
            {edits
                .then(|| {
                    view! {
                        {warning}
                        <Add page owner/>
                        <PlainForm animal/>
                    }
                })}
            <p class="visually-hidden" role="status">{move || said.get()}</p>
            <p class="visually-hidden" role="status">{move || page.said.get()}</p>
            {move || page.problem()}
            <Coming page/>
            <section class="page-section" aria-labelledby="photos-heading">
                <header class="card-head">
                    <div class="card-title">
                        <h2 id="photos-heading" tabindex="-1">{count}</h2>
                        <p class="hint">{room}</p>
                    </div>
                </header>
                <Grid page label born/>
            </section>
            {edits
                .then(|| {
                    view! {
                        <Removed page now/>
                        <EditDialog page/>
                        <Undo page/>
                    }
                })}
        </div>
    }
    .into_any()
}
