use leptos::prelude::*;

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
                    aria-invalid=invalid(error)
                    aria-describedby=described_by(&id, hint.is_some(), error)
                />
            </div>
        </Field>
    }
}
