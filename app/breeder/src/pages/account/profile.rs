//! Name and e-mail address.

use super::AccountFrame;
use crate::{
    api::account::{ChangeEmail, ChangeName, load_account},
    pages::loaded::{Loaded, page_data},
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, Card, FormActions, Look, TextInput};
use leptos::prelude::*;
use repti_model::account::Account;

/// The first tab.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let data = page_data(|| (), |()| load_account());
    view! {
        <AccountFrame title="Your account" current="/account">
            <Loaded
                data
                what="Your account"
                view=|stamped| {
                    view! {
                        <NameForm name=stamped.value.display_name.clone()/>
                        <EmailForm account=stamped.value/>
                    }
                }
            />
        </AccountFrame>
    }
    .into_any()
}

#[component]
fn NameForm(name: String) -> impl IntoView {
    let form = use_onward::<ChangeName>();
    view! {
        <Card title="Name">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <TextInput
                    name="display_name"
                    label="Your name"
                    hint="As other members see it."
                    value=form.value("display_name", name)
                    autocomplete="name"
                    required=true
                    maxlength=80
                    error=form.field("display_name")
                />
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Save name"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

#[component]
fn EmailForm(account: Account) -> impl IntoView {
    let form = use_onward::<ChangeEmail>();
    view! {
        <Card title="E-mail" hint=format!("Now: {}", account.email)>
            <PostForm form class="stack">
                <FormProblem state=form/>
                <TextInput name="new_email" label="New e-mail" kind="email" value=form.value("new_email", "") autocomplete="email" required=true error=form.field("new_email")/>
                {(!account.recently_authenticated)
                    .then(|| {
                        view! {
                            <TextInput
                                name="current_password"
                                label="Current password"
                                kind="password"
                                autocomplete="current-password"
                                required=true
                                error=form.field("current_password")
                            />
                        }
                    })}
                <p class="hint">"A mail goes to the new address. Until you follow its link, nothing changes."</p>
                <FormActions>
                    <Button busy=form.pending>"Change e-mail"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}
