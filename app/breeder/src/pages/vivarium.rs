//! What the vivarium says about itself, how it numbers its animals, its logo, and its plan.

mod logo;
mod plan;

use super::{
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::vivariums::{UpdateVivarium, load_profile};
use app_shared::{FormProblem, FormState, PostForm, use_onward, use_session_info};
use app_ui::{Alert, Button, Card, FormActions, Look, PageHeader, Switch, Term, Terms, TextInput, Textarea, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use logo::LogoCard;
use plan::PlanCard;
use repti_model::vivarium::VivariumProfile;

/// The page.
#[component]
pub fn VivariumPage() -> impl IntoView {
    let profile = page_data(|| (), |()| load_profile());
    view! {
        <Title text="Profile"/>
        <PageHeader title="Profile" hint="What others see of the vivarium, and how it numbers its animals."/>
        <Note/>
        <Loaded data=profile what="The profile" view=|profile| view! { <ProfileForm profile/> }/>
        <LogoCard/>
        <PlanCard/>
    }
    .into_any()
}

#[component]
fn ProfileForm(profile: VivariumProfile) -> impl IntoView {
    let form = use_onward::<UpdateVivarium>();
    let public_url = use_session_info().public_url;
    // After a conflict the next save is meant: it goes against the version that was shown beside the form.
    let read = profile.version;
    let version = move || form.met::<VivariumProfile>().map_or(read, |profile| profile.version);
    view! {
        <Card class="max-w-2xl">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <Met form/>
                <input type="hidden" name="version" prop:value=version value=read/>
                <TextInput name="name" label="Name" value=form.value("name", profile.name) required=true maxlength=80 error=form.field("name")/>
                <TextInput
                    name="slug"
                    label="Address"
                    hint=format!("{public_url}/breeders/… Links to the old address stop working when you change it.")
                    value=form.value("slug", profile.slug)
                    mono=true
                    required=true
                    maxlength=40
                    error=form.field("slug")
                />
                <Textarea name="about" label="About" value=form.value("about", profile.about) rows=6 maxlength=5000 error=form.field("about")/>
                <TextInput
                    name="location"
                    label="Location"
                    hint="As exact as you like the public to know: a region is enough."
                    value=form.value("location", profile.location)
                    maxlength=120
                    error=form.field("location")
                />
                <TextInput name="website" label="Website" kind="url" value=form.value("website", profile.website) maxlength=200 error=form.field("website")/>
                <Switch
                    name="listed"
                    label="Show this vivarium on the public portal"
                    hint="Switched off, its page and public animals are not found there."
                    checked=form.ticked("listed", profile.listed)
                />
                <TextInput
                    name="code_template"
                    label="Animal codes"
                    hint="{NNN} is the number, {TAXON} the species, {YYYY} the year: {TAXON}-{NNN} makes BP-062."
                    value=form.value("code_template", profile.code_template)
                    mono=true
                    required=true
                    maxlength=40
                    error=form.field("code_template")
                />
                <TextInput name="time_zone" label="Time zone" value=form.value("time_zone", profile.time_zone) required=true maxlength=64 error=form.field("time_zone")/>
                <FormActions sticky=true>
                    <Button look=Look::Primary busy=form.pending>"Save profile"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

/// What stands there now, beside what is being written.
#[component]
fn Met(form: FormState) -> impl IntoView {
    move || {
        form.met::<VivariumProfile>().map(|now| {
            view! {
                <Alert tone=Tone::Warning title="What stands there now">
                    <Terms>
                        <Term name="Name">{now.name}</Term>
                        <Term name="Address">{now.slug}</Term>
                        <Term name="About">{now.about}</Term>
                        <Term name="Location">{now.location}</Term>
                        <Term name="Website">{now.website}</Term>
                        <Term name="Public">{if now.listed { "Yes" } else { "No" }}</Term>
                        <Term name="Animal codes">{now.code_template}</Term>
                        <Term name="Time zone">{now.time_zone}</Term>
                    </Terms>
                    <p>"Saving again puts yours in its place."</p>
                </Alert>
            }
        })
    }
}
