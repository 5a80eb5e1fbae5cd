//! Checking the whole chain from the page.

use crate::{
    api::audit::VerifyAudit,
    pages::words::{clock, figure},
};
use app_shared::{FormProblem, PostForm, use_form_answer};
use app_ui::{Alert, Button, Glyph, Tone};
use leptos::prelude::*;

/// The button, and what it found.
#[component]
pub(super) fn Verify() -> impl IntoView {
    let (form, value) = use_form_answer::<VerifyAudit>();
    view! {
        <div class="verify">
            <PostForm form>
                <Button icon=Glyph::ShieldCheck busy=form.pending>"Verify the chain"</Button>
            </PostForm>
            <div class="verify-answer">
                <FormProblem state=form/>
                {move || {
                    value
                        .get()
                        .map(|found| {
                            let (at, found) = (clock(found.now), found.value);
                            match found.broken {
                                None => {
                                    view! {
                                        <Alert tone=Tone::Success title="The log is whole">
                                            <p>{format!("{} lines, checked at {at}. Head ", figure(found.lines))} <span class="code break">{found.head}</span></p>
                                        </Alert>
                                    }
                                        .into_any()
                                }
                                Some(broken) => {
                                    view! {
                                        <Alert tone=Tone::Error title=format!("The log is broken at line {}", broken.seq)>
                                            <p>{format!("In words: {}. The {} lines before it are whole. Checked at {at}.", broken.reason, figure(found.lines))}</p>
                                        </Alert>
                                    }
                                        .into_any()
                                }
                            }
                        })
                }}
            </div>
        </div>
    }
    .into_any()
}
