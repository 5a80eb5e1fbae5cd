//! A forgotten password.

use super::{narrow::Narrow, sign_up::token_in_address};
use crate::api::sign_up::{RequestReset, ResetPassword};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, FormActions, HiddenInput, Look, TextInput};
use leptos::prelude::*;

/// Asks for the mail.
#[component]
pub fn ForgotPasswordPage() -> impl IntoView {
    let form = use_onward::<RequestReset>();
    view! {
        <Narrow title="Forgot your password?" hint="We send you a link with which you choose a new one.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <TextInput name="email" label="E-mail" kind="email" value=form.value("email", "") autocomplete="username" required=true error=form.field("email")/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Send the link"</Button>
                    <a class="link" href="/sign-in">"Back to sign in"</a>
                </FormActions>
            </PostForm>
        </Narrow>
    }
    .into_any()
}

/// The link of that mail.
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let form = use_onward::<ResetPassword>();
    view! {
        <Narrow title="Choose a new password" hint="Every session is signed out, then you sign in with the new one.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <HiddenInput name="token" value=token_in_address()/>
                <TextInput
                    name="password"
                    label="New password"
                    hint="At least 8 characters. A few unusual words in a row are good."
                    kind="password"
                    autocomplete="new-password"
                    required=true
                    error=form.field("password")
                />
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Set the password"</Button>
                </FormActions>
            </PostForm>
            <p class="hint">"Link expired? " <a class="link" href="/forgot-password">"Ask for a new one"</a></p>
        </Narrow>
    }
    .into_any()
}
