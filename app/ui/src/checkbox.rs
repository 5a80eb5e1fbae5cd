use leptos::prelude::*;

use crate::{
    Text,
    field::{FieldError, described_by, field_id, invalid},
};

/// A box to tick: `<Checkbox name="accept" label="I have read the rules" checked=false/>`. Sends `on` unless `value` is given.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] value: Text,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] id: Text,
    #[prop(optional)] required: bool,
    #[prop(optional)] disabled: bool,
) -> impl IntoView {
    view! { <Tick look="checkbox" name label checked value hint error id required disabled/> }
}

/// A setting that is on or off. A checkbox to the form and to screen readers, drawn as a switch.
#[component]
pub fn Switch(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] value: Text,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] id: Text,
    #[prop(optional)] disabled: bool,
) -> impl IntoView {
    view! { <Tick look="toggle" name label checked value hint error id required=false disabled/> }
}

#[component]
fn Tick(
    look: &'static str,
    name: String,
    label: String,
    checked: bool,
    value: Text,
    hint: Text,
    error: MaybeProp<String>,
    id: Text,
    required: bool,
    disabled: bool,
) -> impl IntoView {
    let id = field_id(&id, &name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field">
            <label class="option" for=id.clone()>
                <input
                    class=look
                    type="checkbox"
                    role=(look == "toggle").then_some("switch")
                    id=id.clone()
                    name=name
                    value=value.or("on")
                    checked=checked
                    required=required
                    disabled=disabled
                    aria-invalid=invalid(error)
                    aria-describedby=described_by(&id, hint.is_some(), error)
                />
                <span class="option-text">{label}</span>
            </label>
            {hint.get().map(|hint| view! { <p class="hint option-hint" id=hint_id>{hint}</p> })}
            <FieldError id=error_id error/>
        </div>
    }
}
