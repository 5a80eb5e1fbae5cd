//! What the form holds as texts, and keeping it while somebody types.

use super::blank;
use crate::api::animals::{DiscardDraft, keep_draft};
use app_shared::{FormState, follow};
use app_ui::{Alert, Button, Look, Size, Tone};
use leptos::{ev, html, leptos_dom::helpers::debounce, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys};
use repti_model::{AnimalId, registry::AnimalFields};
use serde_json::{Map, Value};
use std::time::Duration;

/// Texts by the names of the form's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(Map<String, Value>);

impl Values {
    /// The text of one field.
    pub fn of(&self, field: &str) -> String {
        match self.0.get(field) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }
}

/// What stands in the form at first: the record, and over it what the draft holds.
pub fn with_draft(record: Option<&AnimalFields>, draft: Option<&Value>) -> Values {
    let new = record.is_none();
    let base = record.cloned().unwrap_or_else(blank);
    let mut values = match serde_json::to_value(&base) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    };
    // The form writes a birth as one text, whatever its shape in JSON.
    values.insert("born".to_owned(), base.born.map(|born| born.to_string()).unwrap_or_default().into());
    if new {
        values.remove("taxon_id");
    }
    if let Some(Value::Object(kept)) = draft {
        for (field, value) in kept {
            if value.is_string() && !matches!(field.as_str(), "id" | "version" | "read") {
                values.insert(field.clone(), value.clone());
            }
        }
    }
    Values(values)
}

/// Sends the form's texts to be kept, a second after the last key. A save that is under way or done ends it.
pub fn keep_while_typing(node: NodeRef<html::Div>, id: Option<AnimalId>, form: FormState) {
    let keep = debounce(Duration::from_secs(1), move |()| {
        let Some(body) = node.get_untracked().and_then(|node| texts_of(&node)) else { return };
        if form.pending.get_untracked() || form.done.get_untracked() {
            return;
        }
        // A draft that can't be kept is no error of the form: what is typed still stands on the page.
        spawn_local(async move {
            let _ = keep_draft(id, Value::Object(body)).await;
        });
    });
    let keep = StoredValue::new_local(keep);
    Effect::new(move || {
        if let Some(node) = node.get() {
            let typed = leptos::tachys::html::event::EventDescriptor::name(&ev::input);
            let listener = web_sys::wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
                keep.try_update_value(|keep| keep(()));
            });
            let _ = node.add_event_listener_with_callback(&typed, listener.as_ref().unchecked_ref());
            // Lives as long as the document's form does.
            listener.forget();
        }
    });
}

fn texts_of(node: &web_sys::Element) -> Option<Map<String, Value>> {
    let form: web_sys::HtmlFormElement = node.query_selector("form").ok().flatten()?.dyn_into().ok()?;
    let data = web_sys::FormData::new_with_form(&form).ok()?;
    let mut texts = Map::new();
    for field in FIELDS {
        if let Some(text) = data.get(field).as_string() {
            texts.insert((*field).to_owned(), text.into());
        }
    }
    texts.insert("hybrid".to_owned(), Value::String(data.has("hybrid").to_string()));
    Some(texts)
}

/// The names of the form's fields.
const FIELDS: &[&str] = &[
    "taxon_id",
    "code",
    "name",
    "genotype_text",
    "sex",
    "sex_confidence",
    "sex_method",
    "born",
    "origin",
    "breeder_of_record",
    "acquired_on",
    "weight_g",
    "length_mm",
    "life_status",
    "died_on",
    "custody",
    "role",
    "care_state",
    "visibility",
    "public_notes",
    "private_notes",
];

/// Says that the form holds what was typed before, and offers to start afresh.
#[component]
pub fn DraftNotice(id: Option<AnimalId>) -> impl IntoView {
    let action = ServerAction::<DiscardDraft>::new();
    follow(action);
    view! {
        <div class="mb-4">
            <Alert tone=Tone::Info title="This is what you had typed before">
                <ActionForm action attr:class="row">
                    <span>"It isn't saved yet."</span>
                    {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string()/> })}
                    <Button look=Look::Ghost size=Size::Small>"Throw it away"</Button>
                </ActionForm>
            </Alert>
        </div>
    }
}
