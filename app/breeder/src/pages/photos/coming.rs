//! What is on its way: files that are being sent, photographs that are being prepared, and those that weren't taken.

use super::{
    add::CHOOSE,
    state::{Photos, focus_later},
};
use crate::sending::{self, Item, Press, Stage, Upload, press};
use app_ui::{Button, Glyph, Icon, Kind, Look, Size, button_class};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use repti_model::{
    evidence::size_words,
    media::{OwnPhoto, PhotoState},
};

/// The list; hidden while nothing is on its way.
#[component]
pub fn Coming(page: Photos) -> impl IntoView {
    let items = sending::sender().items;
    let ours = items.clone();
    let sent = move || {
        let of_animal = |item: &&Item| item.animal == page.animal;
        items.with(|all| all.iter().filter(of_animal).cloned().collect::<Vec<_>>())
    };
    let coming = move || {
        // What is sent from here has its own line.
        let here = ours.with(|all| {
            all.iter().filter_map(|item| item.upload.with_untracked(|upload| upload.id)).collect::<Vec<_>>()
        });
        page.coming().into_iter().filter(|photo| !here.contains(&photo.id)).collect::<Vec<_>>()
    };
    let none = {
        let (sent, coming) = (sent.clone(), coming.clone());
        move || sent().is_empty() && coming().is_empty()
    };
    view! {
        <section class="card-box" hidden=none aria-labelledby="coming-heading">
            <h2 class="visually-hidden" id="coming-heading">"On their way"</h2>
            <ul class="send-list" aria-label="Photos on their way">
                <For each=sent key=|item| item.key.clone() children=file/>
                <For each=coming key=|photo| (photo.id, photo.version) children=move |photo| unready(page, photo)/>
            </ul>
        </section>
    }
    .into_any()
}

/// A file that is being sent.
fn file(item: Item) -> AnyView {
    let Item { key, name, upload, .. } = item;
    let heard = upload.clone();
    let stage = Memo::new(move |_| heard.with(|upload| upload.stage.clone()));
    let failed = move || stage.with(|stage| matches!(stage, Stage::Failed { .. }));
    let (words, percent) = (upload.clone(), upload);
    let main = move || stage.with(pressable);
    let label = {
        let name = name.clone();
        move || main().map(|(word, _)| format!("{word} {name}"))
    };
    let cancel_label = {
        let name = name.clone();
        move || format!("{} {name}", if failed() { "Dismiss" } else { "Cancel" })
    };
    let (bar, cancelled) = (format!("{name}, sent"), key.clone());
    let on_main = move |_| {
        if let Some((_, what)) = stage.with_untracked(pressable) {
            press(&key, what);
        }
    };
    let on_cancel = move |_| {
        press(&cancelled, Press::Cancel);
        focus_later(CHOOSE);
    };
    view! {
        <li class="send-row">
            <span class="send-name">{name}</span>
            <span class="send-words num" class:tone-error=failed>{move || words.with(said)}</span>
            <progress
                class="progress"
                aria-label=bar
                max="100"
                value=move || percent.with(Upload::percent).to_string()
                hidden=failed
            ></progress>
            <span class="row send-buttons">
                <button type="button" class=button_class(Look::Plain, Size::Small, false) hidden=move || main().is_none() aria-label=label on:click=on_main>
                    {move || main().map(|(word, _)| word)}
                </button>
                <button type="button" class=button_class(Look::Ghost, Size::Small, false) aria-label=cancel_label on:click=on_cancel>
                    {move || if failed() { "Dismiss" } else { "Cancel" }}
                </button>
            </span>
        </li>
    }
    .into_any()
}

/// What its first button says and does.
fn pressable(stage: &Stage) -> Option<(&'static str, Press)> {
    Some(match stage {
        Stage::Waiting | Stage::Sending => ("Pause", Press::Pause),
        Stage::Paused => ("Resume", Press::Resume),
        Stage::Held => ("Try now", Press::Resume),
        Stage::Failed { again: true, .. } => ("Try again", Press::Resume),
        Stage::Failed { .. } | Stage::Finishing | Stage::Arrived => return None,
    })
}

/// How a file stands, in a line.
fn said(upload: &Upload) -> String {
    let (size, percent) = (size_words(upload.size), upload.percent());
    match &upload.stage {
        Stage::Waiting => format!("{size}, waits for its turn"),
        Stage::Sending => format!("{percent}% of {size}"),
        Stage::Held => format!("No connection. It goes on by itself from {percent}% of {size}"),
        Stage::Paused => format!("Paused at {percent}% of {size}"),
        Stage::Finishing | Stage::Arrived => format!("{size} sent"),
        Stage::Failed { why, .. } => why.clone(),
    }
}

/// A photograph that isn't shown yet, or won't be.
fn unready(page: Photos, photo: OwnPhoto) -> AnyView {
    let OwnPhoto { id, name, state, size, refusal, retryable, .. } = photo.clone();
    let rejected = state == PhotoState::Rejected;
    let words = match state {
        PhotoState::Uploading => format!("{}, being sent by another page or device", size_words(size)),
        PhotoState::Rejected => refusal,
        _ => "Being prepared".to_owned(),
    };
    let turns = (state == PhotoState::Processing).then(|| view! { <Icon glyph=Glyph::Refresh class="send-turns"/> });
    let buttons = page.edits.then(|| match state {
        PhotoState::Uploading => {
            let label = format!("Forget {name}");
            view! { <Button kind=Kind::Button look=Look::Ghost size=Size::Small label on:click=move |_| page.forget(id)>"Forget"</Button> }.into_any()
        }
        PhotoState::Rejected => {
            let (again, other, gone) = (format!("Try again {name}"), format!("Send another file for {name}"), format!("Remove {name}"));
            let (replaced, removed) = (photo.clone(), photo);
            view! {
                {retryable
                    .then(|| {
                        view! { <Button kind=Kind::Button size=Size::Small label=again on:click=move |_| page.retry(id)>"Try again"</Button> }
                    })}
                <Button kind=Kind::Button size=Size::Small label=other on:click=move |_| send_another(page, &replaced)>"Send another file"</Button>
                <Button kind=Kind::Button look=Look::Ghost size=Size::Small label=gone on:click=move |_| page.remove(removed.clone())>"Remove"</Button>
            }
            .into_any()
        }
        _ => ().into_any(),
    });
    view! {
        <li class="send-row">
            <span class="send-name">{name}</span>
            <span class="send-words num" class:tone-error=rejected>{turns} {words}</span>
            <span class="row send-buttons">{buttons}</span>
        </li>
    }
    .into_any()
}

/// Another file in the place of one that wasn't taken.
fn send_another(page: Photos, photo: &OwnPhoto) {
    page.remove(photo.clone());
    let input = document().get_element_by_id(CHOOSE).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(input) = input {
        input.click();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_that_can_be_left_has_its_button() {
        let failed = |again| Stage::Failed { why: "No room.".into(), again };
        let of = |stage: Stage| pressable(&stage).map(|(word, _)| word);
        assert_eq!([of(Stage::Waiting), of(Stage::Sending)], [Some("Pause"); 2]);
        assert_eq!([of(Stage::Paused), of(Stage::Held)], [Some("Resume"), Some("Try now")]);
        assert_eq!([of(failed(true)), of(failed(false)), of(Stage::Finishing)], [Some("Try again"), None, None]);
    }

    #[test]
    fn a_file_that_was_refused_says_why_and_no_figure() {
        let refused = Upload::refused(5_000_000, "No room.".into());
        assert_eq!(said(&refused), "No room.");
        assert_eq!(said(&Upload::new(5_000_000, None)), "5.0 MB, waits for its turn");
    }
}
