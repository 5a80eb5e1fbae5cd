//! Signing in.

use super::note::Note;
use crate::api::sign_in::SignIn;
use app_shared::{FormProblem, PostForm, narrow::Narrow, use_onward};
use app_ui::{Button, FormActions, HiddenInput, Look, TextInput};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// E-mail and password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let form = use_onward::<SignIn>();
    let next = use_query_map().with_untracked(|query| query.get("next").unwrap_or_default());
    view! {
        <Narrow title="Staff sign-in" hint="For people who work for this site. A second factor follows.">
            <Note/>
            <PostForm form class="stack">
                <FormProblem state=form/>
                <HiddenInput name="next" value=next/>
                <TextInput name="email" label="E-mail" kind="email" autocomplete="username" required=true error=form.field("email")/>
                <TextInput
                    name="password"
                    label="Password"
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    error=form.field("password")
                />
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Sign in"</Button>
                </FormActions>
            </PostForm>
        </Narrow>
    }
    .into_any()
}
