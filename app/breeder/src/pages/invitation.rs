//! The link of an invitation's mail.

use super::{
    loaded::{Failed, page_data},
    narrow::Narrow,
    sign_up::token_in_address,
};
use crate::api::vivariums::{AcceptInvitation, OpenOffer, load_offer};
use app_shared::{AppError, FormProblem, PostForm, use_onward, use_session_info};
use app_ui::{Alert, Button, ButtonLink, FormActions, HiddenInput, Look, Skeleton, Tone, with_params};
use leptos::prelude::*;
use repti_model::ErrorCode;

/// What is offered, and the way in: join, sign in or sign up.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = token_in_address();
    let offer = {
        let token = token.clone();
        page_data(move || token.clone(), load_offer)
    };
    view! {
        <Suspense fallback=|| view! { <Skeleton/> }>
            {move || {
                let token = token.clone();
                Suspend::new(async move {
                    match offer.await {
                        Ok(open) => view! { <Answer token open/> }.into_any(),
                        Err(error) => view! { <Closed error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// A link that leads nowhere any more.
#[component]
fn Closed(error: AppError) -> impl IntoView {
    if error.code() != ErrorCode::Expired {
        return view! { <Narrow title="Invitation"><Failed what="The invitation" error/></Narrow> }.into_any();
    }
    view! {
        <Narrow title="This invitation is no longer open">
            <p>"It was answered or taken back, or its two weeks are over. Whoever invited you can send another one."</p>
            <div class="row">
                <ButtonLink href="/" look=Look::Primary>"Go to ReptiDex"</ButtonLink>
            </div>
        </Narrow>
    }
    .into_any()
}

#[component]
fn Answer(token: String, open: OpenOffer) -> impl IntoView {
    let actor = use_session_info().actor;
    let OpenOffer { offer, mine } = open;
    let back = with_params("/invitation", &[("token", &token)]);
    let title = format!("Join {}", offer.vivarium_name);
    let hint = format!("{} asks you in as {}.", offer.invited_by, offer.role.as_str());
    match actor {
        Some(actor) if mine => view! {
            <Narrow title hint>
                <p class="hint">{format!("You join as {} ({}).", actor.display_name, offer.email)}</p>
                <Accept token/>
            </Narrow>
        }
        .into_any(),
        Some(actor) => {
            let text = format!(
                "It went to {}, and you are signed in as {} with another address. Sign out, then come in with the invited one.",
                offer.email, actor.display_name,
            );
            view! {
                <Narrow title hint>
                    <Alert tone=Tone::Warning>{text}</Alert>
                    // A plain form: who asks is somebody else afterwards.
                    <form method="post" action="/sfn/breeder/sign_out">
                        <HiddenInput name="next" value=back/>
                        <FormActions>
                            <Button look=Look::Primary>"Sign out and go on"</Button>
                            <a class="link" href="/">"Stay signed in"</a>
                        </FormActions>
                    </form>
                </Narrow>
            }
            .into_any()
        }
        None => {
            let sign_in = with_params("/sign-in", &[("next", &back)]);
            let sign_up = with_params("/sign-up", &[("invitation", &token), ("email", &offer.email)]);
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
    let form = use_onward::<AcceptInvitation>();
    view! {
        <PostForm form class="stack">
            <FormProblem state=form/>
            <HiddenInput name="token" value=token/>
            <FormActions>
                <Button look=Look::Primary busy=form.pending>"Join"</Button>
            </FormActions>
        </PostForm>
    }
}
