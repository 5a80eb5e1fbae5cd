//! What is said of a photograph: caption, day, and whether it shows the animal itself.

use super::state::Photos;
use crate::{
    api::photos::EditPhoto,
    pages::met::{Words, both_values},
};
use app_shared::{FormProblem, PostForm, use_form_answer};
use app_ui::{Button, Checkbox, Dialog, FormActions, HiddenInput, Look, TextInput, Textarea, words};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use repti_model::{
    media::{OwnPhoto, PhotoForm},
    registry::SaveConflict,
};
use serde_json::Value;

/// The id of the dialog.
pub const DIALOG: &str = "photo-edit";
const WORDS: Words = Words { what: "photo", form: "form[data-photo]", field, control: |_, value| text(value) };

/// The form, in a dialog that the photographs' buttons open.
#[component]
pub fn EditDialog(page: Photos) -> impl IntoView {
    view! {
        <Dialog id=DIALOG title="Edit photo">
            {move || page.editing.get().map(|photo| edit(page, photo))}
        </Dialog>
    }
    .into_any()
}

fn edit(page: Photos, photo: OwnPhoto) -> AnyView {
    let (form, answer) = use_form_answer::<EditPhoto>();
    Effect::new(move || {
        if let Some(saved) = answer.get() {
            page.put(saved);
            page.said.set("The photo is saved.".to_owned());
            close();
        }
    });
    let OwnPhoto { id, version: first, caption, taken_on, taken_by_camera, representative, .. } = photo;
    let read = serde_json::to_string(&PhotoForm { caption: caption.clone(), taken_on, representative }).ok();
    // After a conflict the next save is meant: it goes against the version that was shown beside the form.
    let version = move || form.met::<SaveConflict>().map_or(first, |conflict| conflict.version).to_string();
    let day = taken_on.map(|day| day.to_string());
    let by = if taken_by_camera {
        "As the camera says. Change it where its clock was wrong."
    } else {
        "Tells the animal’s age at the time."
    };
    view! {
        <PostForm form class="stack" attr:data-photo="">
            <FormProblem state=form/>
            {both_values(form, WORDS, said)}
            <HiddenInput name="id" value=id.to_string()/>
            <input type="hidden" name="version" prop:value=version value=first.to_string()/>
            {read.map(|read| view! { <HiddenInput name="read" value=read/> })}
            <Textarea name="caption" label="Caption" value=caption rows=3 maxlength=300 error=form.field("caption")/>
            <TextInput name="taken_on" label="Taken on" kind="date" value=day hint=by error=form.field("taken_on")/>
            <Checkbox
                name="representative"
                value="true"
                label="Representative photo"
                hint="It shows another animal of the same kind, not this one. Buyers are told."
                checked=representative
            />
            <FormActions>
                <Button look=Look::Primary busy=form.pending>"Save changes"</Button>
                <button type="button" class="btn" popovertarget=DIALOG popovertargetaction="hide">"Cancel"</button>
            </FormActions>
        </PostForm>
    }
    .into_any()
}

/// Closes the dialog; the browser gives the focus back to what opened it.
fn close() {
    let dialog = document().get_element_by_id(DIALOG).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(dialog) = dialog {
        // One that is closed already stays so.
        let _ = dialog.hide_popover();
    }
}

fn field(name: &str) -> String {
    match name {
        "caption" => "Caption",
        "taken_on" => "Taken on",
        _ => "Representative",
    }
    .to_owned()
}

/// What a control holds for a value.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "true".to_owned(),
        _ => String::new(),
    }
}

fn said(name: &str, value: &Value) -> String {
    match (name, value) {
        ("representative", Value::Bool(true)) => "yes".to_owned(),
        ("representative", _) => "no".to_owned(),
        ("taken_on", Value::String(day)) => day.parse().map_or_else(|_| day.clone(), words::date),
        (_, value) => {
            let text = text(value);
            if text.is_empty() { "nothing".to_owned() } else { text }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_said_as_people_say_them_and_go_into_the_form_as_it_has_them() {
        let on = json!("2026-05-04");
        assert_eq!((said("taken_on", &on), text(&on)), ("4 May 2026".to_owned(), "2026-05-04".to_owned()));
        assert_eq!((said("taken_on", &Value::Null), text(&Value::Null)), ("nothing".to_owned(), String::new()));
        assert_eq!([said("representative", &json!(true)), said("representative", &json!(false))], ["yes", "no"]);
        assert_eq!([text(&json!(true)), text(&json!(false))], ["true", ""]);
        assert_eq!(said("caption", &json!("In the sun")), "In the sun");
    }
}
