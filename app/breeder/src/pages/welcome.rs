//! Create or join a vivarium: where somebody without one lands.

use super::{
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::vivariums::{AcceptMyInvitation, CreateVivarium, DeclineInvitation, my_invitations, my_vivariums};
use app_shared::{FormProblem, FormState, PostForm, browser_time_zone, use_onward};
use app_ui::{Button, Card, FormActions, HiddenInput, Look, PageHeader, Size, TextInput};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use repti_model::vivarium::{InvitationOffer, VivariumSummary};

/// The page.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let offers = page_data(|| (), |()| my_invitations());
    let mine = page_data(|| (), |()| my_vivariums());
    view! {
        <Title text="Create or join a vivarium"/>
        <PageHeader title="Create or join a vivarium" hint="A vivarium is a workspace with its own animals and members. Most people have one."/>
        <Note/>
        <div class="stack max-w-2xl">
            <Loaded data=offers what="Your invitations" view=|offers| view! { <Offers offers/> }/>
            <Loaded data=mine what="Your vivariums" view=|mine| view! { <Mine mine/> }/>
            <Create/>
        </div>
    }
    .into_any()
}

#[component]
fn Offers(offers: Vec<InvitationOffer>) -> impl IntoView {
    if offers.is_empty() {
        return ().into_any();
    }
    let (accepting, declining) = (use_onward::<AcceptMyInvitation>(), use_onward::<DeclineInvitation>());
    let rows = offers.into_iter().map(|offer| view! { <Offer offer accepting declining/> }).collect_view();
    view! {
        <Card title="You are invited">
            <FormProblem state=accepting/>
            <FormProblem state=declining/>
            <ul class="stack">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn Offer(offer: InvitationOffer, accepting: FormState, declining: FormState) -> impl IntoView {
    let text = format!("{} asks you to join {} as {}.", offer.invited_by, offer.vivarium_name, offer.role.as_str());
    view! {
        <li class="stack">
            <p>{text}</p>
            <div class="row">
                <PostForm form=accepting>
                    <HiddenInput name="id" value=offer.id.to_string()/>
                    <Button look=Look::Primary size=Size::Small busy=accepting.pending>"Join"</Button>
                </PostForm>
                <PostForm form=declining>
                    <HiddenInput name="id" value=offer.id.to_string()/>
                    <Button size=Size::Small busy=declining.pending>"Decline"</Button>
                </PostForm>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Mine(mine: Vec<VivariumSummary>) -> impl IntoView {
    if mine.is_empty() {
        return ().into_any();
    }
    let rows = mine
        .into_iter()
        .map(|vivarium| {
            let about = format!("{}, {} members", vivarium.role.as_str(), vivarium.members);
            let about = if vivarium.members == 1 { vivarium.role.as_str().to_owned() } else { about };
            view! {
                <li class="row row-between">
                    <span>{vivarium.name} " " <span class="hint">{about}</span></span>
                    {if vivarium.suspended {
                        view! { <span class="hint">"Suspended"</span> }.into_any()
                    } else {
                        view! {
                            // A plain form: opening another vivarium makes a new document.
                            <form method="post" action="/sfn/breeder/switch_vivarium">
                                <HiddenInput name="vivarium_id" value=vivarium.id.to_string()/>
                                <Button size=Size::Small>"Open"</Button>
                            </form>
                        }
                        .into_any()
                    }}
                </li>
            }
        })
        .collect_view();
    view! {
        <Card title="Your vivariums">
            <ul class="stack">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn Create() -> impl IntoView {
    let form = use_onward::<CreateVivarium>();
    // What the browser knows needn't be typed. After the page woke, so that the server's markup stays as it was.
    let zone = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let (Some(input), Some(known)) = (zone.get(), browser_time_zone())
            && input.value().is_empty()
        {
            input.set_value(&known);
        }
    });
    view! {
        <Card title="Create a vivarium">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <TextInput name="name" label="Name" hint="Such as Nordic Scale Works" value=form.value("name", "") required=true maxlength=80 error=form.field("name")/>
                <TextInput
                    name="slug"
                    label="Address"
                    hint="Its place in public links, such as nordic-scale-works. Left empty, it is made of the name."
                    value=form.value("slug", "")
                    mono=true
                    maxlength=40
                    error=form.field("slug")
                />
                <TextInput
                    name="time_zone"
                    label="Time zone"
                    hint="Such as Europe/Berlin. Left empty, it is UTC. You can change it later."
                    value=form.value("time_zone", "")
                    input_ref=zone
                    maxlength=64
                    error=form.field("time_zone")
                />
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Create vivarium"</Button>
                </FormActions>
            </PostForm>
            <p class="hint mt-4">"To join an existing one, ask its keeper to invite you by e-mail. The invitation then shows here too."</p>
        </Card>
    }
    .into_any()
}
