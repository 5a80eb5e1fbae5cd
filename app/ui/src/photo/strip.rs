//! The photographs and videos of an animal, one beside the other, and each of them as large as the window. All of it works without JavaScript.

use leptos::prelude::*;
use repti_model::{
    animal::BirthDate,
    media::{MediaKind, PhotoFiles, PublicPhoto, VideoFile},
};

use super::{
    Photo, Thumb,
    film::{self, Film},
    scaled, shape, within,
};
use crate::{Badge, Glyph, Icon, words};

/// A frame is no higher and no wider than this; others stand in it on their own blur.
const SHAPES: (f64, f64) = (0.8, 1.5);

/// The photographs of an animal in their keeper's order: a strip that snaps to each, by finger, by arrow keys or by the small pictures below.
///
/// Large, it is the same strip over the whole window, so it stays at the photo that is looked at. What opens is a popover over it with the way back:
/// Esc and a touch of the picture close it, which the browser does by itself. A popover for each photo would stay open under the next.
#[component]
pub fn PhotoGallery(
    photos: Vec<PublicPhoto>,
    /// Whom they show: "Saffron".
    #[prop(into)]
    name: String,
    /// What kind of animal that is, for who can't see it: "Banana Pied ball python".
    #[prop(into)]
    kind: String,
    /// Tells its age at the time.
    born: Option<BirthDate>,
) -> impl IntoView {
    let Some(first) = photos.first() else { return ().into_any() };
    let frame = shape(&first.files).clamp(SHAPES.0, SHAPES.1);
    let all = Strip { count: photos.len(), over: format!("large-{}", first.id), name, kind, born, frame };
    let (label, over) = (format!("{} of {}", counted(&photos), all.name), all.over.clone());
    let many = all.count > 1;
    // Small pictures twice: below the strip, and over it when it fills the window. They are the same files.
    let thumbs = |of: &'static str| many.then(|| thumbs(&photos, &all, of));
    let (below, over_it) = (thumbs("Choose a photo"), thumbs("Choose a large photo"));
    let slides = photos.into_iter().enumerate().map(|(index, photo)| slide(photo, index, &all)).collect_view();
    view! {
        <div class="photo-gallery" style=format!("--shape:{frame:.3}")>
            <div
                class="photo-strip"
                role=many.then_some("region")
                aria-label=many.then_some(label)
                tabindex=many.then_some("0")
            >
                {slides}
            </div>
            {below}
            <div class="photo-over" id=over.clone() popover="auto" role="group" aria-label="Large photo">
                <button type="button" class="photo-close btn btn-square" popovertarget=over.clone() popovertargetaction="hide" aria-label="Back to the page" title="Back to the page">
                    <Icon glyph=Glyph::X/>
                </button>
                {over_it}
            </div>
        </div>
    }
    .into_any()
}

/// What every photo of a strip needs to know.
struct Strip {
    count: usize,
    /// The id of what lies over the strip when it is large.
    over: String,
    name: String,
    kind: String,
    born: Option<BirthDate>,
    /// Width by height.
    frame: f64,
}

impl Strip {
    /// What a photo shows, for who can't see it.
    fn shows(&self, photo: &PublicPhoto, place: usize) -> String {
        let what = if photo.representative {
            format!("Another {}, not {}", self.kind, self.name)
        } else {
            format!("{}, {}", self.name, self.kind)
        };
        if self.count > 1 { format!("{what}; {} {place} of {}", word(photo), self.count) } else { what }
    }
}

/// "2 photos and 1 video".
fn counted(photos: &[PublicPhoto]) -> String {
    let videos = photos.iter().filter(|photo| photo.kind == MediaKind::Video).count() as u64;
    let some = |count, word| (count > 0).then(|| words::plural(count, word));
    let both = [some(photos.len() as u64 - videos, "photo"), some(videos, "video")];
    both.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

fn word(photo: &PublicPhoto) -> &'static str {
    match photo.kind {
        MediaKind::Photo => "photo",
        MediaKind::Video => "video",
    }
}

/// Where a photo stands on its page.
pub(super) fn anchor(photo: &PublicPhoto) -> String {
    format!("photo-{}", photo.id)
}

/// How wide a photo is seen beside an animal's facts. On a phone it gets 1.8 pixels a point however dense its screen is: what is looked at closely is
/// looked at large, and three photos of the strip are fetched before anybody moves it.
fn sizes(part: f64) -> String {
    let [beside, densest, dense, below] =
        ["min(37rem, 54vw)", "calc(59vw - 1.2rem)", "calc(89vw - 1.8rem)", "calc(100vw - 2rem)"]
            .map(|length| scaled(part, length));
    format!(
        "(min-width: 52rem) {beside}, (min-resolution: 2.5dppx) {densest}, (min-resolution: 1.5dppx) {dense}, {below}"
    )
}

fn slide(mut photo: PublicPhoto, index: usize, all: &Strip) -> AnyView {
    let place = index + 1;
    if let Some(video) = photo.video.take() {
        return film_slide(photo, video, place, all);
    }
    let part = within(&photo.files, all.frame);
    let (alt, id) = (all.shows(&photo, place), anchor(&photo));
    let (said, over) = (words_below(&photo, all), all.over.clone());
    let large = format!("min(100vw, {:.2} * 100vh)", shape(&photo.files));
    // The blur is the other one's, which stays below it.
    let files = PhotoFiles { blur: String::new(), ..photo.files.clone() };
    let look = if all.count > 1 { format!("Photo {place}, large") } else { "The photo, large".to_owned() };
    let count = count(place, all);
    view! {
        <figure class="photo-slide" id=id>
            <div class="photo-frame">
                <Photo files=photo.files alt sizes=sizes(part) eager=index == 0/>
                // As large as the window, and only fetched when it is seen so.
                <Photo files sizes=large class="photo-large"/>
                {count}
                <button type="button" class="photo-open" popovertarget=over aria-label=look title="Large">
                    <Icon glyph=Glyph::Expand/>
                </button>
            </div>
            {said}
        </figure>
    }
    .into_any()
}

/// "2 / 5" over the picture; nothing beside a single one.
fn count(place: usize, all: &Strip) -> Option<AnyView> {
    let words = || format!("{place} / {}", all.count);
    (all.count > 1).then(|| view! { <span class="photo-count num" aria-hidden="true">{words()}</span> }.into_any())
}

/// A video in the place of a photo. Its player has a window of its own for who wants it large.
fn film_slide(photo: PublicPhoto, video: VideoFile, place: usize, all: &Strip) -> AnyView {
    let (label, id, count) = (all.shows(&photo, place), anchor(&photo), count(place, all));
    let (said, below) = (film::said(&video), words_below(&photo, all));
    view! {
        <figure class="photo-slide" id=id>
            <div class="photo-frame photo-frame-film">
                <Film video files=photo.files label/>
                {count}
            </div>
            <p class="hint num film-words">{said}</p>
            {below}
        </figure>
    }
    .into_any()
}

/// Caption, day and age at the time, and whether it is another animal; nothing where nothing is known.
fn words_below(photo: &PublicPhoto, all: &Strip) -> Option<AnyView> {
    let caption = (!photo.caption.is_empty()).then(|| view! { <p>{photo.caption.clone()}</p> });
    let when = taken(photo, all.born).map(|when| view! { <p class="hint num">{when}</p> });
    let other = photo.representative.then(|| {
        let not = format!("It shows another animal of the same kind, not {}.", all.name);
        view! { <p class="row"><Badge icon=Glyph::Info>"Representative photo"</Badge><span class="hint">{not}</span></p> }
    });
    let some = caption.is_some() || when.is_some() || other.is_some();
    some.then(|| view! { <figcaption class="photo-words">{caption}{when}{other}</figcaption> }.into_any())
}

/// The day and the age at it: "4 May 2026 · 14 months old".
fn taken(photo: &PublicPhoto, born: Option<BirthDate>) -> Option<AnyView> {
    let day = photo.taken_on?;
    let age = age_then(photo, born).map(|age| format!(" · {age}"));
    Some(view! { <time datetime=day.to_string()>{words::date(day)}</time>{age} }.into_any())
}

/// "14 months old", on the day it was taken. Another animal has another age.
pub(super) fn age_then(photo: &PublicPhoto, born: Option<BirthDate>) -> Option<String> {
    let (day, born) = (photo.taken_on?, born.filter(|_| !photo.representative)?);
    words::age_of(born, day).map(|age| format!("{age} old"))
}

fn thumbs(photos: &[PublicPhoto], all: &Strip, label: &'static str) -> AnyView {
    let links = photos
        .iter()
        .enumerate()
        .map(|(index, photo)| {
            let film = photo.kind == MediaKind::Video;
            let says = format!("{} {} of {}", if film { "Video" } else { "Photo" }, index + 1, all.count);
            let picture = photo.files.is_there().then(|| view! { <Thumb files=photo.files.clone()/> });
            let mark = film.then(|| view! { <span class="film-mark"><Icon glyph=Glyph::Play/></span> });
            view! { <a class="photo-thumb" href=format!("#{}", anchor(photo)) aria-label=says>{picture}{mark}</a> }
        })
        .collect_view();
    view! { <nav class="photo-thumbs" aria-label=label>{links}</nav> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::sizes;

    /// A browser drops a length that it can't read, without a word.
    #[test]
    fn every_width_is_a_length_of_css() {
        assert_eq!(
            sizes(1.0),
            "(min-width: 52rem) min(37rem, 54vw), (min-resolution: 2.5dppx) calc(59vw - 1.2rem), \
             (min-resolution: 1.5dppx) calc(89vw - 1.8rem), calc(100vw - 2rem)"
        );
        assert!(sizes(0.75).starts_with("(min-width: 52rem) calc(0.75 * min(37rem, 54vw)), "));
        assert!(sizes(0.75).ends_with(", calc(0.75 * calc(100vw - 2rem))"));
    }
}
