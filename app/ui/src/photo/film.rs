//! A video among photographs.

use leptos::prelude::*;
use repti_model::media::{PhotoFiles, VideoFile};

use crate::{Glyph, Icon, Text};

/// How wide its picture is, in pixels: it is seen as wide as a photo of the strip.
const POSTER: u32 = 960;

/// A video that fills its frame, with the browser's own controls. Nothing of it is fetched before somebody plays it: until then the picture that stands
/// for it is seen, or a sign with its length.
#[component]
pub fn Film(
    video: VideoFile,
    /// The picture that stands for it, in its shape.
    files: PhotoFiles,
    /// What it shows, for who can't see it.
    #[prop(into)]
    label: Text,
) -> impl IntoView {
    let poster = files.is_there().then(|| files.jpeg(POSTER));
    let sign = poster.is_none().then(|| {
        // Behind the player, which is clear until it plays.
        view! { <span class="film-sign num" aria-hidden="true"><Icon glyph=Glyph::Play/>{video.clock()}</span> }
    });
    let away = video.url.clone();
    view! {
        {sign}
        <video class="film" controls=true preload="none" playsinline=true poster=poster width=files.width height=files.height aria-label=label.or("Video")>
            <source src=video.url type=video.media_type/>
            <a href=away>"This browser plays no videos. Open the file instead."</a>
        </video>
    }
    .into_any()
}

/// The line below it: "Video · 0:12".
pub(super) fn said(video: &VideoFile) -> String {
    let picky = if video.is_picky() { " · HEVC, which not every browser plays" } else { "" };
    format!("Video · {}{picky}", video.clock())
}
