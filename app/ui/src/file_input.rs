use leptos::{prelude::*, web_sys::Event};

use crate::{
    Field, Glyph, Icon, Text,
    field::{described_by, field_id, invalid},
};

/// A file to send. The whole frame takes a dropped file, since the input fills it; the form must be `multipart/form-data`.
#[component]
pub fn FileInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] error: MaybeProp<String>,
    /// As in HTML: `.csv,.tsv,.xlsx`.
    #[prop(optional, into)]
    accept: Text,
    #[prop(optional, into)] id: Text,
    #[prop(optional)] multiple: bool,
    #[prop(optional)] required: bool,
    /// Bytes of a file at most: a larger one is refused by the browser, before it is sent for nothing.
    #[prop(optional)]
    max_bytes: Option<u64>,
) -> impl IntoView {
    let id = field_id(&id, &name);
    view! {
        <Field id=id.clone() label hint=hint.clone() error required>
            <div class="dropzone">
                <Icon glyph=Glyph::Upload/>
                <span aria-hidden="true">"Choose a file or drop it here"</span>
                <input
                    class="dropzone-input"
                    type="file"
                    id=id.clone()
                    name=name
                    accept=accept.get()
                    multiple=multiple
                    required=required
                    on:change=move |event| refuse_larger(&event, max_bytes)
                    aria-invalid=invalid(error)
                    aria-describedby=described_by(&id, hint.is_some(), error)
                />
            </div>
        </Field>
    }
}

/// Lets the browser's own validation stop the form while a file is too large, and says so at once.
#[cfg(target_arch = "wasm32")]
fn refuse_larger(event: &Event, max_bytes: Option<u64>) {
    use wasm_bindgen::JsCast;
    let (Some(max), Some(target)) = (max_bytes, event.target()) else { return };
    let Ok(input) = target.dyn_into::<web_sys::HtmlInputElement>() else { return };
    let files = input.files();
    let count = files.as_ref().map_or(0, web_sys::FileList::length);
    let larger = (0..count).filter_map(|at| files.as_ref()?.get(at)).any(|file| file.size() > max as f64);
    let message = if larger { format!("This file is larger than {} MB.", max / 1024 / 1024) } else { String::new() };
    input.set_custom_validity(&message);
    if larger {
        input.report_validity();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn refuse_larger(_: &Event, _: Option<u64>) {}
