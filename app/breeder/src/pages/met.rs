//! When two people save one record: both values of each field that differs, and a choice between them that goes into the form.

use app_shared::FormState;
use app_ui::{Alert, Tone};
use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement},
};
use repti_model::registry::SaveConflict;
use serde_json::Value;

/// How a record's fields and values are said, and what its form holds for them.
#[derive(Clone, Copy)]
pub struct Words {
    /// "animal".
    pub what: &'static str,
    /// The form, as a selector.
    pub form: &'static str,
    /// A field's name on the screen.
    pub field: fn(&str) -> String,
    /// What a control holds for a value.
    pub control: fn(&str, &Value) -> String,
}

/// Both values, field by field, as `say` words them; nothing while no two saves have met.
pub fn both_values(
    form: FormState,
    words: Words,
    say: impl Fn(&str, &Value) -> String + Send + Sync + 'static,
) -> AnyView {
    let shown = move || {
        form.met::<SaveConflict>().map(|conflict| {
            let by = conflict.changed_by.clone().unwrap_or_else(|| "Somebody".to_owned());
            let theirs_head = format!("{by}’s");
            let rows = conflict
                .fields
                .into_iter()
                .map(|(field, both)| {
                    let (yours, theirs) = (say(&field, &both.yours), say(&field, &both.theirs));
                    let choice = |value| {
                        let (field, text) = (field.clone(), (words.control)(&field, value));
                        move |_| put(words.form, &field, &text)
                    };
                    let (keep, take) = (choice(&both.yours), choice(&both.theirs));
                    let group = format!("met-{field}");
                    view! {
                        <span class="both-name">{(words.field)(&field)}</span>
                        <label>
                            <input class="radio" type="radio" name=group.clone() checked=true on:change=keep/>
                            <span><span class="hint">"Yours: "</span> {yours}</span>
                        </label>
                        <label>
                            <input class="radio" type="radio" name=group on:change=take/>
                            <span><span class="hint">{theirs_head.clone()} ": "</span> {theirs}</span>
                        </label>
                    }
                })
                .collect_view();
            view! {
                <Alert tone=Tone::Warning title=format!("{by} saved this {} while you were editing", words.what)>
                    <p>"Choose what stands, field by field, then save again. What you chose is in the form below."</p>
                    <div class="both" role="group" aria-label="Both values">{rows}</div>
                </Alert>
            }
        })
    };
    shown.into_any()
}

/// Puts a text into a form's control.
fn put(form: &str, field: &str, text: &str) {
    let selector = format!("{form} [name='{field}']");
    let Some(control): Option<Element> = document().query_selector(&selector).ok().flatten() else { return };
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        if input.type_() == "checkbox" {
            input.set_checked(text == "true");
        } else {
            input.set_value(text);
        }
    } else if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        select.set_value(text);
    } else if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
    }
}
