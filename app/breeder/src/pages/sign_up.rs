//! Signing up, and what follows by mail.

use super::narrow::Narrow;
use crate::api::sign_up::{ConfirmEmail, SignUp, VerifyEmail};
use app_shared::{FormProblem, PostForm, use_onward, use_session_info};
use app_ui::{Button, FormActions, HiddenInput, Look, TextInput};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The token in the address, from a mail's link.
pub(super) fn token_in_address() -> String {
    use_query_map().with_untracked(|query| query.get("token").unwrap_or_default())
}

/// A new account.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let form = use_onward::<SignUp>();
    let (invitation, email) = use_query_map()
        .with_untracked(|query| (query.get("invitation").unwrap_or_default(), query.get("email").unwrap_or_default()));
    view! {
        <Narrow title="Create an account" hint="For your own collection or for working in somebody else's.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <HiddenInput name="invitation" value=invitation/>
                <TextInput
                    name="display_name"
                    label="Your name"
                    hint="As others see it. It needn't be your legal name."
                    value=form.value("display_name", "")
                    autocomplete="name"
                    required=true
                    error=form.field("display_name")
                />
                <TextInput name="email" label="E-mail" kind="email" value=form.value("email", email) autocomplete="username" required=true error=form.field("email")/>
                <TextInput
                    name="password"
                    label="Password"
                    hint="At least 8 characters. A few unusual words in a row are good."
                    kind="password"
                    autocomplete="new-password"
                    required=true
                    error=form.field("password")
                />
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Create account"</Button>
                </FormActions>
            </PostForm>
            <p class="hint">"Have an account? " <a class="link" href="/sign-in">"Sign in"</a></p>
        </Narrow>
    }
    .into_any()
}

/// What is said after a sign-up or a request for a new password: the same whether the address is known or not.
#[component]
fn CheckMail(title: &'static str, text: &'static str) -> impl IntoView {
    let development = use_session_info().development;
    view! {
        <Narrow title>
            <p>{text}</p>
            <p class="hint">"Nothing there after a few minutes? Look into the spam folder, or check the address and try again."</p>
            {development
                .then(|| view! { <p><a class="link" href="/dev/mailbox" rel="external">"Open the mailbox of this development server"</a></p> })}
        </Narrow>
    }
    .into_any()
}

/// After a sign-up.
#[component]
pub fn SignUpSentPage() -> impl IntoView {
    view! { <CheckMail title="Look into your mail" text="We have sent you a mail. Follow the link in it to finish; it is good for a day."/> }
}

/// After a request for a new password.
#[component]
pub fn ResetSentPage() -> impl IntoView {
    view! { <CheckMail title="Look into your mail" text="If this address has an account, a mail with a link is on its way. It is good for an hour."/> }
}

/// The link of a sign-up's mail. A button completes it: programs that open every link in a mail must not use it up.
#[component]
pub fn VerifyEmailPage() -> impl IntoView {
    let form = use_onward::<VerifyEmail>();
    view! {
        <Narrow title="Confirm your e-mail address" hint="One press and your account is ready.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <HiddenInput name="token" value=token_in_address()/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Confirm and sign in"</Button>
                </FormActions>
            </PostForm>
            <p class="hint">
                "Confirmed already? " <a class="link" href="/sign-in">"Sign in"</a> ". Too late? " <a class="link" href="/sign-up">"Sign up again"</a>
            </p>
        </Narrow>
    }
    .into_any()
}

/// The link of the mail to a new address.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let form = use_onward::<ConfirmEmail>();
    view! {
        <Narrow title="Confirm your new e-mail address" hint="From then on you sign in with it.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <HiddenInput name="token" value=token_in_address()/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Use this address"</Button>
                </FormActions>
            </PostForm>
            <p class="hint">"Link expired? " <a class="link" href="/account">"Ask for a new one in your account"</a></p>
        </Narrow>
    }
    .into_any()
}
