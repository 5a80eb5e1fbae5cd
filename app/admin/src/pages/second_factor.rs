//! The second step of signing in: a code or a passkey.

use crate::api::sign_in::{SignInWithCode, load_second_factors, passkey_challenge, sign_in_with_passkey};
use app_shared::{
    PostForm,
    loaded::{Loaded, page_data},
    narrow::Narrow,
    second_factor::{PasskeyButton, SignInCode, confirm_by_passkey},
    use_onward,
};
use leptos::prelude::*;

/// Asks for what is due after the password.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let factors = page_data(|| (), |()| load_second_factors());
    view! {
        <Narrow title="Second factor" hint="The password was right. Staff confirm each sign-in.">
            <Loaded
                data=factors
                what="This sign-in"
                view=|factors| {
                    view! {
                        {factors.passkeys.then(|| view! { <PasskeyButton confirm=|| confirm_by_passkey(passkey_challenge(), sign_in_with_passkey)/> })}
                        <ByCode totp=factors.totp/>
                        <p class="hint"><a class="link" href="/sign-in">"Begin again"</a></p>
                    }
                }
            />
        </Narrow>
    }
    .into_any()
}

#[component]
fn ByCode(totp: bool) -> impl IntoView {
    let form = use_onward::<SignInWithCode>();
    view! {
        <PostForm form class="stack">
            <SignInCode form totp autofocus=true/>
        </PostForm>
    }
}
