//! Where photographs come in: dropped, pasted, chosen, or taken with the phone's camera.

use super::state::Photos;
use crate::sending;
use app_shared::use_awake;
use app_ui::{Glyph, Icon};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{ClipboardEvent, Event, File, FileList, HtmlInputElement},
};
use repti_model::media::{MAX_PHOTO_BYTES, MAX_VIDEO_BYTES, MAX_VIDEO_SECONDS};

/// The id of the button's own input, for whoever sends another file.
pub const CHOOSE: &str = "photo-files";
/// What a browser offers to choose from. The server looks at the bytes.
const KINDS: &str = "image/jpeg,image/png,image/webp,image/gif,video/mp4,video/quicktime,video/webm";

/// The drop zone. The whole page takes what is dropped or pasted.
#[component]
pub fn Add(page: Photos, owner: String) -> impl IntoView {
    let awake = use_awake();
    let over = RwSignal::new(false);
    let owner = StoredValue::new(owner);
    let take = move |files: Option<FileList>| {
        let files = listed(files);
        let some = !files.is_empty();
        if some {
            sending::add(files, page.animal, &owner.get_value(), page.free());
        }
        some
    };
    Effect::new(move || {
        sending::restore(page.animal, owner.get_value());
        let drags = window_event_listener(ev::dragover, move |event| {
            // Text that is dragged about is none of ours.
            let files = event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
            if files {
                event.prevent_default();
                over.set(true);
            }
        });
        let leaves = window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                over.set(false);
            }
        });
        let drops = window_event_listener(ev::drop, move |event| {
            over.set(false);
            if event.data_transfer().is_some_and(|data| take(data.files())) {
                event.prevent_default();
            }
        });
        let pastes = window_event_listener_untyped("paste", move |event: Event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            if data.is_some_and(|data| take(data.files())) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            for handle in [drags, leaves, drops, pastes] {
                handle.remove();
            }
        });
    });
    let chosen = move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        take(input.files());
        // So that the same file can be chosen again.
        input.set_value("");
    };
    let hint = format!(
        "Photos as JPEG, PNG, WebP or GIF, at most {} MB each; videos as MP4, MOV or WebM, at most {} MB and {} minutes. \
         What a camera hides in a file, such as the place, is never shown.",
        MAX_PHOTO_BYTES >> 20,
        MAX_VIDEO_BYTES >> 20,
        MAX_VIDEO_SECONDS / 60
    );
    view! {
        <div class="dropzone photo-drop" class:photo-over-drop=over>
            <p class="photo-drop-words">"Drop photos or videos anywhere on this page, paste them, or"</p>
            <div class="row photo-drop-buttons">
                <label class="btn btn-primary file-button">
                    <Icon glyph=Glyph::Upload/>
                    "Choose photos or videos"
                    <input
                        type="file"
                        id=CHOOSE
                        accept=KINDS
                        multiple=true
                        disabled=move || !awake.get()
                        aria-describedby="photo-files-hint"
                        on:change=chosen
                    />
                </label>
                <label class="btn file-button file-camera">
                    <Icon glyph=Glyph::Camera/>
                    "Take a photo"
                    <input type="file" id="photo-camera" accept="image/*" capture="environment" disabled=move || !awake.get() on:change=chosen/>
                </label>
            </div>
            <p class="hint" id="photo-files-hint">{hint}</p>
        </div>
    }
    .into_any()
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|place| files.get(place)).collect()
}
