//! The link of an invitation's mail.

use super::{loaded::Failed, narrow::Narrow, sign_up::token_in_address};
use crate::api::vivariums::{AcceptInvitation, load_offer};
use app_shared::{FormProblem, follow, use_form, use_session_info};
use app_ui::{Button, ButtonLink, FormActions, HiddenInput, Look, Skeleton};
use leptos::prelude::*;
use repti_model::vivarium::InvitationOffer;

/// What is offered, and the way in: join, sign in or sign up.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = token_in_address();
    let offer = {
        let token = token.clone();
        Resource::new_blocking(move || token.clone(), load_offer)
    };
    view! {
        <Suspense fallback=|| view! { <Skeleton/> }>
            {move || {
                let token = token.clone();
                Suspend::new(async move {
                    match offer.await {
                        Ok(offer) => view! { <Answer token offer/> }.into_any(),
                        Err(error) => view! { <Narrow title="This invitation is no longer open"><Failed what="The invitation" error/></Narrow> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Answer(token: String, offer: InvitationOffer) -> impl IntoView {
    let actor = use_session_info().actor;
    let title = format!("Join {}", offer.vivarium_name);
    let hint = format!("{} asks you in as {}.", offer.invited_by, offer.role.as_str());
    match actor {
        Some(actor) => view! {
            <Narrow title hint>
                <p class="hint">{format!("You are signed in as {}. The invitation went to {}.", actor.display_name, offer.email)}</p>
                <Accept token/>
            </Narrow>
        }
        .into_any(),
        None => {
            let back = format!("/invitation?token={token}");
            let sign_in = format!("/sign-in?next={}", encoded(&back));
            let sign_up = format!("/sign-up?invitation={}&email={}", encoded(&token), encoded(&offer.email));
            view! {
                <Narrow title hint>
                    <p class="hint">{format!("The invitation went to {}.", offer.email)}</p>
                    <div class="row">
                        <ButtonLink href=sign_up look=Look::Primary>"Create an account"</ButtonLink>
                        <ButtonLink href=sign_in>"I have an account"</ButtonLink>
                    </div>
                </Narrow>
            }
            .into_any()
        }
    }
}

#[component]
fn Accept(token: String) -> impl IntoView {
    let action = ServerAction::<AcceptInvitation>::new();
    let form = use_form(action);
    follow(action);
    view! {
        <ActionForm action attr:class="stack">
            <FormProblem state=form/>
            <HiddenInput name="token" value=token/>
            <FormActions>
                <Button look=Look::Primary busy=form.pending>"Join"</Button>
            </FormActions>
        </ActionForm>
    }
}

/// A value for a query.
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn a_value_stays_one_value() {
        assert_eq!(encoded("/invitation?token=a&b"), "%2Finvitation%3Ftoken%3Da%26b");
        assert_eq!(encoded("ö+@"), "%C3%B6%2B%40");
    }
}
