//! When two people change one taxon: what stands there now, beside what is being written.

use app_shared::FormState;
use app_ui::{Alert, Term, Terms, Tone};
use leptos::prelude::*;
use repti_model::registry::{Rank, Reproduction, SaveConflict, Taxon};
use serde_json::Value;

/// The values that somebody else saved, where they differ from the form's.
#[component]
pub(super) fn Met(form: FormState, taxa: Vec<Taxon>) -> impl IntoView {
    let taxa = StoredValue::new(taxa);
    move || {
        form.met::<SaveConflict>().map(|conflict| {
            let rows = conflict
                .fields
                .into_iter()
                .map(|(field, both)| {
                    let value = taxa.with_value(|taxa| said(&field, &both.theirs, taxa));
                    view! { <Term name=label(&field)>{value}</Term> }
                })
                .collect_view();
            view! {
                <Alert tone=Tone::Warning title="What stands there now">
                    <Terms>{rows}</Terms>
                    <p>"Take over what is right, then save again: the form below then stands."</p>
                </Alert>
            }
        })
    }
}

/// What the form calls a field.
fn label(field: &str) -> String {
    match field {
        "common_name" => "Name",
        "plural_name" => "In the plural",
        "scientific_name" => "Scientific name",
        "aliases" => "Other names",
        "code_prefix" => "Code",
        "rank" => "Rank",
        "parent_id" => "Stands under",
        "reproduction" => "Reproduction",
        "min_breeding_days_male" => "Sire, days",
        "min_breeding_days_female" => "Dam, days",
        other => other,
    }
    .to_owned()
}

/// A value in the words of the form.
fn said(field: &str, value: &Value, taxa: &[Taxon]) -> String {
    match (field, value) {
        (_, Value::Null) => "None".to_owned(),
        (_, Value::Array(names)) if names.is_empty() => "None".to_owned(),
        (_, Value::Array(names)) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        ("rank", Value::String(word)) => {
            word.parse().map_or_else(|_| word.clone(), |rank: Rank| rank.label().to_owned())
        }
        ("reproduction", Value::String(word)) => {
            word.parse().map_or_else(|_| word.clone(), |way: Reproduction| way.label().to_owned())
        }
        ("parent_id", Value::String(id)) => taxa
            .iter()
            .find(|taxon| taxon.id.to_string() == *id)
            .map_or_else(|| id.clone(), |taxon| taxon.common_name.clone()),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}
