//! A photograph with what is said of it and what can be done with it.

use super::{
    drag::grip,
    edit::DIALOG,
    state::{Photos, focus_first_later},
};
use app_ui::{Badge, DateText, Film, Glyph, Icon, Look, Photo, Size, Tone, button_class, words};
use leptos::prelude::*;
use repti_model::{
    PhotoId,
    animal::BirthDate,
    media::{MediaKind, OwnPhoto, PhotoFiles, VideoFile},
};

/// How wide a picture is seen in the grid.
const SIZES: &str = "(max-width: 40rem) 46vw, 17rem";

/// A place in the grid. Its buttons stay while what it shows changes, so that the focus stays with them.
pub fn tile(page: Photos, id: PhotoId, label: &str, born: Option<BirthDate>) -> AnyView {
    let photo = Memo::new(move |_| page.all.with(|all| all.iter().find(|photo| photo.id == id).cloned()));
    let place = Memo::new(move |_| page.place_of(id));
    let label = label.to_owned();
    // A change of its caption isn't one of its picture: a video that plays goes on.
    let files =
        Memo::new(move |_| photo.with(|photo| Some((photo.as_ref()?.files.clone()?, photo.as_ref()?.video.clone()))));
    let picture = move || files.get().map(|(files, video)| picture_of(files, video, &label));
    let cover =
        move || (place.get().0 == 0).then(|| view! { <Badge tone=Tone::Primary icon=Glyph::Star>"Cover"</Badge> });
    let said = move || photo.get().map(|photo| said_of(&photo, born));
    let actions = page.edits.then(|| actions(page, id, photo, place));
    let grip = page.edits.then(|| grip(page, id));
    let held = move || page.drag.get().is_some_and(|drag| drag.held == id);
    let over = move || page.drag.get().is_some_and(|drag| drag.over == id && drag.held != id);
    view! {
        <li class="photo-tile" class:photo-held=held class:photo-target=over data-photo=id.to_string()>
            <figure>
                <div class="photo-tile-frame">{picture} <span class="photo-tile-mark">{cover}</span> {grip}</div>
                <figcaption>{said}</figcaption>
            </figure>
            {actions}
        </li>
    }
    .into_any()
}

fn picture_of(files: PhotoFiles, video: Option<VideoFile>, label: &str) -> AnyView {
    match video {
        Some(video) => view! { <Film video files label=format!("Video of {label}")/> }.into_any(),
        None => view! { <Photo files alt=format!("Photo of {label}") sizes=SIZES/> }.into_any(),
    }
}

/// Caption, day, age at the time, and what else there is to know.
fn said_of(photo: &OwnPhoto, born: Option<BirthDate>) -> AnyView {
    let caption =
        (!photo.caption.is_empty()).then(|| view! { <p class="whitespace-pre-line">{photo.caption.clone()}</p> });
    let day = photo.taken_on.map(|day| {
        // Another animal has another age.
        let age = born.filter(|_| !photo.representative).and_then(|born| words::age_of(born, day));
        let age = age.map(|age| format!(" · {age} old"));
        let camera = photo.taken_by_camera.then_some(" · day by the camera");
        view! { <p class="hint num"><DateText date=day/> {age} {camera}</p> }
    });
    let other = photo.representative.then(|| view! { <p><Badge icon=Glyph::Info>"Representative photo"</Badge></p> });
    let alike = photo.alike.as_ref().map(|alike| {
        let whose = alike.breeder.as_ref().map_or("another breeder".to_owned(), |breeder| breeder.name.clone());
        let words =
            format!("It looks like a photo of {whose}. ReptiDex looks at both; show only photos that you may show.");
        view! {
            <p><Badge tone=Tone::Warning icon=Glyph::Alert>"Looks like another’s"</Badge></p>
            <p class="hint">{words}</p>
        }
    });
    let film = photo.video.as_ref().map(|video| {
        let picky = video.is_picky().then_some(
            " · HEVC: not every browser plays it. On an iPhone, choose Settings, Camera, Formats, Most Compatible.",
        );
        view! { <p class="hint num">{format!("Video · {}", video.clock())} {picky}</p> }
    });
    view! { {caption} {film} {day} {other} {alike} }.into_any()
}

fn actions(page: Photos, id: PhotoId, photo: Memo<Option<OwnPhoto>>, place: Memo<(usize, usize)>) -> AnyView {
    let first = move || place.get().0 == 0;
    let last = move || place.get().0 + 1 >= place.get().1;
    let button_id = move |what: &str| format!("photo-{what}-{id}");
    // A list that is put in order anew takes the focus away, and a button at the end of it can't be pressed again.
    let go = move |to: usize, what: &'static str, other: &'static str| {
        page.arrange(id, to);
        focus_first_later(vec![button_id(what), button_id(other)]);
    };
    let film =
        Memo::new(move |_| photo.with(|photo| photo.as_ref().is_some_and(|photo| photo.kind == MediaKind::Video)));
    let named = move |words: &'static str| {
        move || {
            let words = words.replace('#', &(place.get().0 + 1).to_string());
            if film.get() { words.replace("photo", "video") } else { words }
        }
    };
    let class = button_class(Look::Ghost, Size::Small, true);
    let button = move |what: &'static str, glyph, words: &'static str, off: Signal<bool>, press: Box<dyn Fn()>| {
        view! {
            <button type="button" class=class.clone() id=button_id(what) aria-label=named(words) title=named(words) disabled=off on:click=move |_| press()>
                <Icon glyph/>
            </button>
        }
        .into_any()
    };
    let never = Signal::from(false);
    let (first, last) = (Signal::derive(first), Signal::derive(last));
    let here = move || place.get_untracked().0;
    let edit = view! {
        <button
            type="button"
            class=button_class(Look::Ghost, Size::Small, true)
            id=button_id("edit")
            popovertarget=DIALOG
            aria-label=named("Edit photo #")
            title=named("Edit photo #")
            on:click=move |_| page.editing.set(photo.get_untracked())
        >
            <Icon glyph=Glyph::Pencil/>
        </button>
    };
    view! {
        <div class="photo-tile-acts">
            {button("earlier", Glyph::ArrowLeft, "Move photo # earlier", first, Box::new(move || go(here().saturating_sub(1), "earlier", "later")))}
            {button("later", Glyph::ArrowRight, "Move photo # later", last, Box::new(move || go(here() + 1, "later", "earlier")))}
            {button("cover", Glyph::Star, "Make photo # the cover", first, Box::new(move || go(0, "cover", "later")))}
            {edit}
            {button("original", Glyph::Download, "Download photo # as it was sent", never, Box::new(move || page.download(id)))}
            {button("remove", Glyph::Trash, "Remove photo #", never, Box::new(move || {
                if let Some(photo) = photo.get_untracked() {
                    page.remove(photo);
                }
            }))}
        </div>
    }
    .into_any()
}
