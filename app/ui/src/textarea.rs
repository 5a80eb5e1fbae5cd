use leptos::prelude::*;

use crate::{
    Field, Text,
    field::{described_by, field_id, invalid},
};

/// Several lines of text; grows with what is written.
#[component]
pub fn Textarea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Text,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] id: Text,
    #[prop(optional, into)] placeholder: Text,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(optional)] required: bool,
    #[prop(optional)] disabled: bool,
    #[prop(optional)] readonly: bool,
    #[prop(optional)] hide_label: bool,
    #[prop(optional)] mono: bool,
    #[prop(optional, into)] class: Text,
) -> impl IntoView {
    let id = field_id(&id, &name);
    // The parser drops a newline right after the tag: give it one to drop.
    let text = value.get().map(|text| if text.starts_with('\n') { format!("\n{text}") } else { text });
    view! {
        <Field id=id.clone() label hint=hint.clone() error required hide_label class>
            <textarea
                class=if mono { "textarea code" } else { "textarea" }
                id=id.clone()
                name=name
                rows=rows
                placeholder=placeholder.get()
                maxlength=maxlength
                required=required
                disabled=disabled
                readonly=readonly
                aria-invalid=invalid(error)
                aria-describedby=described_by(&id, hint.is_some(), error)
            >
                {text}
            </textarea>
        </Field>
    }
}
