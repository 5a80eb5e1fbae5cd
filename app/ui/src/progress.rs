use leptos::prelude::*;

use crate::{Glyph, Icon};

/// How far a job is: `done` of `total`, told in words as well.
#[component]
pub fn ProgressBar(
    #[prop(into)] label: String,
    #[prop(into)] done: Signal<u64>,
    #[prop(into)] total: Signal<u64>,
) -> impl IntoView {
    let words = move || {
        let (done, total) = (done.get(), total.get());
        format!("{} of {}", crate::words::thousands(done.min(total)), crate::words::thousands(total))
    };
    view! {
        <div class="progress-box">
            <div class="row row-between">
                <span class="field-label">{label.clone()}</span>
                <span class="hint num" aria-live="polite">{words}</span>
            </div>
            <progress
                class="progress"
                aria-label=label
                max=move || total.get().max(1).to_string()
                value=move || done.get().min(total.get()).to_string()
            ></progress>
        </div>
    }
}

/// The steps of a longer task; `current` counts from 0. Finished steps may carry the address to go back to.
#[component]
pub fn Steps(#[prop(into)] label: String, steps: Vec<(String, Option<String>)>, current: usize) -> impl IntoView {
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, (name, href))| {
            let (state, said) = match index.cmp(&current) {
                std::cmp::Ordering::Less => ("step step-done", "done: "),
                std::cmp::Ordering::Equal => ("step step-now", ""),
                std::cmp::Ordering::Greater => ("step", ""),
            };
            let mark =
                if index < current { view! { <Icon glyph=Glyph::Check/> }.into_any() } else { (index + 1).into_any() };
            let text = match href {
                Some(href) if index < current => view! { <a class="quiet-link" href=href>{name}</a> }.into_any(),
                _ => name.into_any(),
            };
            view! {
                <li class=state aria-current=(index == current).then_some("step")>
                    <span class="step-mark num" aria-hidden="true">{mark}</span>
                    <span class="visually-hidden">{said}</span>
                    <span class="step-name">{text}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps-row" aria-label=label>{items}</ol> }
}
