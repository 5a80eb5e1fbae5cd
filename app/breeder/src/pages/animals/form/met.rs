//! When two people save one animal: both values of each field that differs, and a choice between them.

use crate::pages::animals::said;
use app_shared::FormState;
use app_ui::{Alert, Tone};
use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement},
};
use repti_model::registry::{SaveConflict, Taxon};

/// Both values, field by field, with a choice that goes straight into the form.
#[component]
pub fn Met(form: FormState, taxa: Vec<Taxon>) -> impl IntoView {
    let taxa = StoredValue::new(taxa);
    move || {
        form.met::<SaveConflict>().map(|conflict| {
            let by = conflict.changed_by.clone().unwrap_or_else(|| "Somebody".to_owned());
            let theirs_head = format!("{by}’s");
            let rows = conflict
                .fields
                .into_iter()
                .map(|(field, both)| {
                    let say = |value| taxa.with_value(|taxa| said::value(&field, value, taxa));
                    let (yours, theirs) = (say(&both.yours), say(&both.theirs));
                    let choice = |value| {
                        let (field, text) = (field.clone(), said::control(&field, value));
                        move |_| put(&field, &text)
                    };
                    let (keep, take) = (choice(&both.yours), choice(&both.theirs));
                    let group = format!("met-{field}");
                    view! {
                        <span class="both-name">{said::field(&field)}</span>
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
                <Alert tone=Tone::Warning title=format!("{by} saved this animal while you were editing")>
                    <p>"Choose what stands, field by field, then save again. What you chose is in the form below."</p>
                    <div class="both" role="group" aria-label="Both values">{rows}</div>
                </Alert>
            }
        })
    }
}

/// Puts a text into the form's control.
fn put(field: &str, text: &str) {
    let selector = format!("form[data-animal] [name='{field}']");
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
