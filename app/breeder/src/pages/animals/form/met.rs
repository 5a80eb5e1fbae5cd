//! When two people save one animal: both values of each field that differs, and a next save that is meant.

use app_shared::{AppError, FormState};
use app_ui::{Alert, Table, Th, Tone};
use leptos::prelude::*;
use repti_model::{ErrorCode, registry::SaveConflict};
use serde_json::Value;

/// The version that a save met, when somebody else had saved in between.
pub fn met_version(form: FormState) -> Option<i32> {
    form.error.with(|error| met(error.as_ref()).map(|conflict| conflict.version))
}

fn met(error: Option<&AppError>) -> Option<SaveConflict> {
    let error = error.filter(|error| error.code() == ErrorCode::Conflict)?;
    serde_json::from_value(error.0.current.clone()?).ok()
}

fn said(value: &Value) -> String {
    match value {
        Value::Null => "Nothing".to_owned(),
        Value::String(text) if text.is_empty() => "Nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Both values, field by field.
#[component]
pub fn Met(form: FormState) -> impl IntoView {
    move || {
        form.error.with(|error| met(error.as_ref())).map(|conflict| {
            let by = conflict.changed_by.clone().unwrap_or_else(|| "Somebody".to_owned());
            let rows = conflict
                .fields
                .iter()
                .map(|(field, both)| {
                    view! {
                        <tr>
                            <td data-label="Field">{field.replace('_', " ")}</td>
                            <td data-label="Yours">{said(&both.yours)}</td>
                            <td data-label="Theirs">{said(&both.theirs)}</td>
                        </tr>
                    }
                })
                .collect_view();
            view! {
                <Alert tone=Tone::Warning title=format!("{by} saved this animal in the meantime")>
                    <Table
                        caption="Both values"
                        stack=true
                        head=|| view! { <Th label="Field"/> <Th label="Yours"/> <Th label="Theirs"/> }
                    >
                        {rows}
                    </Table>
                    <p>"Take over what you want to keep. Saving again puts yours in its place."</p>
                </Alert>
            }
        })
    }
}
