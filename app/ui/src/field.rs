use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// The id of the control called `name`, unless the page gives its own: an error summary links to it.
#[must_use]
pub fn field_id(id: &Text, name: &str) -> String {
    id.get().unwrap_or_else(|| format!("f-{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")))
}

/// What `aria-describedby` of a control must say: its hint, and its error while there is one.
pub fn described_by(
    id: &str,
    hint: bool,
    error: MaybeProp<String>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static + use<> {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    move || match (hint, has_error(error)) {
        (true, true) => Some(format!("{error_id} {hint_id}")),
        (false, true) => Some(error_id.clone()),
        (true, false) => Some(hint_id.clone()),
        (false, false) => None,
    }
}

/// Whether the field is refused.
#[must_use]
pub fn has_error(error: MaybeProp<String>) -> bool {
    error.get().is_some_and(|error| !error.is_empty())
}

/// `aria-invalid` of a control.
pub fn invalid(error: MaybeProp<String>) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + 'static + use<> {
    move || has_error(error).then_some("true")
}

/// The frame of every control: label, control, hint, error. Pages use it around controls of their own;
/// `TextInput`, `Select` and the others bring it along. The control inside must carry `id`, and `aria-describedby="{id}-hint {id}-error"`.
#[component]
pub fn Field(
    /// The id of the control.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional)] required: bool,
    /// Keeps the label for screen readers only.
    #[prop(optional)]
    hide_label: bool,
    #[prop(optional, into)] class: Text,
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class=format!("field {}", class.or(""))>
            <label class=if hide_label { "visually-hidden" } else { "field-label" } for=id>
                {label}
                {required.then(|| view! { <span class="field-required" aria-hidden="true">" *"</span> })}
            </label>
            {children()}
            {hint.get().map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <FieldError id=error_id error/>
        </div>
    }
}

/// The line below a refused field.
#[component]
pub fn FieldError(#[prop(into)] id: String, #[prop(into)] error: MaybeProp<String>) -> impl IntoView {
    move || {
        let id = id.clone();
        error.get().filter(|error| !error.is_empty()).map(move |error| {
            view! {
                <p class="field-error" id=id>
                    <Icon glyph=Glyph::Alert/>
                    <span>{error}</span>
                </p>
            }
        })
    }
}
