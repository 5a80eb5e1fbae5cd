use leptos::prelude::*;

use crate::{
    Choice, Text,
    field::{FieldError, described_by, field_id, invalid},
};

/// A few choices that all stay in sight: `<RadioGroup name="visibility" legend="Who sees it" value=… choices=…/>`.
#[component]
pub fn RadioGroup(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: Text,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] disabled: bool,
    /// Side by side where there is room.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let id = field_id(&Text::default(), &name);
    let chosen = value.or("");
    let described = described_by(&id, hint.is_some(), error);
    let entries = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            // The first one carries the group's id, so that an error summary lands on it.
            let entry_id = if index == 0 { id.clone() } else { format!("{id}-{index}") };
            view! {
                <label class="option" for=entry_id>
                    <input
                        class="radio"
                        type="radio"
                        id=entry_id.clone()
                        name=name.clone()
                        checked=choice.value == chosen
                        value=choice.value
                        required=required
                        disabled=disabled
                    />
                    <span class="option-text">
                        <span>{choice.label}</span>
                        {choice.hint.map(|hint| view! { <span class="hint">{hint}</span> })}
                    </span>
                </label>
            }
        })
        .collect_view();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <fieldset class="field" aria-describedby=described aria-invalid=invalid(error)>
            <legend class="field-label">{legend}</legend>
            <div class=if inline { "options options-inline" } else { "options" }>{entries}</div>
            {hint.get().map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <FieldError id=error_id error/>
        </fieldset>
    }
}
