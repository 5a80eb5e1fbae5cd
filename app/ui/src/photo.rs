//! Photographs as pages show them: each at its size before it has come, and no larger than it is seen.

use leptos::prelude::*;
use repti_model::media::{Cover, PhotoFiles};

use crate::Text;

mod film;
mod growth;
mod strip;
#[cfg(test)]
mod tests;

pub use film::Film;
pub use growth::GrowthLine;
pub use strip::PhotoGallery;

/// What a browser without `srcset` gets, in pixels.
const PLAIN_WIDTH: u32 = 640;

/// A photograph in the widths there are of it: AVIF where that is smaller, WebP, and JPEG for what knows neither. Its place is kept before it has come, and its blur stands there.
#[component]
pub fn Photo(
    files: PhotoFiles,
    /// What it shows; empty beside a text that says the same.
    #[prop(optional, into)]
    alt: Text,
    /// How wide it is seen: the value of `sizes`, by which the browser chooses the file.
    #[prop(into)]
    sizes: String,
    /// Above the fold: loads at once and before other pictures. All others load when they come near.
    #[prop(optional)]
    eager: bool,
    /// Further classes.
    #[prop(optional, into)]
    class: Text,
) -> impl IntoView {
    let avif = files.avif_set().map(|set| view! { <source type="image/avif" srcset=set sizes=sizes.clone()/> });
    view! {
        <picture class=format!("photo {}", class.or(""))>
            {avif}
            <source type="image/webp" srcset=files.webp_set() sizes=sizes.clone()/>
            <img
                src=files.jpeg(PLAIN_WIDTH)
                srcset=files.jpeg_set()
                sizes=sizes
                alt=alt.or("")
                width=files.width
                height=files.height
                loading=if eager { "eager" } else { "lazy" }
                decoding="async"
                fetchpriority=eager.then_some("high")
                style=under(&files.blur)
            />
        </picture>
    }
}

/// A photograph so small that its smallest file is large enough; silent, for what it leads to says what it shows.
#[component]
fn Thumb(files: PhotoFiles) -> impl IntoView {
    let avif = files.smallest_avif().map(|srcset| view! { <source type="image/avif" srcset=srcset/> });
    view! {
        <picture class="photo">
            {avif}
            <source type="image/webp" srcset=files.webp(0)/>
            <img
                src=files.jpeg(0)
                alt=""
                width=files.width
                height=files.height
                loading="lazy"
                decoding="async"
            />
        </picture>
    }
}

/// An animal's cover in a line of a list, or its place where others of the list have one. Its size stands before it has come, with its blur; silent, for
/// the line says whose it is.
#[component]
pub fn CoverThumb(cover: Option<Cover>) -> impl IntoView {
    match cover {
        Some(Cover { src, avif, blur, .. }) => {
            let avif = avif.map(|srcset| view! { <source type="image/avif" srcset=srcset/> });
            view! {
                <picture class="cover-frame">
                    {avif}
                    <img class="cover-thumb" src=src alt="" width="40" height="40" loading="lazy" decoding="async" style=under(&blur)/>
                </picture>
            }
            .into_any()
        }
        None => view! { <span class="cover-thumb"></span> }.into_any(),
    }
}

/// The blur as the picture's own ground, so that nothing has to take it away again.
fn under(blur: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b":;,/+=-".contains(&byte);
    (blur.starts_with("data:image/") && blur.bytes().all(plain))
        .then(|| format!("background:url('{blur}') center/cover no-repeat"))
}

/// A part or a multiple of a length of CSS.
pub(crate) fn scaled(times: f64, length: &str) -> String {
    if (times - 1.0).abs() < 0.005 { length.to_owned() } else { format!("calc({times:.2} * {length})") }
}

/// Its width by its height; a square where that isn't known.
fn shape(files: &PhotoFiles) -> f64 {
    if files.width == 0 || files.height == 0 { 1.0 } else { f64::from(files.width) / f64::from(files.height) }
}

/// How much wider than its frame a photo is that covers it: what is cut off is fetched, too.
pub(crate) fn covering(files: &PhotoFiles, frame: f64) -> f64 {
    (shape(files) / frame).max(1.0)
}

/// How wide a photo is that is seen whole in its frame, as a part of the frame's width.
fn within(files: &PhotoFiles, frame: f64) -> f64 {
    (shape(files) / frame).min(1.0)
}
