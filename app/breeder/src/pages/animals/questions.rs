//! Questions about a lineage: open until somebody answers, and kept beside the claim afterwards.

use crate::api::lineage::AnswerWarning;
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Alert, Button, RelativeTime, TextInput, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::lineage::LineageWarning;

/// What is possible but doubtful, until somebody answers it.
#[component]
pub fn Open(warnings: Vec<LineageWarning>, lineage: bool) -> impl IntoView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let form = use_onward::<AnswerWarning>();
    let items = warnings
        .into_iter()
        .map(|warning| {
            view! {
                <Alert tone=Tone::Warning title="Open question">
                    <p>{warning.message}</p>
                    {lineage
                        .then(|| {
                            view! {
                                <PostForm form class="row items-end mt-2">
                                    <input type="hidden" name="id" value=warning.id.to_string()/>
                                    <input type="hidden" name="child" value=warning.child_id.to_string()/>
                                    <TextInput
                                        id=format!("answer-{}", warning.id)
                                        name="note"
                                        label="Your answer"
                                        hint="What you know of it. It stays beside the claim."
                                        required=true

                                    />
                                    <Button busy=form.pending>"Answer"</Button>
                                </PostForm>
                            }
                        })}
                </Alert>
            }
        })
        .collect_view();
    view! {
        <FormProblem state=form/>
        {items}
    }
    .into_any()
}

/// What was asked and what somebody said to it.
#[component]
pub fn Answered(warnings: Vec<LineageWarning>, now: Timestamp) -> impl IntoView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let lines = warnings
        .into_iter()
        .filter_map(|warning| {
            let answer = warning.answer?;
            let by = answer.by.unwrap_or_else(|| "A former member".to_owned());
            Some(view! {
                <li>
                    <p>{warning.message}</p>
                    <p class="hint">
                        {by} " answered " <RelativeTime at=answer.at now/> ": “" {answer.note} "”"
                    </p>
                </li>
            })
        })
        .collect_view();
    view! {
        <details class="disclosure mt-4">
            <summary>"Answered questions"</summary>
            <ul class="stack mt-2">{lines}</ul>
        </details>
    }
    .into_any()
}
