use leptos::prelude::*;

use crate::{Glyph, Icon};

/// Code to read and copy. One click selects all of it; where the page is awake, a button copies it.
#[component]
pub fn CodeBlock(
    /// What it is: "HTML for your site".
    #[prop(into)]
    label: String,
    #[prop(into)] code: Signal<String>,
) -> impl IntoView {
    view! {
        <figure class="code-block">
            <figcaption class="row row-between">
                <span class="field-label">{label.clone()}</span>
                <CopyButton text=code/>
            </figcaption>
            <pre tabindex="0" aria-label=label><code>{code}</code></pre>
        </figure>
    }
}

/// One line to copy: a link, a token, a recovery code.
#[component]
pub fn CopyField(#[prop(into)] label: String, #[prop(into)] value: Signal<String>) -> impl IntoView {
    view! {
        <div class="copy-field">
            <span class="field-label">{label}</span>
            <div class="copy-line">
                <code tabindex="0">{value}</code>
                <CopyButton text=value/>
            </div>
        </div>
    }
}

/// Shown once the page is awake: without JavaScript it could do nothing.
#[component]
fn CopyButton(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let (awake, set_awake) = signal(false);
    let (copied, set_copied) = signal(false);
    Effect::new(move || set_awake.set(true));
    view! {
        <button
            type="button"
            class="btn btn-sm btn-ghost"
            hidden=move || !awake.get()
            on:click=move |_| {
                copy(&text.get_untracked());
                set_copied.set(true);
            }
        >
            <Icon glyph=Glyph::Copy/>
            <span aria-live="polite">{move || if copied.get() { "Copied" } else { "Copy" }}</span>
        </button>
    }
}

#[cfg(target_arch = "wasm32")]
fn copy(text: &str) {
    // The promise tells only whether the person allowed it; the text stays selectable either way.
    let _ = window().navigator().clipboard().write_text(text);
}

#[cfg(not(target_arch = "wasm32"))]
fn copy(_text: &str) {}
