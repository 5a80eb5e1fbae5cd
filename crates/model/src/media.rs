//! Photographs and videos of animals: what a person sends, what pages show of it, and what is said of it.

mod cover;
mod desk;
mod form;
mod likeness;
mod logo;
mod room;
mod upload;
mod video;

pub use cover::{Cover, Covers};
pub use desk::{PhotoSearch, PhotoShow, StaffLogo, StaffPhoto, StorageUse, StoredBytes, VivariumStorage};
pub use form::PhotoForm;
pub use likeness::{Alike, LikenessCase, LikenessSide, LikenessState, LikenessVerdict};
pub use logo::{LogoFile, LogoSeen, MAX_LOGO_BYTES, OwnLogo};
pub use room::{PhotoRoom, room_words};
pub use upload::{NewUpload, PART_BYTES, PhotoUpload, UploadPart};
pub use video::{MAX_VIDEO_BYTES, MAX_VIDEO_SECONDS, MediaKind, VideoCodec, VideoFile};

use crate::{AnimalId, PhotoId, text_enum::text_enum};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Bytes that one photograph may have as it is sent.
pub const MAX_PHOTO_BYTES: u64 = 40 << 20;
/// Photographs of one animal.
pub const MOST_PHOTOS: usize = 60;
/// Days for which a photograph that was removed can be brought back.
pub const KEPT_DAYS: u32 = 30;

text_enum! {
    /// How far a photograph has come.
    pub enum PhotoState {
        Uploading = ("uploading", "Being sent"),
        Processing = ("processing", "Being prepared"),
        Ready = ("ready", "Ready"),
        Rejected = ("rejected", "Not taken"),
    }
}

/// The files of a picture and its shape: all that a page needs to show it at its size before it has come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoFiles {
    /// The address of its folder: `https://media.reptidex.example/p/0193…-9f86d081884c7d65`. A file is `<base>/<width>.webp`, `.jpg` or `.avif`.
    pub base: String,
    /// What a private picture's addresses end with, `?until=…&key=…`; empty for a public one.
    pub signature: String,
    /// Of the largest file, in pixels.
    pub width: u32,
    /// Of the largest file, in pixels.
    pub height: u32,
    /// The widths there are, in pixels, the smallest first.
    pub widths: Vec<u32>,
    /// Those of them that there are as AVIF, too, the largest among them; empty until that is made, and where it would be no smaller than WebP.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub avif: Vec<u32>,
    /// A blur of it of a few hundred bytes, as a `data:` address; empty where there is none.
    pub blur: String,
}

impl PhotoFiles {
    /// Whether there are any: a video may be without a picture of it.
    #[must_use]
    pub const fn is_there(&self) -> bool {
        !self.widths.is_empty()
    }

    /// The address of a file: the smallest that is at least `width` pixels wide, otherwise the largest.
    #[must_use]
    pub fn jpeg(&self, width: u32) -> String {
        self.file(self.at_least(width), "jpg")
    }

    /// The same as WebP.
    #[must_use]
    pub fn webp(&self, width: u32) -> String {
        self.file(self.at_least(width), "webp")
    }

    /// The smallest file as AVIF, where there is one.
    #[must_use]
    pub fn smallest_avif(&self) -> Option<String> {
        let width = self.widths.first().filter(|width| self.avif.first() == Some(width));
        width.map(|width| self.file(*width, "avif"))
    }

    /// `srcset` of all WebP files.
    #[must_use]
    pub fn webp_set(&self) -> String {
        self.set(&self.widths, "webp")
    }

    /// `srcset` of all AVIF files; `None` where there are none.
    #[must_use]
    pub fn avif_set(&self) -> Option<String> {
        (!self.avif.is_empty()).then(|| self.set(&self.avif, "avif"))
    }

    /// `srcset` of all JPEG files, for what knows no WebP.
    #[must_use]
    pub fn jpeg_set(&self) -> String {
        self.set(&self.widths, "jpg")
    }

    fn at_least(&self, width: u32) -> u32 {
        let fits = self.widths.iter().copied().find(|known| *known >= width);
        fits.or_else(|| self.widths.last().copied()).unwrap_or(self.width)
    }

    /// The address of a file by its name.
    #[must_use]
    pub fn named(&self, name: &str) -> String {
        format!("{}/{name}{}", self.base, self.signature)
    }

    fn file(&self, width: u32, extension: &str) -> String {
        self.named(&format!("{width}.{extension}"))
    }

    fn set(&self, widths: &[u32], extension: &str) -> String {
        let mut set = String::new();
        for width in widths {
            let gap = if set.is_empty() { "" } else { ", " };
            let _ = write!(set, "{gap}{} {width}w", self.file(*width, extension));
        }
        set
    }
}

/// A photograph as everybody sees it who may see its animal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicPhoto {
    pub id: PhotoId,
    pub kind: MediaKind,
    /// Of a video the picture that stands for it, in its shape; without `widths` where there is none.
    pub files: PhotoFiles,
    /// What is played, where it is a video.
    pub video: Option<VideoFile>,
    pub caption: String,
    /// The day it was taken: as its keeper says, otherwise as the camera says.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub taken_on: Option<Date>,
    /// It shows another animal of the same kind, not this one.
    pub representative: bool,
}

/// A photograph as its vivarium sees it, in whatever state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnPhoto {
    pub id: PhotoId,
    pub animal_id: AnimalId,
    /// By the bytes, once they have been looked at.
    pub kind: MediaKind,
    pub state: PhotoState,
    /// What the file was called where it comes from.
    pub name: String,
    /// Bytes of the file as it was sent.
    pub size: u64,
    /// Once it is ready; of a video the picture that stands for it, without `widths` where there is none.
    pub files: Option<PhotoFiles>,
    /// What is played, once it is ready, where it is a video.
    pub video: Option<VideoFile>,
    pub caption: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub taken_on: Option<Date>,
    /// The day came from the camera, and nobody has said another.
    pub taken_by_camera: bool,
    pub representative: bool,
    /// Why it isn't taken, and what to do; empty unless it is rejected.
    pub refusal: String,
    /// Sending the same file again could help: it was no fault of the file.
    pub retryable: bool,
    /// It looks like another breeder's: staff will look at both.
    pub alike: Option<Alike>,
    /// ReptiDex has taken it down; `refusal` says why.
    pub taken_down: bool,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub archived_at: Option<Timestamp>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    pub version: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> PhotoFiles {
        PhotoFiles {
            base: "https://m.example/p/a-b".into(),
            signature: "?until=1&key=k".into(),
            width: 900,
            height: 600,
            widths: vec![320, 480, 900],
            avif: Vec::new(),
            blur: String::new(),
        }
    }

    #[test]
    fn a_page_gets_the_smallest_file_that_is_large_enough() {
        assert_eq!(files().webp(321), "https://m.example/p/a-b/480.webp?until=1&key=k");
        assert_eq!(files().jpeg(2000), "https://m.example/p/a-b/900.jpg?until=1&key=k");
        assert_eq!(files().jpeg(0), "https://m.example/p/a-b/320.jpg?until=1&key=k");
    }

    #[test]
    fn avif_is_named_where_it_is_and_nowhere_else() {
        assert_eq!((files().avif_set(), files().smallest_avif()), (None, None));
        let some = PhotoFiles { avif: vec![480, 900], ..files() };
        let [first, second] =
            ["480.avif", "900.avif"].map(|name| format!("https://m.example/p/a-b/{name}?until=1&key=k"));
        assert_eq!(some.avif_set(), Some(format!("{first} 480w, {second} 900w")));
        assert_eq!(some.smallest_avif(), None, "a larger one is no saving");
        let all = PhotoFiles { avif: vec![320, 480, 900], ..files() };
        assert_eq!(all.smallest_avif(), Some("https://m.example/p/a-b/320.avif?until=1&key=k".to_owned()));
        // As a process before wrote it.
        let old = serde_json::json!({"base": "", "signature": "", "width": 1, "height": 1, "widths": [1], "blur": ""});
        assert!(serde_json::from_value::<PhotoFiles>(old).is_ok_and(|files| files.avif.is_empty()));
    }

    #[test]
    fn a_set_names_every_width_once() {
        let public = PhotoFiles { signature: String::new(), ..files() };
        assert_eq!(
            public.jpeg_set(),
            "https://m.example/p/a-b/320.jpg 320w, https://m.example/p/a-b/480.jpg 480w, https://m.example/p/a-b/900.jpg 900w"
        );
    }
}
