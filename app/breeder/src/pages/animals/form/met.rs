//! When two people save one animal: both values of each field that differs, in the animal's own words.

use crate::pages::{
    animals::said,
    met::{Words, both_values},
};
use app_shared::FormState;
use leptos::prelude::*;
use repti_model::registry::Taxon;

const WORDS: Words = Words { what: "animal", form: "form[data-animal]", field: said::field, control: said::control };

/// Both values, field by field, with a choice that goes straight into the form.
#[component]
pub fn Met(form: FormState, taxa: Vec<Taxon>) -> impl IntoView {
    let taxa = StoredValue::new(taxa);
    both_values(form, WORDS, move |field, value| taxa.with_value(|taxa| said::value(field, value, taxa)))
}
