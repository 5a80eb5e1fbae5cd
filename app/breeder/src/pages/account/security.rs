//! Password and second factors.

use super::{AccountFrame, factors::Factors};
use crate::{
    api::account::{ChangePassword, Reauthenticate, load_account},
    pages::loaded::{Loaded, page_data},
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, Card, FormActions, Look, TextInput};
use leptos::prelude::*;

/// The second tab.
#[component]
pub fn SecurityPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_account());
    view! {
        <AccountFrame title="Security" current="/account/security">
            <Loaded
                data
                what="Your account"
                view=|stamped| {
                    let fresh = stamped.value.recently_authenticated;
                    view! {
                        <PasswordForm fresh email=stamped.value.email.clone()/>
                        {if fresh {
                            view! { <Factors account=stamped.value now=stamped.now/> }.into_any()
                        } else {
                            view! { <Again account=stamped.value/> }.into_any()
                        }}
                    }
                }
            />
        </AccountFrame>
    }
    .into_any()
}

#[component]
fn PasswordForm(fresh: bool, email: String) -> impl IntoView {
    let form = use_onward::<ChangePassword>();
    view! {
        <Card title="Password" hint="Changing it signs every other session out.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <WhoFor email/>
                {(!fresh)
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
                <TextInput
                    name="new_password"
                    label="New password"
                    hint="At least 8 characters. A few unusual words in a row are good."
                    kind="password"
                    autocomplete="new-password"
                    required=true
                    error=form.field("new_password")
                />
                <FormActions>
                    <Button busy=form.pending>"Change password"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

/// Tells a password manager whose password it is; nobody sees or sends it.
#[component]
fn WhoFor(email: String) -> impl IntoView {
    view! { <input type="email" autocomplete="username" value=email readonly=true hidden=true/> }
}

/// The password again, before the second factors may be touched.
#[component]
fn Again(account: repti_model::account::Account) -> impl IntoView {
    let form = use_onward::<Reauthenticate>();
    let email = account.email;
    let state = match (account.totp, account.passkeys.len()) {
        (false, 0) => "No second factor is set up.".to_owned(),
        (true, 0) => "An authenticator app is set up.".to_owned(),
        (false, count) => format!("Passkeys: {count}."),
        (true, count) => format!("An authenticator app is set up. Passkeys: {count}."),
    };
    view! {
        <Card title="Second factor" hint=state>
            <PostForm form class="stack">
                <FormProblem state=form/>
                <WhoFor email/>
                <TextInput
                    name="password"
                    label="Your password"
                    hint="Asked for again before second factors are set up or removed."
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    error=form.field("password")
                />
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Go on"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}
