use leptos::prelude::*;
use repti_model::FieldErrors;

use crate::{Alert, Text, Tone, field::field_id};

/// A value the person doesn't see.
#[component]
pub fn HiddenInput(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// Fields that belong together under one heading.
#[component]
pub fn Fieldset(#[prop(into)] legend: String, #[prop(optional, into)] hint: Text, children: Children) -> impl IntoView {
    view! {
        <fieldset class="fieldset-group">
            <legend>{legend}</legend>
            {hint.get().map(|hint| view! { <p class="hint">{hint}</p> })}
            <div class="fieldset-body">{children()}</div>
        </fieldset>
    }
}

/// The buttons below a form, the primary one first.
#[component]
pub fn FormActions(
    /// Stays at the lower edge while a long form scrolls.
    #[prop(optional)]
    sticky: bool,
    children: Children,
) -> impl IntoView {
    view! { <div class=if sticky { "form-actions form-actions-sticky" } else { "form-actions" }>{children()}</div> }
}

/// What was refused, above a form: `errors` are (field name, message); each links to its field. Shows nothing when empty.
///
/// A pair with an empty name is a message about the whole form.
#[component]
pub fn ErrorSummary(
    errors: Vec<(String, String)>,
    /// Takes the focus when the page arrives.
    #[prop(default = true)]
    focus: bool,
    /// What the ids of the fields begin with.
    #[prop(default = "f")]
    ids: &'static str,
) -> impl IntoView {
    if errors.is_empty() {
        return ().into_any();
    }
    let title = if errors.len() == 1 {
        "One thing needs another look".to_owned()
    } else {
        format!("{} things need another look", errors.len())
    };
    let items = errors
        .into_iter()
        .map(|(name, message)| {
            let text = if name.is_empty() {
                view! { {message} }.into_any()
            } else {
                let id = field_id(&Text::default(), &name);
                let href = format!("#{ids}{}", id.strip_prefix('f').unwrap_or(&id));
                view! { <a class="link" href=href>{message}</a> }.into_any()
            };
            view! { <li>{text}</li> }
        })
        .collect_view();
    view! {
        <div tabindex="-1" autofocus=focus>
            <Alert tone=Tone::Error title>
                <ul class="bullets">{items}</ul>
            </Alert>
        </div>
    }
    .into_any()
}

/// The message under a field, from a refused form: `error=first_error(&problem.fields, "email")`.
#[must_use]
pub fn first_error(errors: &FieldErrors, field: &str) -> Option<String> {
    errors.of(field).first().cloned()
}

/// The messages of a refused form, in the shape of [`ErrorSummary`]: `fields` are the form's names in their order on the page.
#[must_use]
pub fn error_list(errors: &FieldErrors, fields: &[&str]) -> Vec<(String, String)> {
    fields
        .iter()
        .flat_map(|field| errors.of(field).iter().map(|message| ((*field).to_owned(), message.clone())))
        .collect()
}
