//! Photographs without a media host: small drawings whose address is all there is of them.

use jiff::civil::{Date, date};
use leptos::prelude::*;
use repti_model::{
    AnimalId, PhotoId,
    animal::BirthDate,
    media::{Cover, LogoFile, MediaKind, PhotoFiles, PublicPhoto},
};

use crate::{CoverThumb, GrowthLine, OwnLogoPicture, PhotoGallery, Section};

/// A hill under a sky of the colour `hue`, in degrees. What names a file behind its address is the drawing's fragment, so every width is the same drawing.
pub fn scene(width: u32, height: u32, hue: u16) -> PhotoFiles {
    let fill = |light: u8| format!("hsl({hue} 30%25 {light}%25)");
    let (sky, hill, near) = (fill(82), fill(58), fill(34));
    let drawing = format!(
        "%3Csvg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 400 300' preserveAspectRatio='none'%3E\
         %3Cpath fill='{sky}' d='M0 0h400v300H0z'/%3E%3Cpath fill='{hill}' d='M0 190q120-90 210-30t190-40v180H0z'/%3E\
         %3Cpath fill='{near}' d='M0 240q90-50 180-10t220-20v90H0z'/%3E%3C/svg%3E"
    );
    PhotoFiles {
        base: format!("data:image/svg+xml,{}#", drawing.replace(' ', "%20")),
        signature: String::new(),
        width,
        height,
        widths: vec![320, width],
        avif: Vec::new(),
        blur: String::new(),
    }
}

fn photo(files: PhotoFiles, taken_on: Option<Date>, caption: &str) -> PublicPhoto {
    let kind = MediaKind::Photo;
    let caption = caption.to_owned();
    PublicPhoto { id: PhotoId::new(), kind, files, video: None, caption, taken_on, representative: false }
}

/// Three years of an animal, and a photo that shows another.
fn photos() -> Vec<PublicPhoto> {
    let other = photo(scene(1600, 1200, 40), None, "What she will look like when she is grown.");
    vec![
        photo(scene(1600, 1200, 78), Some(date(2026, 9, 12)), "After her autumn shed, in daylight."),
        photo(scene(1200, 1600, 120), Some(date(2025, 7, 3)), ""),
        photo(scene(1920, 1080, 200), Some(date(2024, 10, 20)), "Her first meal without tongs."),
        PublicPhoto { representative: true, ..other },
    ]
}

fn logo() -> LogoFile {
    LogoFile { url: scene(600, 200, 120).base, width: 600, height: 200 }
}

/// An animal's photographs and what they say of its growth.
#[component]
pub fn Photos() -> impl IntoView {
    let born = BirthDate::from_parts(2024, Some(8), Some(2)).ok();
    let (all, years) = (photos(), photos());
    let one = vec![photo(scene(1200, 1500, 300), None, "")];
    view! {
        <Section title="Photographs" hint="A strip that snaps to each, and the same strip as large as the window; on the right an animal with a single photo.">
            <div class="split">
                <PhotoGallery photos=all name="Saffron" kind="Banana Pied ball python" born=born/>
                <PhotoGallery photos=one name="Ash" kind="Hypo Trans Red bearded dragon" born=None/>
            </div>
        </Section>
        <GrowthLine photos=years born=born/>
        <Section title="Covers in a list" hint="Forty pixels each; an animal without a photo keeps the place.">
            <p style="display:flex;gap:0.5rem">
                <CoverThumb cover=Some(Cover::of(AnimalId::new(), scene(1600, 1200, 78)))/>
                <CoverThumb cover=Some(Cover::of(AnimalId::new(), scene(1200, 1600, 200)))/>
                <CoverThumb cover=None/>
            </p>
        </Section>
        <Section title="A keeper’s own logo" hint="On papers and on the public page: on a light ground in both themes, no larger than its place.">
            <OwnLogoPicture file=logo() alt="The sign of Riverside Reptiles" most=(240, 96)/>
        </Section>
    }
    .into_any()
}
