//! The vivarium's own logo: what it looks like, sending another, taking it away. It goes to the host itself by a plain form, with or without scripts.

use super::{Loaded, page_data};
use crate::api::vivariums::{RemoveLogo, load_logo};
use app_shared::{FormProblem, FormState, PostForm, error_in_url, use_onward, use_session_info, within};
use app_ui::{Alert, Button, Card, FileInput, FormActions, Glyph, HiddenInput, Look, OwnLogoPicture, Size, Tone};
use leptos::prelude::*;
use repti_model::{
    Action,
    media::{LogoSeen, MAX_LOGO_BYTES, OwnLogo},
};

/// Where the form goes.
const UPLOAD: &str = "/vivarium/logo/upload";
/// Bytes of a file, as the browser counts them.
const MOST_BYTES: u64 = MAX_LOGO_BYTES as u64;

/// The logo below the profile.
#[component]
pub(super) fn LogoCard() -> impl IntoView {
    let data = page_data(|| (), |()| load_logo());
    view! {
        <Card title="Logo" hint="Drawn on pedigrees and certificates, and shown on the public page." class="max-w-2xl mt-4" id="logo">
            <Loaded data what="The logo" view=|own| view! { <Shown own/> }/>
        </Card>
    }
    .into_any()
}

#[component]
fn Shown(own: OwnLogo) -> impl IntoView {
    let may = use_session_info().actor.is_some_and(|actor| actor.may(Action::Administer));
    let refusal = own.refusal();
    let (has, sends) = (own.logo.is_some(), may && refusal.is_none());
    let (seen, removal) = (own.seen(), use_onward::<RemoveLogo>());
    // What was refused stands above both forms: where the logo or the vivarium is another by now, the page may have neither.
    let refused = error_in_url(UPLOAD);
    let of_file = refused.as_ref().filter(|_| sends).and_then(|error| error.fields().of("file").first().cloned());
    let problem = refused.filter(|_| of_file.is_none()).map(|error| {
        view! { <div data-form-problem="" tabindex="-1"><Alert tone=Tone::Error>{error.0.detail}</Alert></div> }
    });
    let picture = own.logo.map(|file| {
        view! { <p><OwnLogoPicture file alt="The logo of this vivarium" most=(320, 120)/></p> }
    });
    let down = own.taken_down.map(|words| {
        let next = sends.then_some(" You can send another.");
        view! {
            <Alert tone=Tone::Warning title="Taken down">
                <p>{words}</p>
                <p>"The logo is deleted: papers and the public page do without." {next}</p>
            </Alert>
        }
    });
    let told = match (refusal, has) {
        (Some(words), true) => {
            let kept = format!(
                "{words} Until then papers and the public page do without this logo; it stays here, so nothing is lost."
            );
            Some(view! { <Alert tone=Tone::Info title="Not shown at the moment"><p>{kept}</p></Alert> }.into_any())
        }
        (Some(words), false) => Some(view! { <Alert tone=Tone::Info><p>{words}</p></Alert> }.into_any()),
        (None, false) if !may && down.is_none() => Some(view! { <p class="hint">"None has been sent."</p> }.into_any()),
        (None, _) => None,
    };
    let send = sends.then(|| view! { <Send has seen error=of_file/> });
    let remove = (may && has).then(|| view! { <Remove form=removal seen/> });
    view! {
        <div class="stack">
            {problem}
            <FormProblem state=removal/>
            {picture}
            {down}
            {told}
            {send}
            {remove}
        </div>
    }
    .into_any()
}

#[component]
fn Send(has: bool, seen: LogoSeen, error: Option<String>) -> impl IntoView {
    let label = if has { "Another logo" } else { "Logo" };
    let press = if has { "Replace the logo" } else { "Send the logo" };
    view! {
        <form action=within(UPLOAD) method="post" enctype="multipart/form-data" class="stack">
            <Seen seen/>
            {seen.taken_down.then(|| view! { <HiddenInput name="taken_down" value="1"/> })}
            <FileInput
                id="logo-file"
                name="file"
                label=label
                hint="PNG, JPEG or WebP, at most 5 MB. It is kept with its transparency, and at most 600 pixels wide or tall; what else the file says is left out."
                accept=".png,.jpg,.jpeg,.webp"
                required=true
                max_bytes=MOST_BYTES
                error
            />
            <FormActions>
                <Button size=Size::Small icon=Glyph::Upload>{press}</Button>
            </FormActions>
        </form>
    }
    .into_any()
}

/// Which logo of which vivarium a form is about.
#[component]
fn Seen(seen: LogoSeen) -> impl IntoView {
    view! {
        <HiddenInput name="vivarium" value=seen.vivarium.to_string()/>
        {seen.logo.map(|logo| view! { <HiddenInput name="logo" value=logo.to_string()/> })}
    }
}

/// It can't be undone, so it is asked for twice.
#[component]
fn Remove(form: FormState, seen: LogoSeen) -> impl IntoView {
    view! {
        <details class="disclosure">
            <summary>"Remove the logo"</summary>
            <PostForm form class="stack mt-2">
                <Seen seen/>
                <p class="hint">"It is gone for good: papers and the public page do without from then on. Papers that were saved or printed stay as they are."</p>
                <FormActions>
                    <Button look=Look::DangerQuiet size=Size::Small busy=form.pending label="Remove the logo, yes">"Remove"</Button>
                </FormActions>
            </PostForm>
        </details>
    }
    .into_any()
}
