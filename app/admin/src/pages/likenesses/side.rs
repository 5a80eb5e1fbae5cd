//! One of two photographs that look alike: what it shows, whose it is, since when.

use crate::{api::likenesses::PutPhotoBack, pages::words::exact};
use app_shared::{FormProblem, PostForm, use_onward, use_session_info};
use app_ui::{Badge, Button, Glyph, HiddenInput, Icon, Photo, RelativeTime, Size, Term, Terms, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    PhotoId,
    media::{LikenessSide, PhotoFiles},
};

/// Two of them stand beside each other, on a phone, too.
const SIZES: &str = "(min-width: 64rem) 36rem, 50vw";

/// Its animal and its vivarium, as titles name it.
pub(super) fn what(side: &LikenessSide) -> String {
    format!("{} of {}", side.code, side.vivarium)
}

/// The picture above, the facts below.
#[component]
pub(super) fn Side(side: LikenessSide, word: &'static str, may: bool, now: Timestamp) -> impl IntoView {
    let name = format!("The {word} photo, {}", what(&side));
    let animal = if side.name.is_empty() { side.code } else { format!("{} ({})", side.name, side.code) };
    let animal = if side.public {
        let href = format!("{}/animals/{}", use_session_info().public_url, side.animal_id);
        view! { <a class="link break" href=href rel="external">{animal}</a> }.into_any()
    } else {
        view! { <span class="break">{animal}</span> }.into_any()
    };
    let seen = match (side.taken_down, side.public) {
        (true, _) => view! { <Badge tone=Tone::Error icon=Glyph::Ban>"Taken down"</Badge> }.into_any(),
        (false, true) => view! { <Badge icon=Glyph::Eye>"Everybody"</Badge> }.into_any(),
        (false, false) => view! { <Badge icon=Glyph::EyeOff>"Not public"</Badge> }.into_any(),
    };
    view! {
        <section class="likeness-side" aria-label=name.clone()>
            <Picture files=side.files name=name.clone()/>
            <Terms>
                <Term name=if word == "later" { "Sent later" } else { "Sent earlier" }>
                    <span title=exact(side.sent_at)><RelativeTime at=side.sent_at now/></span>
                </Term>
                <Term name="Vivarium">
                    <a class="link break" href=format!("/vivariums/{}", side.vivarium_id)>{side.vivarium}</a>
                </Term>
                <Term name="Animal">{animal}</Term>
                <Term name="Seen by">{seen}</Term>
            </Terms>
            {(may && side.taken_down).then(|| view! { <PutBack photo=side.photo/> })}
        </section>
    }
    .into_any()
}

/// As large as there is room; a press opens the largest in a window of its own, for copies are known by details.
#[component]
fn Picture(files: Option<PhotoFiles>, name: String) -> impl IntoView {
    let Some(files) = files else {
        return view! {
            <p class="likeness-picture hint"><Icon glyph=Glyph::EyeOff/> "Shown to nobody at the moment"</p>
        }
        .into_any();
    };
    let href = files.jpeg(u32::MAX);
    view! {
        <a class="likeness-picture" href=href target="_blank" rel="noopener external">
            <Photo files alt=name sizes=SIZES/>
        </a>
    }
    .into_any()
}

/// What was taken down comes back as it was sent. It can be taken down again, so nothing is asked before.
#[component]
fn PutBack(photo: PhotoId) -> impl IntoView {
    let form = use_onward::<PutPhotoBack>();
    view! {
        <PostForm form>
            <FormProblem state=form/>
            <HiddenInput name="id" value=photo.to_string()/>
            <Button size=Size::Small icon=Glyph::Restore busy=form.pending>"Put back"</Button>
        </PostForm>
    }
    .into_any()
}
