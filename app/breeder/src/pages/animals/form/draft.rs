//! What the form holds as texts, and keeping what differs from the record while somebody types.

use super::blank;
use crate::api::animals::{DiscardDraft, keep_draft};
use app_shared::{FormState, PostForm, use_onward};
use app_ui::{Alert, Button, Look, RelativeTime, Size, Tone};
use jiff::Timestamp;
use leptos::{ev, html, leptos_dom::helpers::debounce, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys};
use repti_model::{
    AnimalId, ErrorCode,
    registry::{AnimalFields, Draft},
};
use serde_json::{Map, Value};
use std::time::Duration;

/// Under which a draft keeps the version of the record that it was begun from.
const VERSION: &str = "version";

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

    /// What stands in the form of a record; of a new one without it.
    pub fn of_record(record: Option<&AnimalFields>) -> Self {
        let base = record.cloned().unwrap_or_else(blank);
        let mut values = match serde_json::to_value(&base) {
            Ok(Value::Object(map)) => map,
            _ => Map::new(),
        };
        // The form writes a birth as one text, whatever its shape in JSON.
        values.insert("born".to_owned(), base.born.map(|born| born.to_string()).unwrap_or_default().into());
        if record.is_none() {
            values.remove("taxon_id");
        }
        Self(values)
    }

    /// The same with what a draft holds over it.
    pub fn with_draft(mut self, draft: &Value) -> Self {
        for (field, value) in draft.as_object().into_iter().flatten() {
            if value.is_string() && FIELDS.contains(&field.as_str()) {
                self.0.insert(field.clone(), value.clone());
            }
        }
        self
    }

    /// The same with one field set.
    pub fn with(mut self, field: &str, text: String) -> Self {
        self.0.insert(field.to_owned(), text.into());
        self
    }
}

/// Whether a draft holds anything that somebody typed.
pub fn holds_words(draft: &Draft) -> bool {
    draft.body.as_object().is_some_and(|body| body.keys().any(|field| FIELDS.contains(&field.as_str())))
}

/// The version that a draft was begun from: somebody may have saved since, and the save must meet them.
pub fn version_of(draft: &Draft) -> Option<i32> {
    draft.body.get(VERSION)?.as_i64()?.try_into().ok()
}

/// How it stands with what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing is typed yet.
    Nothing,
    /// The server has it.
    Yes,
    /// Another tab keeps a draft of the same form.
    Elsewhere,
    /// It is too long for a draft.
    TooLong,
    /// The server couldn't be asked.
    No,
}

/// Keeps a form's draft.
#[derive(Debug, Clone, Copy)]
pub struct Keeper {
    node: NodeRef<html::Div>,
    id: Option<AnimalId>,
    version: Option<i32>,
    form: FormState,
    base: StoredValue<Values>,
    /// The draft that this form knows.
    seen: RwSignal<Option<Timestamp>>,
    kept: RwSignal<Kept>,
}

impl Keeper {
    /// Watches the form inside `node`; `base` is what its record says and `seen` the draft it began with.
    pub fn new(
        node: NodeRef<html::Div>,
        id: Option<AnimalId>,
        version: Option<i32>,
        form: FormState,
        base: Values,
        seen: Option<Timestamp>,
    ) -> Self {
        let keeper = Self {
            node,
            id,
            version,
            form,
            base: StoredValue::new(base),
            seen: RwSignal::new(seen),
            kept: RwSignal::new(Kept::Nothing),
        };
        // All of it in the effect: what belongs to the browser's thread must not be made, and so not be dropped, on the server.
        Effect::new(move || {
            if let Some(node) = node.get() {
                let mut keep = debounce(Duration::from_millis(700), move |()| keeper.keep(false));
                let typed = leptos::tachys::html::event::EventDescriptor::name(&ev::input);
                let listener = web_sys::wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || keep(()));
                let _ = node.add_event_listener_with_callback(&typed, listener.as_ref().unchecked_ref());
                // Lives as long as the document's form does.
                listener.forget();
            }
        });
        keeper
    }

    /// Sends what differs from the record. A save that is under way or done ends it.
    fn keep(self, over: bool) {
        let Some(form) = self.node.try_get_untracked().flatten().and_then(|node| form_in(&node)) else { return };
        if self.form.pending.get_untracked() || self.form.done.get_untracked() {
            return;
        }
        let Some(mut body) = self.base.try_with_value(|base| differing(&form, base)) else { return };
        if let Some(version) = self.version {
            body.insert(VERSION.to_owned(), version.into());
        }
        let seen = self.seen.get_untracked();
        // A draft that can't be kept is no error of the form: what is typed still stands on the page.
        spawn_local(async move {
            let kept = match keep_draft(self.id, Value::Object(body), seen, over).await {
                Ok(at) => {
                    self.seen.try_set(Some(at));
                    Kept::Yes
                }
                Err(error) => match error.code() {
                    ErrorCode::AlreadyExists => Kept::Elsewhere,
                    ErrorCode::Invalid | ErrorCode::TooLarge => Kept::TooLong,
                    _ => Kept::No,
                },
            };
            self.kept.try_set(kept);
        });
    }
}

fn form_in(node: &web_sys::Element) -> Option<web_sys::HtmlFormElement> {
    node.query_selector("form[data-animal]").ok().flatten()?.dyn_into().ok()
}

/// The form's texts that aren't what the record says.
fn differing(form: &web_sys::HtmlFormElement, base: &Values) -> Map<String, Value> {
    let mut texts = Map::new();
    let Ok(data) = web_sys::FormData::new_with_form(form) else { return texts };
    for field in FIELDS {
        let text = match *field {
            // A box that isn't ticked is sent as nothing.
            "hybrid" | "open_to_pairings" => data.has(field).to_string(),
            // The form of a new animal has fewer controls.
            field if !data.has(field) => continue,
            field => data.get(field).as_string().unwrap_or_default().replace("\r\n", "\n"),
        };
        if text != base.of(field) {
            texts.insert((*field).to_owned(), text.into());
        }
    }
    texts
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
    "kind",
    "life_status",
    "died_on",
    "custody",
    "role",
    "care_state",
    "visibility",
    "open_to_pairings",
    "hybrid",
    "public_notes",
    "private_notes",
];

/// Says that the form holds what was typed before, and offers to start afresh.
#[component]
pub fn DraftNotice(id: Option<AnimalId>, at: Timestamp, now: Timestamp) -> impl IntoView {
    let form = use_onward::<DiscardDraft>();
    view! {
        <div class="mb-4">
            <Alert tone=Tone::Info title="This is what you had typed before">
                <PostForm form class="row">
                    <span>"Typed " <RelativeTime at now/> ", and not saved yet."</span>
                    {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string()/> })}
                    <Button look=Look::Ghost size=Size::Small>"Throw it away"</Button>
                </PostForm>
            </Alert>
        </div>
    }
}

/// Beside the buttons: whether what is typed would survive a closed tab.
#[component]
pub fn KeptNote(keeper: Keeper) -> impl IntoView {
    let words = move || match keeper.kept.get() {
        Kept::Nothing => "",
        Kept::Yes => "Draft kept",
        Kept::Elsewhere => "Another tab has this form open and keeps its own draft.",
        Kept::TooLong => "Too long to be kept as a draft. Save it before you leave.",
        Kept::No => "The draft couldn't be kept. It stands here until you leave.",
    };
    let elsewhere = move || keeper.kept.get() == Kept::Elsewhere;
    view! {
        <span class="row">
            <span class="hint" role="status" data-kept=move || format!("{:?}", keeper.kept.get())>
                {words}
            </span>
            <Show when=elsewhere>
                <button type="button" class="btn btn-sm btn-ghost" on:click=move |_| keeper.keep(true)>
                    "Keep this one instead"
                </button>
            </Show>
        </span>
    }
}
