use leptos::{html, prelude::*};

use crate::{
    Field, Text,
    field::{described_by, field_id, invalid},
};

/// A line of text: `<TextInput name="code" label="Code" value=animal.code hint="As on the tub" error=errors.get("code")/>`.
///
/// The value is what the server sends; the browser owns it afterwards. `on:input` bubbles and may be given.
#[component]
pub fn TextInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Text,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] error: MaybeProp<String>,
    /// The input's type: `email`, `password`, `date`, `number`, `url`, `tel`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] id: Text,
    #[prop(optional)] required: bool,
    #[prop(optional)] disabled: bool,
    #[prop(optional)] readonly: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] hide_label: bool,
    /// Set in the type of ids and genotypes.
    #[prop(optional)]
    mono: bool,
    #[prop(optional, into)] placeholder: Text,
    /// As in HTML: `username`, `current-password`, `new-password`, `one-time-code`, `off` …
    #[prop(optional, into)]
    autocomplete: Text,
    #[prop(optional, into)] inputmode: Text,
    #[prop(optional, into)] min: Text,
    #[prop(optional, into)] max: Text,
    #[prop(optional, into)] step: Text,
    #[prop(optional, into)] pattern: Text,
    /// The id of a `<datalist>` with suggestions.
    #[prop(optional, into)]
    list: Text,
    #[prop(optional)] maxlength: Option<u32>,
    /// The unit behind the number: `g`, `mm`, `%`.
    #[prop(optional, into)]
    unit: Text,
    #[prop(optional)] input_ref: NodeRef<html::Input>,
    #[prop(optional, into)] class: Text,
) -> impl IntoView {
    let id = field_id(&id, &name);
    let words = matches!(kind, "text" | "search") && !mono;
    let input = view! {
        <input
            class=if mono { "input code" } else { "input" }
            id=id.clone()
            type=kind
            name=name
            value=value.get()
            placeholder=placeholder.get()
            autocomplete=autocomplete.get()
            inputmode=inputmode.get()
            min=min.get()
            max=max.get()
            step=step.get()
            pattern=pattern.get()
            list=list.get()
            maxlength=maxlength
            required=required
            disabled=disabled
            readonly=readonly
            autofocus=autofocus
            spellcheck=(!words).then_some("false")
            autocapitalize=(!words).then_some("none")
            aria-invalid=invalid(error)
            aria-describedby=described_by(&id, hint.is_some(), error)
            node_ref=input_ref
        />
    };
    view! {
        <Field id=id label hint error required hide_label class>
            {match unit.get() {
                Some(unit) => {
                    view! { <div class="with-unit">{input}<span class="unit" aria-hidden="true">{unit}</span></div> }.into_any()
                }
                None => input.into_any(),
            }}
        </Field>
    }
}
